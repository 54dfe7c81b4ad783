using CustomerTiering.Policies;
using CustomerTiering.Rules.Decisions;
using CustomerTiering.Rules.Values;

namespace CustomerTiering.Tests.Policies;

/// <summary>
/// Of ladders whose zones have another day than UTC: it is 10 March 2026, 16:30 in UTC, half past midnight of the 11th in Shanghai, and 11:30 of the
/// 10th in Chicago.
/// </summary>
public sealed class AssessableDaysTests
{
    private static readonly DateTimeOffset Now = new(2026, 3, 10, 16, 30, 0, TimeSpan.Zero);

    [Theory]
    [InlineData("2026-03-11", null)]
    [InlineData("2026-03-12", "as-of-in-the-future")]
    public void Today_in_the_zone_of_the_ladder_is_the_last_day_that_is_assessed(string day, string? code) =>
        Assert.Equal(code, Refusal(day, day, Ladder("membership", "Asia/Shanghai", "2025-01-01")));

    [Theory]
    [InlineData("2026-03-10", null)]
    [InlineData("2026-03-11", "as-of-in-the-future")]
    public void Of_several_ladders_the_one_where_it_is_earliest_decides(string day, string? code) => Assert.Equal(
        code, Refusal(day, day, Ladder("membership", "Asia/Shanghai", "2025-01-01"), Ladder("credit", "America/Chicago", "2025-01-01")));

    [Fact]
    public void A_range_that_ends_after_today_is_refused_at_its_end()
    {
        var refusal = AssessableDays.Refusal(
            StandardKind.TierPolicy, [Ladder("membership", "Asia/Shanghai", "2025-01-01")], zone => zone,
            AssessedDays.Of(null, new(2026, 1, 1), new(2026, 3, 12)), Now)!;

        Assert.Equal((422, "as-of-in-the-future", "$.to"), (refusal.Status, refusal.Code, refusal.Errors!.Single().Field));
        Assert.StartsWith("2026-03-12 is in the future: in Asia/Shanghai, the time zone of membership, today is 2026-03-11.", refusal.Detail,
            StringComparison.Ordinal);
        Assert.Contains("/api/v1/trials/customer", refusal.Detail, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("2024-12-31", "2024-12-31", "no-policy-in-force")]
    [InlineData("2025-01-01", "2025-01-01", null)]
    [InlineData("2024-01-01", "2024-12-31", "no-policy-in-force")]
    [InlineData("2024-01-01", "2025-01-01", null)]
    [InlineData("2025-12-31", "2026-01-31", null)]
    [InlineData("2026-01-01", "2026-01-31", "no-policy-in-force")]
    public void Days_on_which_no_policy_is_in_force_are_refused(string from, string to, string? code) =>
        Assert.Equal(code, Refusal(from, to, Ladder("membership", "Asia/Shanghai", "2025-01-01", "2025-12-31")));

    [Fact]
    public void Without_any_ladder_nothing_can_be_assessed() => Assert.Equal("no-policy-in-force", Refusal("2026-03-10", "2026-03-10"));

    private static string? Refusal(string from, string to, params StandardInForce<ZoneRules>[] versions) =>
        AssessableDays.Refusal(
            StandardKind.TierPolicy, versions, zone => zone, new(DateOnly.Parse(from, null), DateOnly.Parse(to, null), "$.to"), Now)?.Code;

    private static StandardInForce<ZoneRules> Ladder(string name, string zone, string from, string? until = null)
    {
        Assert.True(ZoneRules.TryFind(zone, out var rules));
        return new(new PolicyReference(name, 1, "digest"), rules, DateOnly.Parse(from, null), until is null ? null : DateOnly.Parse(until, null),
            Now);
    }
}
