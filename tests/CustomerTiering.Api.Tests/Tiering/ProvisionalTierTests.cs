using System.Net.Http.Json;
using System.Text.Json.Nodes;
using CustomerTiering.Access;

namespace CustomerTiering.Api.Tests.Tiering;

/// <summary>A tier that ends while amounts without a rate might keep it is kept once more, until the next review.</summary>
public sealed class ProvisionalTierTests(ProvisionalTierTests.ApiWithShortWindow api) : IClassFixture<ProvisionalTierTests.ApiWithShortWindow>
{
    [Fact]
    public async Task A_key_account_is_kept_provisionally_then_falls_into_grace_and_is_restored_by_the_rate()
    {
        var customer = await api.BuysAsync("key-account", "ka-1", "2026-03-10T10:00:00+08:00", "1000");
        await api.HistoryAsync(customer, 1);
        api.Clock.MoveTo(new(2026, 8, 20, 4, 0, 0, TimeSpan.Zero));
        await api.BuysInDollarsAsync("key-account", "ka-2", "2026-08-20T10:00:00+08:00", "200");
        api.Clock.MoveTo(new(2026, 9, 10, 4, 0, 0, TimeSpan.Zero));

        var kept = await api.TierAsync(customer, tier => (bool)tier["provisional"]!);
        Assert.Equal(("silver", "2026-10-01"), ((string?)kept["held"], (string?)kept["validUntil"]));
        Assert.Contains("Silver is kept provisionally until 1 October 2026: amounts without a rate might keep it.", await WordsAsync(customer, "en"));
        Assert.Contains("silver暂时保留至2026年10月1日：尚无汇率的金额可能足以保级。", await WordsAsync(customer, "zh"));

        api.Clock.MoveTo(new(2026, 10, 2, 4, 0, 0, TimeSpan.Zero));
        var grace = await api.TierAsync(customer, tier => tier["graceEnds"] is not null);
        Assert.Equal(("silver", "2026-10-31", false), ((string?)grace["held"], (string?)grace["graceEnds"], (bool)grace["provisional"]!));

        await api.InForceAsync(
            "policies", "membership", api.Text.Replace(""" "currency": "CNY",""",
                """ "currency": "CNY", "rates": [ { "currency": "USD", "from": "2026-08-20", "rate": "7" } ],"""), 2, "2026-10-02");

        var restored = await api.TierAsync(customer, tier => tier["graceEnds"] is null);
        Assert.Equal(("silver", "2027-03-09"), ((string?)restored["held"], (string?)restored["validUntil"]));
        var history = await api.Person("rita", Roles.Reviewer)
            .GetFromJsonAsync<JsonArray>($"/api/v1/customers/{customer:D}/tiers/membership/history");
        Assert.All(history!.Where(line => (bool)line!["provisional"]!), line => Assert.NotNull(line!["supersededBy"]));
    }

    private async Task<string[]> WordsAsync(Guid customer, string language) =>
        [.. (await api.Person("rita", Roles.Reviewer)
            .GetFromJsonAsync<JsonNode>($"/api/v1/customers/{customer:D}/tiers/membership/explanation?language={language}"))!["words"]!
            .AsArray().Select(word => (string)word!)];

    /// <summary>The membership with a window of three months, so that half a year later the first order no longer counts.</summary>
    public sealed class ApiWithShortWindow : ApiWithMembershipInForce
    {
        internal string Text => Policy;

        protected override string Policy => Membership.Replace("P12M", "P3M");
    }
}
