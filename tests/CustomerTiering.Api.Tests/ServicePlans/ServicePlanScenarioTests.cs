using System.Net;
using System.Text.Json;
using System.Text.Json.Nodes;
using CustomerTiering.Access;
using CustomerTiering.Api.Tests.Lifecycle;
using CustomerTiering.Api.Tests.Tiering;

namespace CustomerTiering.Api.Tests.ServicePlans;

/// <summary>The server with a membership ladder and, since 1 January 2025 too, the service plans that come with the server.</summary>
public sealed class ApiWithServicePlans : ApiWithMembershipInForce
{
    public override async Task InitializeAsync()
    {
        await base.InitializeAsync();
        foreach (var plan in JsonNode.Parse(DefaultStandards.ServicePlans)!.AsArray())
            await InForceAsync("service-plans", (string)plan!["code"]!, plan.ToJsonString(), 1, "2025-01-01");
    }
}

public sealed class ServicePlanScenarioTests(ApiWithServicePlans api) : IClassFixture<ApiWithServicePlans>
{
    /// <summary>What a ladder brings the customer, once it is the plan in that status.</summary>
    private async Task<JsonNode> ServedAsync(Guid customer, string plan, string asOf, string ladder = "membership", string status = "published")
    {
        var plans = await api.EventuallyAsync($"/api/v1/customers/{customer:D}/service-plans?asOf={asOf}",
            plans => On(plans) is { } one && (string?)one["plan"] == plan && (string?)one["status"] == status);
        return On(plans)!;

        JsonNode? On(JsonNode plans) => plans.AsArray().FirstOrDefault(one => (string?)one!["ladder"] == ladder);
    }

    [Fact]
    public async Task A_tier_brings_its_plan_and_an_upgrade_another()
    {
        var customer = await api.BuysAsync("served", "s-1", "2026-03-09T09:00:00+08:00", "1000.00");
        var silver = await ServedAsync(customer, "silver-care", "2026-03-10");
        Assert.Equal(("membership", "published", 1, "2026-03-09"),
            ((string?)silver["ladder"], (string?)silver["status"], (int)silver["version"]!, (string?)silver["since"]));
        Assert.Equal("PT8H", (string?)silver["entitlements"]!["times"]![0]!["response"]);
        Assert.Equal("5", (string?)silver["entitlements"]!["discounts"]![0]!["percent"]);

        await api.BuysAsync("served", "s-2", "2026-03-10T10:00:00+08:00", "4000.00");
        await ServedAsync(customer, "gold-care", "2026-03-10");
        await ServedAsync(customer, "silver-care", "2026-03-09");
        Assert.Empty((await api.EventuallyAsync($"/api/v1/customers/{customer:D}/service-plans?asOf=2026-03-08", _ => true)).AsArray());

        var served = await api.EventuallyAsync("/api/v1/service-plans/gold-care/customers?asOf=2026-03-10&limit=500", _ => true);
        Assert.Contains(served["items"]!.AsArray(), one => (Guid)one!["customer"]! == customer);
        var counts = await api.EventuallyAsync("/api/v1/reports/plans?asOf=2026-03-10", _ => true);
        Assert.Contains(counts.AsArray(), one => (string?)one!["plan"] == "gold-care" && (int)one["customers"]! >= 1);
    }

    [Fact]
    public async Task A_customer_keeps_the_version_that_was_promised_when_another_is_in_force()
    {
        var customer = await api.BuysAsync("keeper", "k-1", "2026-03-09T09:00:00+08:00", "10.00");
        Assert.Equal(1, (int)(await ServedAsync(customer, "basic", "2026-03-10"))["version"]!);
        await api.InForceAsync("service-plans", "basic", Plan("basic", """{"contactEvery":"P1Y"}"""), 2, "2026-03-10");
        var now = await api.EventuallyAsync("/api/v1/service-plans/basic?asOf=2026-03-10", plan => (int)plan["version"]! == 2);
        var before = await PlanAsync("basic?asOf=2026-03-09");

        Assert.Equal(1, (int)(await ServedAsync(customer, "basic", "2026-03-10"))["version"]!);
        Assert.Equal((1, "2025-01-01", "12"), ((int)before["version"]!, (string?)before["from"], (string?)before["cost"]!["amount"]));
        Assert.Equal((2, "2026-03-10", "P1Y"), ((int)now["version"]!, (string?)now["from"], (string?)now["entitlements"]!["contactEvery"]));
    }

