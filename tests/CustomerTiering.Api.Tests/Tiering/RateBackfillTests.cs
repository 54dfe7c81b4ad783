using System.Net.Http.Json;
using System.Text.Json.Nodes;
using CustomerTiering.Access;

namespace CustomerTiering.Api.Tests.Tiering;

/// <summary>
/// A second version of the ladder brings the rate that the first one lacks: who has such amounts is decided again, as after a late fact.
/// </summary>
public sealed class RateBackfillTests(ApiWithMembershipInForce api) : IClassFixture<ApiWithMembershipInForce>
{
    private const string WithRate = """ "currency": "CNY", "rates": [ { "currency": "USD", "from": "2026-03-06", "rate": "7" } ],""";

    [Fact]
    public async Task A_version_with_the_rate_decides_again_from_the_first_day_that_did_not_count()
    {
        var risen = await api.BuysAsync("risen", "ri-1", "2026-03-01T10:00:00+08:00", "500");
        await api.BuysInDollarsAsync("risen", "ri-2", "2026-03-06T00:00:00+08:00", "100");
        await api.BuysAsync("risen", "ri-3", "2026-03-08T10:00:00+08:00", "600");
        var early = await api.BuysAsync("early", "ea-1", "2026-03-01T10:00:00+08:00", "500");
        await api.BuysInDollarsAsync("early", "ea-2", "2026-03-05T23:59:59+08:00", "100");
        var before = await api.HistoryAsync(risen, 2);
        Assert.Equal(["joining 2026-03-01 joined ordinary ", "at-once 2026-03-08 upgraded silver 2026-09-07"], before.Standing());
        await api.TierAsync(early, tier => tier["uncounted"] is not null);

        await api.InForceAsync(
            "policies", "membership", ApiWithMembershipInForce.Membership.Replace(""" "currency": "CNY",""", WithRate), 2, "2026-03-10");

        var after = await api.HistoryAsync(risen, 4);
        Assert.Equal(
            ["joining 2026-03-01 joined ordinary ", "at-once 2026-03-06 upgraded silver 2026-09-05", "at-once 2026-03-08 retained silver 2026-09-05"],
            after.Standing());
        Assert.Equal((string?)before[1]!["id"],
            (string?)after.Single(line => (string?)line!["asOf"] == "2026-03-08" && line["supersededBy"] is null)!["supersedes"]);
        await AssertMadeWithTheRateAsync(after.Single(line => (string?)line!["asOf"] == "2026-03-06")!);
        Assert.Null((await api.TierAsync(risen, tier => (string?)tier["effectiveFrom"] == "2026-03-06"))["uncounted"]);

        // A second before the first day of the rate there is none; the list and health go on naming it.
        Assert.Equal("100", (string?)(await api.TierAsync(early, _ => true))["uncounted"]![0]!["sum"]);
        Assert.Single(await api.HistoryAsync(early, 1));
        Assert.Equal([early], (await api.UncountedAsync("", lines => lines.Count == 1)).Select(line => (Guid)line["customer"]!));
        await api.PostAsync(api.Person("shop", Roles.Recorder), "/api/v1/cancellations",
            """{"customer":"early","id":"ea-3","at":"2026-03-10T10:00:00+08:00","of":"ea-2"}""");
        await api.UncountedAsync("", lines => lines.Count == 0);
        Assert.Equal("ok", (string?)(await api.Stranger().GetFromJsonAsync<JsonNode>("/health/ready"))!["status"]);

        // A late purchase in dollars counts by the rate of the version that came later, on its own day.
        var late = await api.BuysAsync("late", "la-1", "2026-03-02T10:00:00+08:00", "500");
        await api.HistoryAsync(late, 1);
        await api.BuysInDollarsAsync("late", "la-2", "2026-03-07T10:00:00+08:00", "100");
        Assert.Equal(
            ["joining 2026-03-02 joined ordinary ", "at-once 2026-03-07 upgraded silver 2026-09-06"], (await api.HistoryAsync(late, 2)).Standing());
    }

    private async Task AssertMadeWithTheRateAsync(JsonNode line)
    {
        var made = await api.Person("rita", Roles.Reviewer).GetFromJsonAsync<JsonNode>($"/api/v1/decisions/{line["id"]}");
        Assert.Equal(1, (int)made!["decision"]!["policy"]!["version"]!);
        Assert.Equal("""[{"version":2,"rates":[0]}]""", made["decision"]!["assessed"]!["laterRates"]!.ToJsonString());
        Assert.Equal("""[{"currency":"USD","from":"2026-03-06","rate":"7"}]""", made["rates"]!.ToJsonString());
        Assert.Equal("1200", (string?)made["metrics"]!["spend"]);
    }
}
