using System.Net;
using System.Text.Json;
using System.Text.Json.Nodes;
using CustomerTiering.Access;
using CustomerTiering.Api.Tests.Lifecycle;
using CustomerTiering.Api.Tests.Tiering;

namespace CustomerTiering.Api.Tests.ServicePlans;

/// <summary>The server with a membership ladder in force and the service plans that come with the server.</summary>
public sealed class ApiWithServicePlans : ApiWithMembershipInForce
{
    public override async Task InitializeAsync()
    {
        await base.InitializeAsync();
        foreach (var plan in JsonNode.Parse(DefaultStandards.ServicePlans)!.AsArray())
            await PostAsync(Person("ann", Roles.PolicyAuthor), "/api/v1/service-plans", plan!.ToJsonString());
    }
}

public sealed class ServicePlanScenarioTests(ApiWithServicePlans api) : IClassFixture<ApiWithServicePlans>
{
    private Task<JsonNode> PlansAsync(Guid customer, string plan, string query = "") =>
        api.EventuallyAsync($"/api/v1/customers/{customer:D}/service-plans{query}", plans => (string?)plans.AsArray().FirstOrDefault()?["plan"] == plan);

    [Fact]
    public async Task A_tier_brings_its_plan_and_an_upgrade_another()
    {
        var customer = await api.BuysAsync("served", "s-1", "2026-03-09T09:00:00+08:00", "1000.00");
        var silver = Assert.Single((await PlansAsync(customer, "silver-care", "?asOf=2026-03-10")).AsArray())!;
        Assert.Equal(("membership", "published", 1, "2026-03-09"), ((string?)silver["ladder"], (string?)silver["status"], (int)silver["version"]!, (string?)silver["since"]));
        Assert.Equal("PT8H", (string?)silver["entitlements"]!["times"]![0]!["response"]);
        Assert.Equal("5", (string?)silver["entitlements"]!["discounts"]![0]!["percent"]);

        await api.BuysAsync("served", "s-2", "2026-03-10T10:00:00+08:00", "4000.00");
        await PlansAsync(customer, "gold-care", "?asOf=2026-03-10");
        await PlansAsync(customer, "silver-care", "?asOf=2026-03-09");
        Assert.Empty((await api.EventuallyAsync($"/api/v1/customers/{customer:D}/service-plans?asOf=2026-03-08", _ => true)).AsArray());

        var served = await api.EventuallyAsync("/api/v1/service-plans/gold-care/customers?asOf=2026-03-10&limit=500", _ => true);
        Assert.Contains(served["items"]!.AsArray(), one => (Guid)one!["customer"]! == customer);
        var counts = await api.EventuallyAsync("/api/v1/reports/plans?asOf=2026-03-10", _ => true);
        Assert.Contains(counts.AsArray(), one => (string?)one!["plan"] == "gold-care" && (int)one["customers"]! >= 1);
    }

    [Fact]
    public async Task A_customer_keeps_the_version_that_was_promised_when_another_is_published()
    {
        var customer = await api.BuysAsync("keeper", "k-1", "2026-03-09T09:00:00+08:00", "10.00");
        var basic = Assert.Single((await PlansAsync(customer, "basic", "?asOf=2026-03-10")).AsArray())!;
        var version = (int)basic["version"]!;
        await api.PostAsync(
            api.Person("ann", Roles.PolicyAuthor), "/api/v1/service-plans/basic/versions", """{"name":{"en":"Basic"},"entitlements":{"contactEvery":"P1Y"}}""", "\"v1\"");
        var kept = Assert.Single((await PlansAsync(customer, "basic", "?asOf=2026-03-10")).AsArray())!;
        Assert.Equal(version, (int)kept["version"]!);
        using var stale = await api.SendAsync(
            api.Person("ann", Roles.PolicyAuthor), "/api/v1/service-plans/basic/versions", """{"name":{"en":"Basic"},"entitlements":{}}""", "\"v1\"");
        await stale.ProblemAsync(HttpStatusCode.PreconditionFailed, "stale-version");
    }

    [Fact]
    public async Task Customers_of_a_plan_come_page_by_page_each_once()
    {
        var bought = new List<Guid>();
        for (var i = 0; i < 3; i++) bought.Add(await api.BuysAsync($"page-{i}", $"p-{i}", "2026-03-08T09:00:00+08:00", "2000.00"));
        foreach (var customer in bought) await PlansAsync(customer, "silver-care", "?asOf=2026-03-08");
        const string First = "/api/v1/service-plans/silver-care/customers?asOf=2026-03-08&limit=2";
        var one = await api.EventuallyAsync(First, _ => true);
        var two = await api.EventuallyAsync($"{First}&cursor={(string?)one["next"]}", _ => true);
        Assert.Equal(bought.Order(), one["items"]!.AsArray().Concat(two["items"]!.AsArray()).Select(line => (Guid)line!["customer"]!).Order());
        Assert.Null(two["next"]);
        using var altered = await api.Person("rita", Roles.Reviewer).GetAsync($"{First}&cursor=A{(string?)one["next"]}");
        await altered.ProblemAsync(HttpStatusCode.BadRequest, "bad-cursor");
    }

    [Fact]
    public async Task A_policy_can_name_only_plans_that_are_published()
    {
        using var refused = await api.SendAsync(
            api.Person("ann", Roles.PolicyAuthor), "/api/v1/policies", ApiWithMembershipInForce.Membership.Replace("gold-care", "platinum-care", StringComparison.Ordinal));
        var problem = await refused.ProblemAsync(HttpStatusCode.BadRequest, "invalid-request");
        Assert.Equal(["$.tiers[2].servicePlan"], problem.Fields());
    }

    [Fact]
    public async Task Everything_that_is_wrong_with_a_plan_is_told_at_once_and_nothing_is_stored()
    {
        using var refused = await api.SendAsync(
            api.Person("ann", Roles.PolicyAuthor), "/api/v1/service-plans",
            """{"code":"bad plan","name":{},"entitlements":{"times":[{"priority":"high","response":"soon"}],"contactEvery":"often","discounts":[{"percent":"101"}]}}""");
        var problem = await refused.ProblemAsync(HttpStatusCode.BadRequest, "invalid-request");
        Assert.Equal(
            ["$.code", "$.entitlements.contactEvery", "$.entitlements.discounts[0].percent", "$.entitlements.times[0].response", "$.name"],
            problem.Fields().Order(StringComparer.Ordinal));
        using var unknown = await api.SendAsync(
            api.Person("ann", Roles.PolicyAuthor), "/api/v1/service-plans", """{"code":"x","name":{"en":"X"},"entitlements":{"dedicatedButler":true}}""");
        Assert.Equal(HttpStatusCode.BadRequest, unknown.StatusCode);
        using var again = await api.SendAsync(api.Person("ann", Roles.PolicyAuthor), "/api/v1/service-plans", """{"code":"gold-care","name":{"en":"X"},"entitlements":{}}""");
        await again.ProblemAsync(HttpStatusCode.Conflict, "service-plan-exists");
        using var list = JsonDocument.Parse(await api.Person("rita", Roles.Reviewer).GetStringAsync("/api/v1/service-plans"));
        Assert.Equal(["basic", "bronze-care", "gold-care", "silver-care", "vip-care"], list.RootElement.EnumerateArray().Select(plan => plan.GetProperty("code").GetString()));
    }
}
