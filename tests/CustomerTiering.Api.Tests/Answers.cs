using System.Net;
using System.Text;
using System.Text.Json;

namespace CustomerTiering.Api.Tests;

/// <summary>What tests ask of answers.</summary>
internal static class Answers
{
    internal static StringContent Json(string text) => new(text, Encoding.UTF8, "application/json");

    internal static async Task<HttpResponseMessage> PostOrderAsync(this HttpClient client, HttpContent content, string? key = "k-1")
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, "/api/v1/test/orders") { Content = content };
        if (key is not null) request.Headers.TryAddWithoutValidation("Idempotency-Key", key);
        return await client.SendAsync(request);
    }

    /// <summary>The problem of an answer, which must be one in every respect.</summary>
    internal static async Task<JsonElement> ProblemAsync(this HttpResponseMessage answer, HttpStatusCode status, string code)
    {
        var text = await answer.Content.ReadAsStringAsync();
        Assert.True(status == answer.StatusCode, $"{answer.StatusCode}: {text}");
        Assert.Equal("application/problem+json", answer.Content.Headers.ContentType?.MediaType);
        var problem = JsonDocument.Parse(text).RootElement;
        Assert.Equal(code, problem.GetProperty("code").GetString());
        Assert.Equal((int)status, problem.GetProperty("status").GetInt32());
        Assert.DoesNotContain("   at ", text, StringComparison.Ordinal);
        Assert.DoesNotContain("Exception", text, StringComparison.Ordinal);
        return problem;
    }

    internal static string[] Fields(this JsonElement problem) =>
        [.. problem.GetProperty("errors").EnumerateArray().Select(error => error.GetProperty("field").GetString()!)];
}