    [Fact]
    public async Task A_retired_plan_is_kept_by_whoever_has_it_and_no_policy_names_it_any_more()
    {
        await api.InForceAsync("service-plans", "closing", Plan("closing", "{}"), 1, "2025-01-01");
        await api.InForceAsync("policies", "closing", Ladder("closing"), 1, "2025-01-01");
        var customer = await api.BuysAsync("closed", "c-1", "2026-03-09T09:00:00+08:00", "10.00");
        await ServedAsync(customer, "closing", "2026-03-10", "closing");
        await api.PostAsync(api.Person("olga", Roles.Operator), "/api/v1/service-plans/closing/retirement",
            """{"from":"2026-03-11","reason":"replaced"}""", "\"v4\"");

        Assert.Equal(1, (int)(await ServedAsync(customer, "closing", "2026-03-11", "closing", "retired"))["version"]!);
        await ServedAsync(customer, "closing", "2026-03-10", "closing");
        using var gone = await api.Person("rita", Roles.Reviewer).GetAsync("/api/v1/service-plans/closing?asOf=2026-03-11");
        Assert.Equal(HttpStatusCode.NotFound, gone.StatusCode);
        using var refused = await api.SendAsync(api.Person("ann", Roles.PolicyAuthor), "/api/v1/policies", Ladder("closing-too"));
        Assert.Equal(["$.tiers[0].servicePlan"], (await refused.ProblemAsync(HttpStatusCode.BadRequest, "invalid-request")).Fields());

        string Ladder(string name) =>
            $$"""{"schema":"tier-policy/1","ladder":"{{name}}","timeZone":"Asia/Shanghai","currency":"CNY","tiers":[{"code":"only","servicePlan":"closing"}]}""";
    }

    [Fact]
    public async Task Customers_of_a_plan_come_page_by_page_each_once()
    {
        var bought = new List<Guid>();
        for (var i = 0; i < 3; i++) bought.Add(await api.BuysAsync($"page-{i}", $"p-{i}", "2026-03-08T09:00:00+08:00", "2000.00"));
        foreach (var customer in bought) await ServedAsync(customer, "silver-care", "2026-03-08");
        const string First = "/api/v1/service-plans/silver-care/customers?asOf=2026-03-08&limit=2";
        var one = await api.EventuallyAsync(First, _ => true);
        var two = await api.EventuallyAsync($"{First}&cursor={(string?)one["next"]}", _ => true);
        Assert.Equal(bought.Order(), one["items"]!.AsArray().Concat(two["items"]!.AsArray()).Select(line => (Guid)line!["customer"]!).Order());
        Assert.Null(two["next"]);
        using var altered = await api.Person("rita", Roles.Reviewer).GetAsync($"{First}&cursor=A{(string?)one["next"]}");
        await altered.ProblemAsync(HttpStatusCode.BadRequest, "bad-cursor");
    }

    [Fact]
    public async Task A_policy_can_name_only_plans_that_were_put_in_force()
    {
        using var refused = await api.SendAsync(
            api.Person("ann", Roles.PolicyAuthor), "/api/v1/policies",
            ApiWithMembershipInForce.Membership.Replace("gold-care", "platinum-care", StringComparison.Ordinal));
        var problem = await refused.ProblemAsync(HttpStatusCode.BadRequest, "invalid-request");
        Assert.Equal(["$.tiers[2].servicePlan"], problem.Fields());
    }

    [Fact]
    public async Task Everything_that_is_wrong_with_a_plan_is_told_at_once_and_nothing_is_stored()
    {
        using var refused = await api.SendAsync(
            api.Person("ann", Roles.PolicyAuthor), "/api/v1/service-plans",
            """
            {"schema":"service-plan/1","code":"bad plan","name":{},"cost":{"amount":"-1","currency":"CNY"},
             "entitlements":{"times":[{"priority":"high","response":"soon"}],"contactEvery":"often","discounts":[{"percent":"101"}],"dedicatedButler":true}}
            """);
        var problem = await refused.ProblemAsync(HttpStatusCode.BadRequest, "invalid-request");
        Assert.Equal(
            ["$.code", "$.cost.amount", "$.cost.per", "$.entitlements.contactEvery", "$.entitlements.dedicatedButler",
                "$.entitlements.discounts[0].percent",
                "$.entitlements.times[0].response", "$.name"],
            problem.Fields().Order(StringComparer.Ordinal));
        using var list = JsonDocument.Parse(await api.Person("rita", Roles.Reviewer).GetStringAsync("/api/v1/service-plans"));
        Assert.DoesNotContain(list.RootElement.EnumerateArray(), plan => plan.GetProperty("name").GetString() == "bad plan");
    }

    private static string Plan(string code, string entitlements) =>
        $$"""{"schema":"service-plan/1","code":"{{code}}","name":{"en":"A plan"},"entitlements":{{entitlements}}}""";

    private Task<JsonNode> PlanAsync(string address) => api.EventuallyAsync($"/api/v1/service-plans/{address}", _ => true);
}
