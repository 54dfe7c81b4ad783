namespace CustomerTiering.Api.Tests.Tiering;

/// <summary>The companies of a group are judged as one: an amount of one that lacks a rate is missed by all.</summary>
public sealed class GroupRateBackfillTests(ApiWithGroupsInForce api) : IClassFixture<ApiWithGroupsInForce>
{
    [Fact]
    public async Task What_a_member_bought_without_a_rate_is_named_for_all_and_lifts_all_once_it_counts()
    {
        var own = await api.CompanyAsync("own", "2026-03-01T10:00:00+08:00", "acme");
        var other = await api.CompanyAsync("other", "2026-03-01T10:00:00+08:00", "acme");
        await api.BuysAsync("own", "ow-1", "2026-03-05T10:00:00+08:00", "600");
        await api.BuysInDollarsAsync("other", "ot-1", "2026-03-06T10:00:00+08:00", "100");
        await api.TierAsync(own, tier => (string?)tier["uncounted"]?[0]?["sum"] == "100");
        await api.TierAsync(other, tier => (string?)tier["uncounted"]?[0]?["sum"] == "100");

        await api.InForceAsync(
            "policies", "membership",
            api.InForce.Replace(""" "currency": "CNY",""",
                """ "currency": "CNY", "rates": [ { "currency": "USD", "from": "2026-03-06", "rate": "7" } ],"""), 2, "2026-03-10");

        foreach (var company in (Guid[])[own, other])
        {
            var tier = await api.TierAsync(company, tier => (string?)tier["held"] == "silver");
            Assert.Equal(("2026-03-06", null), ((string?)tier["effectiveFrom"], tier["uncounted"]));
        }
    }
}
