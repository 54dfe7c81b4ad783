using System.Net;
using System.Net.Http.Json;
using System.Text.Json.Nodes;
using CustomerTiering.Access;

namespace CustomerTiering.Api.Tests.Tiering;

public sealed class TieringScenarioTests(ApiWithMembershipInForce api) : IClassFixture<ApiWithMembershipInForce>
{
    private string? _lastRun;

    [Fact]
    public async Task A_cent_below_the_threshold_joins_as_ordinary_and_the_cent_makes_it_silver()
    {
        var customer = await api.BuysAsync("cent", "c-1", "2026-03-10T09:00:00+08:00", "999.99");
        var joined = Assert.Single(await api.HistoryAsync(customer, 1))!;
        Assert.Equal(("joining", "joined", "ordinary"), ((string?)joined["trigger"], (string?)joined["outcome"], (string?)joined["held"]));

        await api.BuysAsync("cent", "c-2", "2026-03-10T10:00:00+08:00", "0.01");
        var upgraded = (await api.HistoryAsync(customer, 2))[1]!;
        Assert.Equal(("at-once", "upgraded", "silver"), ((string?)upgraded["trigger"], (string?)upgraded["outcome"], (string?)upgraded["held"]));
        Assert.Equal(("2026-03-10", "2026-09-09"), ((string?)upgraded["effectiveFrom"], (string?)upgraded["validUntil"]));
    }

    [Fact]
    public async Task A_return_below_what_gave_and_what_keeps_the_tier_takes_it_at_once_and_names_the_decision_that_gave_it()
    {
        var customer = await api.BuysAsync("returner", "r-1", "2026-03-09T09:00:00+08:00", "1000.00");
        var granted = Assert.Single(await api.HistoryAsync(customer, 1))!;
        Assert.Equal("silver", (string?)granted["held"]);

        await api.PostAsync(
            api.Person("shop", Roles.Recorder), "/api/v1/returns",
            """{"customer":"returner","id":"rr-1","at":"2026-03-10T09:00:00+08:00","of":"r-1","currency":"CNY","amount":"200.00"}""");
        await api.PostAsync(
            api.Person("shop", Roles.Recorder), "/api/v1/returns",
            """{"customer":"returner","id":"rr-2","at":"2026-03-10T10:00:00+08:00","of":"r-1","currency":"CNY","amount":"0.01"}""");

        // 800.00 still keeps silver; 799.99 neither keeps it nor, on the day of the purchase, would it have given it.
        var fallen = (await api.HistoryAsync(customer, 2))[1]!;
        Assert.Equal(("recheck", "downgraded", "ordinary"), ((string?)fallen["trigger"], (string?)fallen["outcome"], (string?)fallen["held"]));
        Assert.Equal((string?)granted["id"], (string?)fallen["supersedes"]);
    }

    [Fact]
    public async Task A_decision_is_answered_with_every_criterion_met_or_not()
    {
        var customer = await api.BuysAsync("explained", "e-1", "2026-03-10T09:00:00+08:00", "1500.00");
        var id = (string?)(await api.HistoryAsync(customer, 1))[0]!["id"];

        var decision = await api.Person("rita", Roles.Reviewer).GetFromJsonAsync<JsonNode>($"/api/v1/decisions/{id}");

        Assert.Equal("1500", (string?)decision!["metrics"]!["spend"]);
        var rules = decision["trace"]!.AsArray();
        Assert.Equal(["silver qualify met", "gold qualify not"],
            rules.Where(rule => (string?)rule!["rule"] == "qualify").Select(rule => $"{rule!["tier"]} {rule["rule"]} {rule["verdict"]}"));
        var gold = rules.Single(rule => (string?)rule!["tier"] == "gold")!["criteria"]![0]!;
        Assert.Equal(("metric spend", "at least 5000", "1500", "not"),
            ((string?)gold["subject"], (string?)gold["required"], (string?)gold["actual"], (string?)gold["verdict"]));
    }

    [Fact]
    public async Task A_customer_assessed_twice_as_of_one_day_has_one_decision()
    {
        var customer = await api.BuysAsync("assessed", "a-1", "2026-03-05T09:00:00+08:00", "10.00");
        await api.HistoryAsync(customer, 1);
        var operators = api.Person("olga", Roles.Operator);

        var first = await api.PostAsync(operators, $"/api/v1/customers/{customer:D}/assessments", """{"asOf":"2026-03-09"}""");
        await api.HistoryAsync(customer, 2);
        var second = await api.PostAsync(operators, $"/api/v1/customers/{customer:D}/assessments", """{"asOf":"2026-03-09"}""");

        Assert.Equal("retained", (string?)first[0]!["outcomes"]![0]);
        Assert.Empty(second.AsArray());
        Assert.Equal(2, (await api.HistoryAsync(customer, 2)).Count);
    }

    [Fact]
    public async Task Whoever_wrote_a_policy_never_approves_it_under_another_role_either()
    {
        var author = api.Person("eve", Roles.PolicyAuthor, Roles.Approver);
        var drafted = await api.PostAsync(
            author, "/api/v1/policies", ApiWithMembershipInForce.Membership.Replace("\"membership\"", "\"own\"", StringComparison.Ordinal));
        await api.PostAsync(author, "/api/v1/policies/own/versions/1/submission", null, "\"v1\"");

        using var refused =
            await api.SendAsync(author, "/api/v1/policies/own/versions/1/approval", $$"""{"digest":"{{drafted["digest"]}}"}""", "\"v2\"");

        Assert.Equal(HttpStatusCode.Forbidden, refused.StatusCode);
        Assert.Equal("author-approves", (string?)(await refused.Content.ReadFromJsonAsync<JsonNode>())!["code"]);
    }

    [Fact]
    public async Task An_assessment_of_everybody_is_a_resource_with_a_result_and_a_second_one_adds_nothing()
    {
        var customer = await api.KnownOnlyNowAsync("everybody", ("2026-01-10T09:00:00+08:00", "10.00"));
        var operators = api.Person("olga", Roles.Operator);

        var first = await RunAsync(operators, """{"from":"2026-01-01","to":"2026-03-01","every":"P1M"}""");
        var second = await RunAsync(operators, """{"from":"2026-01-01","to":"2026-03-01","every":"P1M"}""");

        var audited = await api.Person("rita", Roles.Reviewer).GetFromJsonAsync<JsonNode>($"/api/v1/audit/runs/{_lastRun}");
        Assert.Equal(("assessment", "done", "olga"), ((string?)audited!["kind"], (string?)audited["state"], (string?)audited["asked"]!["actor"]));
        Assert.True((int)first["customers"]! >= 1);
        Assert.True((int)first["decisions"]!["retained"]! >= 2);
        Assert.Empty(second["decisions"]!.AsObject());
        Assert.Equal(["joining", "review", "review"], (await api.HistoryAsync(customer, 3)).Select(line => (string?)line!["trigger"]));
    }

    private async Task<JsonNode> RunAsync(HttpClient operators, string scope)
    {
        var started = await api.PostAsync(operators, "/api/v1/assessments", scope);
        _lastRun = (string?)started["id"];
        using var patience = new CancellationTokenSource(TimeSpan.FromSeconds(60));
        while (true)
        {
            var progress = await operators.GetFromJsonAsync<JsonNode>($"/api/v1/assessments/{started["id"]}", patience.Token);
            if ((string?)progress!["state"] == "done") return progress["result"]!;
            Assert.Equal("running", (string?)progress["state"]);
            await Task.Delay(50, patience.Token);
        }
    }
}
