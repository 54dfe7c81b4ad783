namespace CustomerTiering.Api.Tests.Lifecycle;

/// <summary>By itself, as days go by. The clock is moved, so that nobody else is in this company.</summary>
public sealed class PassingTimeTests(ApiWithLifecycleInForce api) : IClassFixture<ApiWithLifecycleInForce>
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
            ["2026-03-10 new", "2026-06-09 growing", "2026-08-08 at-risk", "2026-12-06 dormant", "2026-12-07 won-back"],
            await api.StagesAsync(customer, "won-back"));

        var then = await api.GetAsync($"/api/v1/customers/{customer:D}/stage?asOf=2026-12-05", _ => true);
        Assert.Equal(("at-risk", "2026-08-08", "growing"), ((string?)then["stage"], (string?)then["since"], (string?)then["previous"]));
        var now = await api.GetAsync($"/api/v1/customers/{customer:D}/stage", stage => (string?)stage["stage"] == "won-back");
        Assert.Equal("dormant", (string?)now["previous"]);
        var counted = await api.GetAsync("/api/v1/reports/stages?asOf=2026-12-06", _ => true);
        Assert.Contains(counted.AsArray(), line => (string?)line!["stage"] == "dormant" && (int)line["customers"]! >= 1);
        var funnel = await api.GetAsync("/api/v1/reports/funnel?from=2026-12-01&to=2026-12-31", _ => true);
        Assert.Contains(funnel.AsArray(), line => (string?)line!["stage"] == "dormant"
            && (int)line["entered"]! == 1 && (int)line["left"]! == 1 && (int)line["customers"]! == 0);
        var moves = await api.GetAsync("/api/v1/reports/stage-moves?from=2026-12-01&to=2026-12-31", _ => true);
        Assert.Contains(
            moves.AsArray(), line => (string?)line!["from"] == "at-risk" && (string?)line["to"] == "dormant" && (int)line["customers"]! == 1);
    }
}
