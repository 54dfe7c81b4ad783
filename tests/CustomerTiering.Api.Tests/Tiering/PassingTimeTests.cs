using CustomerTiering.Api.Tests.Faults;

namespace CustomerTiering.Api.Tests.Tiering;

/// <summary>By itself, as days go by: the clock is moved, nothing else happens.</summary>
public sealed class PassingTimeTests(ApiWithMembershipInForce api) : IClassFixture<ApiWithMembershipInForce>
{
    [Fact]
    public async Task Silence_brings_reviews_a_warning_a_grace_and_the_fall_each_on_its_day()
    {
        var customer = await api.BuysAsync("silent", "s-1", "2026-03-10T09:00:00+08:00", "1000.00");
        await api.HistoryAsync(customer, 1);

        // Silver until 2026-09-09; the purchase leaves the window after 2027-03-09, so it still counts at the first expiry.
        api.Clock.MoveTo(new(2026, 9, 10, 4, 0, 0, TimeSpan.Zero));
        var renewed = await api.HistoryAsync(customer, 9);
        Assert.Equal("expiry 2026-09-09 retained 2027-03-09", Line(renewed[^1]!));

        // Validity ends on 2027-03-09 with the purchase still in the window (2026-03-10 to 2027-03-09): kept once more, to 2027-09-09.
        api.Clock.MoveTo(new(2027, 9, 10, 4, 0, 0, TimeSpan.Zero));
        var lines = (await api.HistoryAsync(customer, 25)).Select(line => Line(line!)).ToList();
        Assert.Contains("warning 2027-08-10", lines);
        Assert.Contains("expiry 2027-09-09 grace 2027-09-09", lines);
        // The warning said what keeps the tier: 800.00, by the day as of which is judged.
        Assert.Equal(
            "{\"moves\": [{\"by\": \"2027-09-09\", \"metric\": 0, \"needed\": \"800\"}], \"conditions\": []}",
            await api.OwnerAsync<string>(
                $"select convert_from(leaf, 'UTF8')::jsonb -> 'data' -> 'keep' ->> 0 from event where subject = '{customer}' and type = "
                    + $"'DowngradeWarned' order by position desc limit 1"));

        api.Clock.MoveTo(new(2027, 10, 11, 4, 0, 0, TimeSpan.Zero));
        var fallen = (await api.HistoryAsync(customer, 27))[^1]!;
        Assert.Equal("grace-end 2027-10-09 downgraded", Line(fallen));
        Assert.Equal(("ordinary", "2027-10-10"), ((string?)fallen["held"], (string?)fallen["effectiveFrom"]));
    }

    private static string Line(System.Text.Json.Nodes.JsonNode line) => (string?)line["kind"] == "decision"
        ? $"{line["trigger"]} {line["asOf"]} {line["outcome"]} {line["validUntil"]}".TrimEnd()
        : $"{line["kind"]} {line["asOf"]}";
}
