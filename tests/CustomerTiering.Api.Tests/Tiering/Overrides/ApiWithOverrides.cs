using System.Net;
using System.Text.Json.Nodes;
using CustomerTiering.Access;
using CustomerTiering.Api.Tests.Lifecycle;

namespace CustomerTiering.Api.Tests.Tiering.Overrides;

/// <summary>The membership ladder with a policy that permits overrides of six months at most: ann asks, bob and carl approve, olga revokes.</summary>
public class ApiWithOverrides : ApiWithMembershipInForce
{
    protected override string Policy => Membership.Replace(
        "\"validity\":", """ "overrides": { "longest": "P6M", "approvals": 1, "reasons": ["goodwill", "contract"] }, "validity": """,
        StringComparison.Ordinal);

    internal static string PathOf(Guid customer) => $"/api/v1/customers/{customer:D}/tiers/membership/overrides";

    /// <summary>A customer who joined as ordinary.</summary>
    internal async Task<Guid> OrdinaryAsync(string name, string at = "2026-03-10T09:00:00+08:00")
    {
        var customer = await BuysAsync(name, name + "-1", at, "10.00");
        await HistoryAsync(customer, 1);
        return customer;
    }

    internal async Task<Guid> AskAsync(
        Guid customer, string tier = "gold", string from = "2026-03-10", string until = "2026-03-31", string kind = "exact") =>
        (Guid)(await PostAsync(Person("ann", Roles.Agent), PathOf(customer), Request(tier, from, until, kind)))["id"]!;

    internal static string Request(string tier = "gold", string from = "2026-03-10", string until = "2026-03-31", string kind = "exact") =>
        $$"""{"kind":"{{kind}}","tier":"{{tier}}","from":"{{from}}","until":"{{until}}","reason":"goodwill","text":"They waited for three weeks.","evidence":["ticket-4711"]}""";

    internal Task<JsonNode> ApproveAsync(Guid customer, Guid id, string by = "bob", string version = "\"v1\"") =>
        PostAsync(Person(by, Roles.Approver), $"{PathOf(customer)}/{id:D}/approval", "{}", version);

    /// <summary>Asked for by ann and approved by bob.</summary>
    internal async Task<Guid> GrantAsync(
        Guid customer, string tier = "gold", string from = "2026-03-10", string until = "2026-03-31", string kind = "exact")
    {
        var id = await AskAsync(customer, tier, from, until, kind);
        await ApproveAsync(customer, id);
        return id;
    }

    /// <summary>The customer's tier, once the effective one is this.</summary>
    internal async Task<JsonNode> EffectiveAsync(Guid customer, string tier) =>
        (await this.EventuallyAsync(
            $"/api/v1/customers/{customer:D}/tiers", tiers => (string?)tiers.AsArray().FirstOrDefault()?["effective"] == tier))[0]!;

    /// <summary>Waits until the plan serves the customer on a day.</summary>
    internal Task<JsonNode> PlanAsync(Guid customer, string plan, string day) => this.EventuallyAsync(
        $"/api/v1/customers/{customer:D}/service-plans?asOf={day}", plans => (string?)plans.AsArray().FirstOrDefault()?["plan"] == plan);

    internal async Task<JsonNode> OverrideAsync(Guid customer, Guid id, params string[] roles) =>
        JsonNode.Parse(await Person("reader", roles.Length == 0 ? [Roles.Reviewer] : roles).GetStringAsync($"{PathOf(customer)}/{id:D}"))!;

    internal async Task<string> RefusalAsync(HttpClient client, string path, string? body, HttpStatusCode status, string? ifMatch = null)
    {
        using var answer = await SendAsync(client, path, body, ifMatch);
        var text = await answer.Content.ReadAsStringAsync();
        Assert.True(status == answer.StatusCode, $"{answer.StatusCode}: {text}");
        return (string)JsonNode.Parse(text)!["code"]!;
    }
}
