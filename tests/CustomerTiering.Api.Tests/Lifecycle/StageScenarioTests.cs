using System.Net;
using CustomerTiering.Access;

namespace CustomerTiering.Api.Tests.Lifecycle;

public sealed class StageScenarioTests(ApiWithLifecycleInForce api) : IClassFixture<ApiWithLifecycleInForce>
{
    [Fact]
    public async Task Time_alone_leads_from_new_to_dormant_and_a_purchase_wins_back()
    {
        var customer = await api.BuysAsync("quiet", "q-1", "2026-03-10T09:00:00+08:00", "100.00");
        Assert.Equal(["2026-03-10 new"], await api.StagesAsync(customer, "new"));

        // 90 days after joining is 8 June; the day on which it is more is judged when it is over, in Shanghai.
        api.Clock.MoveTo(new(2026, 6, 9, 16, 0, 5, TimeSpan.Zero));
        Assert.Equal("2026-06-09 growing", (await api.StagesAsync(customer, "growing"))[^1]);
        api.Clock.MoveTo(new(2026, 8, 8, 16, 0, 5, TimeSpan.Zero));
        Assert.Equal("2026-08-08 at-risk", (await api.StagesAsync(customer, "at-risk"))[^1]);
        api.Clock.MoveTo(new(2026, 12, 6, 16, 0, 5, TimeSpan.Zero));
        Assert.Equal("2026-12-06 dormant", (await api.StagesAsync(customer, "dormant"))[^1]);

        await api.BuysAsync("quiet", "q-2", "2026-12-07T09:00:00+08:00", "100.00");
        Assert.Equal(
            ["2026-03-10 new", "2026-06-09 growing", "2026-08-08 at-risk", "2026-12-06 dormant", "2026-12-07 won-back"], await api.StagesAsync(customer, "won-back"));

        var then = await api.GetAsync($"/api/v1/customers/{customer:D}/stage?asOf=2026-12-05", _ => true);
        Assert.Equal(("at-risk", "2026-08-08", "growing"), ((string?)then["stage"], (string?)then["since"], (string?)then["previous"]));
        var now = await api.GetAsync($"/api/v1/customers/{customer:D}/stage", stage => (string?)stage["stage"] == "won-back");
        Assert.Equal("dormant", (string?)now["previous"]);
        var counted = await api.GetAsync("/api/v1/reports/stages?asOf=2026-12-06", _ => true);
        Assert.Contains(counted.AsArray(), line => (string?)line!["stage"] == "dormant" && (int)line["customers"]! >= 1);
        var funnel = await api.GetAsync("/api/v1/reports/funnel?from=2026-12-01&to=2026-12-31", _ => true);
        Assert.Contains(funnel.AsArray(), line => (string?)line!["stage"] == "dormant" && (int)line["entered"]! == 1 && (int)line["left"]! == 1 && (int)line["customers"]! == 0);
        var moves = await api.GetAsync("/api/v1/reports/stage-moves?from=2026-12-01&to=2026-12-31", _ => true);
        Assert.Contains(moves.AsArray(), line => (string?)line!["from"] == "at-risk" && (string?)line["to"] == "dormant" && (int)line["customers"]! == 1);
    }

    [Fact]
    public async Task A_stage_is_told_with_what_moved_it()
    {
        var customer = await api.BuysAsync("explained", "e-1", "2026-03-10T09:00:00+08:00", "100.00");
        var line = (await api.GetAsync($"/api/v1/customers/{customer:D}/stage/history", _ => true)).AsArray()[0]!;
        Assert.Equal(("1", "0"), ((string?)line["metrics"]!["orders"], (string?)line["metrics"]!["tenure"]));
        Assert.Contains(line["stages"]!.AsArray(), stage => (string?)stage!["stage"] == "new" && (string?)stage["verdict"] == "met");
        Assert.Contains(line["stages"]!.AsArray(), stage => (string?)stage!["stage"] == "prospect" && (string?)stage["verdict"] == "not");
    }

    [Fact]
    public async Task A_day_to_come_is_not_assessed_and_a_range_again_adds_nothing()
    {
        var olga = api.Person("olga", Roles.Operator);
        using var refused = await api.SendAsync(olga, "/api/v1/lifecycle-assessments", """{"from":"2025-01-01","to":"2030-01-01"}""");
        await refused.ProblemAsync(HttpStatusCode.BadRequest, "invalid-request");
        using var both = await api.SendAsync(olga, "/api/v1/lifecycle-assessments", """{"asOf":"2026-01-01","to":"2026-01-01"}""");
        await both.ProblemAsync(HttpStatusCode.BadRequest, "invalid-request");

        var customer = await api.BuysAsync("assessed", "a-1", "2026-03-10T09:00:00+08:00", "100.00");
        await api.StagesAsync(customer, "new");
        var run = (string)(await api.PostAsync(olga, "/api/v1/lifecycle-assessments", """{"from":"2025-01-01","to":"2026-03-10"}"""))["id"]!;
        var done = await api.GetAsync($"/api/v1/lifecycle-assessments/{run}", progress => (string?)progress["state"] == "done");
        Assert.Empty(done["result"]!["entered"]!.AsObject());
        Assert.Empty(done["result"]!["failures"]!.AsArray());
    }

    [Fact]
    public async Task A_customer_nobody_knows_has_no_stage()
    {
        using var answer = await api.Person("rita", Roles.Reviewer).GetAsync($"/api/v1/customers/{Guid.Empty:D}/stage");
        await answer.ProblemAsync(HttpStatusCode.NotFound, "not-found");
    }
}
