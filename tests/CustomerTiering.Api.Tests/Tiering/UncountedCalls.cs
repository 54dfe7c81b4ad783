using System.Net.Http.Json;
using System.Text.Json.Nodes;
using CustomerTiering.Access;

namespace CustomerTiering.Api.Tests.Tiering;

/// <summary>What tests of amounts without a rate do and ask.</summary>
internal static class UncountedCalls
{
    /// <summary>Records a purchase in another currency.</summary>
    internal static Task<JsonNode> BuysInDollarsAsync(
        this ApiWithMembershipInForce api, string customer, string id, string at, string amount, string currency = "USD") => api.PostAsync(
        api.Person("shop", Roles.Recorder), "/api/v1/purchases",
        $$"""{"customer":"{{customer}}","id":"{{id}}","at":"{{at}}","currency":"{{currency}}","amount":"{{amount}}"}""");

    /// <summary>The customer's tier, once it is as expected.</summary>
    internal static Task<JsonNode> TierAsync(this ApiWithMembershipInForce api, Guid customer, Func<JsonNode, bool> expected) => UntilAsync(
        async () => (await api.Person("rita", Roles.Reviewer).GetFromJsonAsync<JsonArray>($"/api/v1/customers/{customer:D}/tiers"))!.FirstOrDefault(),
        tier => tier is not null && expected(tier))!;

    /// <summary>The list of amounts that do not count, once it is as expected.</summary>
    internal static Task<List<JsonNode>> UncountedAsync(this ApiWithMembershipInForce api, string query, Func<List<JsonNode>, bool> expected) =>
        UntilAsync(
        async () => (await api.Person("rita", Roles.Reviewer).GetFromJsonAsync<JsonNode>($"/api/v1/reports/uncounted{query}"))![
            "items"]!.AsArray().Select(item => item!).ToList(), expected);

    /// <summary>What standing lines of a history say: those that nothing supersedes, by their days.</summary>
    internal static IEnumerable<string> Standing(this JsonArray history) =>
        history.Where(line => (string?)line!["kind"] == "decision" && line["supersededBy"] is null)
        .OrderBy(line => (string?)line!["asOf"], StringComparer.Ordinal)
            .Select(line => $"{line!["trigger"]} {line["asOf"]} {line["outcome"]} {line["held"]} {line["validUntil"]}");

    internal static async Task<T> UntilAsync<T>(Func<Task<T>> ask, Func<T, bool> expected)
    {
        using var patience = new CancellationTokenSource(TimeSpan.FromSeconds(60));
        while (true)
        {
            if (await ask() is var answer && expected(answer)) return answer;
            Assert.False(patience.IsCancellationRequested, "It did not come out as expected within a minute.");
            await Task.Delay(50);
        }
    }
}
