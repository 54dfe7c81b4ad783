using System.Text;
using CustomerTiering.Evidence.Json;
using CustomerTiering.Policies;
using CustomerTiering.Rules.Evaluation;
using CustomerTiering.Rules.Policies;
using CustomerTiering.Rules.Values;
using CustomerTiering.Tiering.Deciding;
using CustomerTiering.Tiering.Reading;

namespace CustomerTiering.Tests.Tiering.Deciding;

/// <summary>A ladder in yuan, in Shanghai: which purchases count since a version brought a rate, and which still do not.</summary>
public sealed class NewlyRatedTests
{
    private static readonly ZoneRules Shanghai = ZoneRules.TryFind("Asia/Shanghai", out var zone) ? zone : throw new InvalidOperationException();

    [Fact]
    public void What_the_rates_of_a_version_bring_ends_where_a_rate_was_known_before()
    {
        var versions = Versions("", "\"USD\" 2026-03-01 7", "\"USD\" 2026-01-01 6");

        Assert.Equal([("USD", "2026-02-28T16:00:00.000000Z", null)], Brought(versions, 2));
        Assert.Equal([("USD", "2025-12-31T16:00:00.000000Z", "2026-02-28T16:00:00.000000Z")], Brought(versions, 3));
    }

    [Fact]
    public void A_version_without_new_days_brings_nothing()
    {
        Assert.Empty(Brought(Versions("\"USD\" 2026-01-01 7", "\"USD\" 2026-01-01 6"), 2));
        Assert.Empty(Brought(Versions("", "\"USD\" 2026-01-01 6"), 1));
    }

    [Fact]
    public void A_currency_is_open_before_its_first_rate_and_without_one_for_ever()
    {
        var open = OpenCurrency.Of([Versions("\"USD\" 2026-03-01 7")], ["CNY", "EUR", "USD"], new(2026, 6, 1, 0, 0, 0, TimeSpan.Zero));

        Assert.Equal(
            [("g", "EUR", "~"), ("g", "USD", "2026-02-28T16:00:00.000000Z")], open.Select(one => (one.Ladder, one.Currency, one.BeforeText)));
    }

    [Fact]
    public void A_ladder_that_counts_no_amounts_misses_none() =>
        Assert.Empty(OpenCurrency.Of([Measured("\"purchases\", \"aggregate\": \"count\"")], ["USD"], new(2026, 6, 1, 0, 0, 0, TimeSpan.Zero)));

    private static IEnumerable<(string, string, string?)> Brought(LadderVersions versions, int number) =>
        NewlyRated.By(versions, number).Select(one => (one.Currency, one.From.ToString(), one.Until?.ToString()));

    private static LadderVersions Versions(string first, params string[] later) =>
        InVersions("\"purchases.net\", \"aggregate\": \"sum\"", [first, .. later]);

    private static LadderVersions Measured(string measure) => InVersions(measure, [""]);

    /// <summary>Versions from the first of each month on, with at most one rate each.</summary>
    private static LadderVersions InVersions(string measure, string[] rates)
    {
        TierPolicy[] texts = [.. rates.Select(rate => Read(measure, rate))];
        VersionRates[] numbered = [.. texts.Select((text, i) => new VersionRates(i + 1, text.Currency, text.Rates))];
        return new(
            texts.Select((text, i) => new StandardInForce<CompiledPolicy>(
                new("g", i + 1, new string('a', 64)), new(text, Shanghai, LaterRates.For(numbered[i], numbered.Skip(i + 1))), new(2026, i + 1, 1),
                null, default)));
    }

    private static TierPolicy Read(string measure, string rate)
    {
        var rates = rate.Split(' ') is [var currency, var from, var value]
            ? $$"""{ "currency": {{currency}}, "from": "{{from}}", "rate": "{{value}}" }""" : "";
        return PolicyReader.Read(
            Encoding.UTF8.GetBytes(
                $$"""
                { "schema": "tier-policy/1", "ladder": "g", "timeZone": "Asia/Shanghai", "currency": "CNY", "rates": [ {{rates}} ],
                  "metrics": { "m": { "measure": {{measure}} } },
                  "tiers": [ { "code": "base" }, { "code": "gold", "qualify": { "metric": "m", "atLeast": 1000 } } ] }
                """), CanonicalJson.Write).Document!;
    }
}
