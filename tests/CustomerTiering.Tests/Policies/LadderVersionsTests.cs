using System.Text;
using CustomerTiering.Evidence.Json;
using CustomerTiering.Policies;
using CustomerTiering.Rules.Evaluation;
using CustomerTiering.Rules.Policies;
using CustomerTiering.Rules.Values;

namespace CustomerTiering.Tests.Policies;

/// <summary>Two versions of a ladder, the second from 1 February on.</summary>
public sealed class LadderVersionsTests
{
    private static readonly LadderVersions Versions = new([Version(1, "2026-01-01", "2026-01-31", "UTC"), Version(2, "2026-02-01", null, "Asia/Shanghai")]);

    [Theory]
    [InlineData("2025-12-31", 1)]
    [InlineData("2026-01-01", 1)]
    [InlineData("2026-01-31", 1)]
    [InlineData("2026-02-01", 2)]
    [InlineData("2030-01-01", 2)]
    public void A_version_decides_from_its_first_day_on_and_the_first_one_stands_for_the_days_before(string day, int number) =>
        Assert.Equal(number, Versions.On(Day(day)).Reference.Version);

    [Fact]
    public void A_version_is_found_by_its_number()
    {
        Assert.Equal(2, Versions.Numbered(2)!.Reference.Version);
        Assert.Null(Versions.Numbered(3));
    }

    [Fact]
    public void Today_is_that_of_the_last_versions_zone()
    {
        Assert.Equal(Day("2026-03-01"), Versions.Today(new(2026, 3, 1, 15, 59, 59, TimeSpan.Zero)));
        Assert.Equal(Day("2026-03-02"), Versions.Today(new(2026, 3, 1, 16, 0, 0, TimeSpan.Zero)));
    }

    [Fact]
    public void A_ladder_without_a_version_is_none() => Assert.Throws<ArgumentException>(() => new LadderVersions([]));

    private static StandardInForce<CompiledPolicy> Version(int number, string from, string? until, string zone)
    {
        var policy = PolicyReader.Read(
            Encoding.UTF8.GetBytes(
                $$"""
                { "schema": "tier-policy/1", "ladder": "g", "timeZone": "{{zone}}", "currency": "CNY",
                  "metrics": { "m": { "measure": "purchases.net", "aggregate": "sum" } },
                  "tiers": [ { "code": "base" }, { "code": "gold", "qualify": { "metric": "m", "atLeast": 1000 } } ] }
                """), CanonicalJson.Write).Document!;
        var rules = ZoneRules.TryFind(zone, out var found) ? found : throw new ArgumentException(zone);
        return new(
            new("g", number, new string('a', 64)), new(policy, rules), Day(from), until is null ? null : Day(until), default);
    }

    private static DateOnly Day(string text) => DateOnly.ParseExact(text, "yyyy-MM-dd");
}
