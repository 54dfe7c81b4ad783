using System.Net;
using System.Security.Cryptography;
using System.Text.Json;
using CustomerTiering.Access;
using CustomerTiering.EventLog.Append;
using CustomerTiering.Events;
using CustomerTiering.Facts;
using CustomerTiering.Persons;
using Microsoft.Extensions.DependencyInjection;

namespace CustomerTiering.Api.Tests;

/// <summary>Requests by the few words that matter to a scenario.</summary>
internal static class Calls
{
    /// <summary>A POST with a key of its own, unless one is given.</summary>
    internal static Task<HttpResponseMessage> PostAsync(this HttpClient client, string path, string json, string? key = null) =>
        client.SendAsync(HttpMethod.Post, path, json, ("Idempotency-Key", key ?? Guid.NewGuid().ToString()));

    /// <summary>A change of what was read as this version.</summary>
    internal static Task<HttpResponseMessage> ChangeAsync(this HttpClient client, HttpMethod method, string path, string? json, string? tag) =>
        client.SendAsync(method, path, json, ("If-Match", tag));

    /// <summary>A GET that waits for what was answered before.</summary>
    internal static Task<HttpResponseMessage> GetAfterAsync(this HttpClient client, string path, HttpResponseMessage before) =>
        client.SendAsync(HttpMethod.Get, path, null, ("Log-Position", before.Headers.GetValues("Log-Position").Single()));

    internal static async Task<HttpResponseMessage> SendAsync(
        this HttpClient client, HttpMethod method, string path, string? json, (string Name, string? Value) header)
    {
        using var request = new HttpRequestMessage(method, "/api/v1" + path) { Content = json is null ? null : Answers.Json(json) };
        if (header.Value is not null) request.Headers.TryAddWithoutValidation(header.Name, header.Value);
        return await client.SendAsync(request);
    }

    /// <summary>The value of an answer that succeeded.</summary>
    internal static async Task<JsonElement> ValueAsync(this HttpResponseMessage answer, HttpStatusCode status = HttpStatusCode.OK)
    {
        var text = await answer.Content.ReadAsStringAsync();
        Assert.True(status == answer.StatusCode, $"{answer.StatusCode}: {text}");
        return JsonDocument.Parse(text).RootElement;
    }

    internal static async Task<JsonElement> ValueAsync(this Task<HttpResponseMessage> answer, HttpStatusCode status = HttpStatusCode.OK) =>
        await (await answer).ValueAsync(status);

    /// <summary>Records a fact, and gives the customer's id.</summary>
    internal static async Task<(Guid Customer, Guid Fact, HttpResponseMessage Answer)> RecordAsync(this RunningApi api, string path, string json)
    {
        var answer = await api.As(Roles.Recorder).PostAsync(path, json);
        var value = await answer.ValueAsync(HttpStatusCode.Created);
        return (value.GetProperty("customer").GetGuid(), value.GetProperty("id").GetGuid(), answer);
    }

    /// <summary>Registers a customer, and gives the id and the first version's tag.</summary>
    internal static async Task<(Guid Id, string Tag)> RegisterAsync(this RunningApi api, string json)
    {
        var answer = await api.As(Roles.Agent).PostAsync("/customers", json);
        return ((await answer.ValueAsync(HttpStatusCode.Created)).GetProperty("id").GetGuid(), answer.Headers.ETag!.Tag);
    }

    /// <summary>How far the log has come.</summary>
    internal static async Task<long> HeadAsync(this RunningApi api) =>
        (await api.App.Services.GetRequiredService<EventLog.Read.LogReader>().HeadAsync(api.Tenant)).Position;

    internal static async Task DeclareAsync(this RunningApi api, string name, string type, string @class)
    {
        var services = api.App.Services;
        var declared = services.GetRequiredService<EventSerializer>().Write(
            api.Tenant, new EventLog.StreamId("attributes"), new AttributeDeclared(name, type, @class),
            new(services.GetRequiredService<RandomNumberGenerator>().NewId(), DateTimeOffset.UnixEpoch, null));
        await services.GetRequiredService<LogWriter>()
            .AppendAsync(new(api.Tenant, "svc:test", [new(new EventLog.StreamId("attributes"), null, [declared])]), default);
    }
}
