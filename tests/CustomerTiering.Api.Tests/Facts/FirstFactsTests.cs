using System.Net;
using System.Net.Http.Json;
using System.Text.Json;
using CustomerTiering.Access;
using CustomerTiering.EventLog.Read;
using Microsoft.Extensions.DependencyInjection;

namespace CustomerTiering.Api.Tests.Facts;

public sealed class FirstFactsTests(RunningApi api) : IClassFixture<RunningApi>
{
    [Fact]
    public async Task First_facts_of_one_customer_at_the_same_moment_are_all_recorded_and_the_customer_registered_once()
    {
        using var client = api.As(Roles.Recorder);
        for (var round = 0; round < 5; round++)
        {
            var customer = $"new-{round}";
            var answers = await Task.WhenAll(Enumerable.Range(0, 16).Select(number => PostAsync(client, customer, $"{customer}-{number}")));

            Assert.All(answers, answer => Assert.Equal(HttpStatusCode.Created, answer.Status));
            Assert.All(answers, answer => Assert.False(answer.Body.GetProperty("duplicate").GetBoolean()));
        }
        var head = await api.App.Services.GetRequiredService<LogReader>().HeadAsync(api.Tenant);
        Assert.Equal(5 * (16 + 1), head.Position);
    }

    private static async Task<(HttpStatusCode Status, JsonElement Body)> PostAsync(HttpClient client, string customer, string id)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, "/api/v1/purchases")
        {
            Content = Answers.Json($$"""{"customer":"{{customer}}","id":"{{id}}","at":"2026-02-01T10:00:00Z","currency":"EUR","amount":"10"}"""),
        };
        request.Headers.Add("Idempotency-Key", id);
        using var answer = await client.SendAsync(request);
        return (answer.StatusCode, await answer.Content.ReadFromJsonAsync<JsonElement>());
    }
}
