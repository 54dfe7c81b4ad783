namespace CustomerTiering.Api.Tests.Tiering;

/// <summary>A customer becomes known by a fact of a day that is over.</summary>
public sealed class LateFirstFactTests(ApiWithMembershipInForce api) : IClassFixture<ApiWithMembershipInForce>
{
    [Fact]
    public async Task Whoever_is_first_known_by_a_late_fact_joins_on_its_day_and_is_caught_up()
    {
        var customer = await api.BuysAsync("newcomer", "n-1", "2025-06-15T09:00:00+08:00", "1000.00");

        var lines = (await api.HistoryAsync(customer, 10)).Where(line => (string?)line!["kind"] == "decision")
            .Select(line => $"{line!["trigger"]} {line["asOf"]} {line["outcome"]} {line["held"]}");

        Assert.Equal(
            [
                "joining 2025-06-15 joined silver", "review 2025-07-01 retained silver", "review 2025-08-01 retained silver",
                "review 2025-09-01 retained silver",
                "review 2025-10-01 retained silver", "review 2025-11-01 retained silver", "review 2025-12-01 retained silver",
                "expiry 2025-12-14 retained silver",
                "review 2026-01-01 retained silver", "review 2026-02-01 retained silver", "review 2026-03-01 retained silver",
            ], lines);
    }
}
