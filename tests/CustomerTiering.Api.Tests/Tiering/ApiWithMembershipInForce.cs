using System.Net.Http.Json;
using System.Text;
using System.Text.Json.Nodes;
using CustomerTiering.Access;
using CustomerTiering.Api.Tests.Faults;
using CustomerTiering.Facts;
using CustomerTiering.Rules.Facts;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;

namespace CustomerTiering.Api.Tests.Tiering;

/// <summary>
/// The server on 10 March 2026, with a membership ladder that one person wrote, another approved, and that is in force since 1 January 2025.
/// </summary>
public class ApiWithMembershipInForce : RunningApi
{
    internal const string Membership =
        """
        {
          "schema": "tier-policy/1", "ladder": "membership", "name": { "en": "Membership" }, "timeZone": "Asia/Shanghai", "currency": "CNY",
          "metrics": {
            "spend": { "measure": "purchases.net", "aggregate": "sum", "window": { "rolling": "P12M" } }
          },
          "tiers": [
            { "code": "ordinary", "name": { "en": "Ordinary" }, "servicePlan": "basic" },
            { "code": "silver", "name": { "en": "Silver" }, "servicePlan": "silver-care",
              "qualify": { "metric": "spend", "atLeast": 1000 }, "retain": { "metric": "spend", "atLeast": 800 } },
            { "code": "gold", "name": { "en": "Gold" }, "servicePlan": "gold-care", "qualify": { "metric": "spend", "atLeast": 5000 } }
          ],
          "validity": { "rolling": "P6M" },
          "movement": { "upgrade": "at-once", "downgrade": "full", "grace": "P30D", "warn": ["P30D"], "review": { "every": "P1M" }, "onReturn": "recheck" }
        }
        """;

    private int _keys;

    /// <summary>What is put in force.</summary>
    protected virtual string Policy => Membership;

    public MovableClock Clock { get; } = new(new(2026, 3, 10, 4, 0, 0, TimeSpan.Zero));

    /// <summary>What overrides may be where the policy does not say.</summary>
    protected override Dictionary<string, string?> Configuration =>
        new() { ["Overrides:Longest"] = "P6M", ["Overrides:Reasons"] = "goodwill, contract" };

    protected override void Services(IServiceCollection services) => services.Replace(ServiceDescriptor.Singleton<TimeProvider>(Clock));

    public override async Task InitializeAsync()
    {
        await base.InitializeAsync();
        await InForceAsync("policies", "membership", Policy, 1, "2025-01-01");
    }

    /// <summary>Takes a text through all its steps: ann writes, bob approves, olga puts in force.</summary>
    internal async Task InForceAsync(string kind, string name, string text, int version, string from)
    {
        var (author, before) = (Person("ann", Roles.PolicyAuthor), 4 * (version - 1)); // each version takes four events
        var drafted = await PostAsync(author, $"/api/v1/{kind}", text);
        var address = $"/api/v1/{kind}/{name}/versions/{version}";
        await PostAsync(author, $"{address}/submission", null, $"\"v{before + 1}\"");
        await PostAsync(
            Person("bob", Roles.Approver), $"{address}/approval", $$"""{"digest":"{{(string)drafted["digest"]!}}"}""", $"\"v{before + 2}\"");
        await PostAsync(Person("olga", Roles.Operator), $"{address}/force", $$"""{"from":"{{from}}"}""", $"\"v{before + 3}\"");
    }

    /// <summary>A client of a named person.</summary>
    internal HttpClient Person(string subject, params string[] roles) => With(Tokens.Issue(Tenant, subject, roles));

    internal async Task<JsonNode> PostAsync(HttpClient client, string path, string? body, string? ifMatch = null)
    {
        using var answer = await SendAsync(client, path, body, ifMatch);
        var text = await answer.Content.ReadAsStringAsync();
        Assert.True(answer.IsSuccessStatusCode, $"{path}: {(int)answer.StatusCode} {text}");
        return JsonNode.Parse(text)!;
    }

    internal async Task<HttpResponseMessage> SendAsync(HttpClient client, string path, string? body, string? ifMatch = null)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, path);
        if (body is not null) request.Content = new StringContent(body, Encoding.UTF8, "application/json");
        request.Headers.Add("Idempotency-Key", $"key-{Interlocked.Increment(ref _keys)}");
        if (ifMatch is not null) request.Headers.TryAddWithoutValidation("If-Match", ifMatch);
        return await client.SendAsync(request);
    }

    /// <summary>Records a purchase; the customer's id.</summary>
    internal async Task<Guid> BuysAsync(string customer, string id, string at, string amount)
    {
        var answer = await PostAsync(
            Person("shop", Roles.Recorder), "/api/v1/purchases",
            $$"""{"customer":"{{customer}}","id":"{{id}}","at":"{{at}}","currency":"CNY","amount":"{{amount}}"}""");
        return (Guid)answer["customer"]!;
    }

    /// <summary>Imports purchases, which is no call for an evaluation; the customer's id, once they are known.</summary>
    internal async Task<Guid> KnownOnlyNowAsync(string customer, params (string At, string Amount)[] purchases)
    {
        var facts = purchases.Select((one, i) => FactReader.Read(Encoding.UTF8.GetBytes(
            $$"""{"kind":"purchase","customer":"{{customer}}","id":"{{customer}}-{{i}}","at":"{{one.At}}","currency":"CNY","amount":"{{one.Amount}}"}"""), null).Fact!);
        var outcomes = await App.Services.GetRequiredService<FactIntake>()
            .RecordAsync(new(Tenant, "importer", "test", Intake.Imported), [.. facts], default);
        await this.AtRestAsync();
        return Assert.IsType<FactOutcome.Accepted>(outcomes[^1]).Customer;
    }

    /// <summary>The customer's history on the ladder, once it has as many lines; the last line counts in assertions.</summary>
    internal async Task<JsonArray> HistoryAsync(Guid customer, int lines)
    {
        var client = Person("rita", Roles.Reviewer);
        using var patience = new CancellationTokenSource(TimeSpan.FromSeconds(60));
        while (true)
        {
            using var answer = await client.GetAsync($"/api/v1/customers/{customer:D}/tiers/membership/history", patience.Token);
            if (answer.IsSuccessStatusCode && await answer.Content.ReadFromJsonAsync<JsonArray>(patience.Token) is { } history
                && history.Count >= lines) return history;
            await Task.Delay(50, patience.Token);
        }
    }
}
