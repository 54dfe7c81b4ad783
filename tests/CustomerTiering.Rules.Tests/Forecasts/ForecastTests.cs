using System.Globalization;
using CustomerTiering.Rules.Decisions;
using CustomerTiering.Rules.Evaluation;
using CustomerTiering.Rules.Facts;
using CustomerTiering.Rules.Forecasts;
using CustomerTiering.Rules.Values;
using static CustomerTiering.Rules.Tests.Decisions.Ladder;

namespace CustomerTiering.Rules.Tests.Forecasts;

/// <summary>
/// All as of 2025-12-31, with bronze until 2026-06-30, 181 days ahead; silver takes 200 in twelve months, bronze 100, eight orders or a visit.
/// </summary>
public class ForecastTests
{
    private const string ValidTwelveMonths = """{ "rolling": "P12M" }""";

    [Theory]
    [InlineData("2025-06-30", 182.50, "2026-06-30: base for sure, base at this pace, Falls")]
    [InlineData("2025-07-01", 182.50, "2026-06-30: bronze for sure, silver at this pace, Rises")]
    [InlineData("2025-07-01", 133.70, "2026-06-30: bronze for sure, silver at this pace, Rises")]
    [InlineData("2025-07-01", 133.69, "2026-06-30: bronze for sure, bronze at this pace, Stays")]
    public void What_was_spent_a_day_goes_on_to_the_end_of_the_validity(string day, decimal amount, string expected) =>
        Assert.Equal(expected, Foreseen(joined: "2025-01-01", Buy(day, amount)));

    [Theory]
    [InlineData(8, "2026-06-30: bronze for sure, silver at this pace, Rises")] // 8 and 3.97 more, of which 3 are whole
    [InlineData(7, "2026-06-30: base for sure, bronze at this pace, Stays")] // 7 and 3.47 more
    public void Orders_that_are_foreseen_are_whole_ones(int orders, string expected) =>
        Assert.Equal(expected, Foreseen("2025-01-01", [.. Enumerable.Range(1, orders).Select(n => Buy("2025-08-01", 1, n))]));

    [Theory]
    [InlineData("2025-12-02", "2026-06-30: bronze for sure, silver at this pace, Rises")]
    [InlineData("2025-12-03", "2026-06-30: bronze for sure, no pace yet")]
    public void A_pace_takes_thirty_days_of_a_customer(string joined, string expected) =>
        Assert.Equal(expected, Foreseen(joined, Buy("2025-12-31", 120)));

    [Theory]
    [InlineData(5, "base at this pace, Falls")] // every 73 days: none of the visits is more than 72 days ago for sure, and one is due by then
    [InlineData(6, "bronze at this pace, Stays")] // every 61 days
    public void Whoever_comes_regularly_is_foreseen_to_come_again(int visits, string expected) => Assert.Equal(
        $"2026-06-30: base for sure, {expected}",
        Foreseen("2025-01-01", [
            .. Enumerable.Range(1, visits).Select(n => new Interaction($"v{n}", Noon("2025-12-30"), "visit", "in", null, null, null))]));

    [Fact]
    public void In_a_grace_its_end_is_what_is_foreseen() =>
        Assert.StartsWith("2026-03-01: ", Foreseen(
            "2025-01-01", Held("bronze", "2025-01-01", "2025-12-30", "2026-03-01"), ValidTwelveMonths, Buy("2025-07-01", 1)));

    [Theory]
    [InlineData(50.54, "base at this pace, Stays")] // 184 days so far, 364 ahead: 99.98
    [InlineData(50.55, "bronze at this pace, Rises")] // 100.001
    public void The_lowest_tier_is_foreseen_for_as_long_as_a_validity_from_that_day(decimal amount, string expected) => Assert.Equal(
        $"2026-12-30: base for sure, {expected}", Foreseen("2025-07-01", Held("base", "2025-07-01"), ValidTwelveMonths, Buy("2025-07-01", amount)));

    [Theory]
    [InlineData("")]
    [InlineData(""", "movement": { "review": { "calendar": "quarter" } }""")]
    public void Without_a_validity_nothing_is_foreseen(string movement) =>
        Assert.Equal("nothing", Foreseen("2025-01-01", Held("bronze", "2025-01-01"), "\"none\"" + movement, Buy("2025-07-01", 110)));

    [Theory]
    [InlineData("", "Falls")]
    [InlineData(""", "movement": { "downgrade": "never" }""", "Stays")]
    public void Whoever_can_not_lose_a_tier_is_not_about_to_fall(string movement, string outlook) => Assert.Equal(
        $"2026-06-30: base for sure, base at this pace, {outlook}",
        Foreseen("2025-01-01", Held("bronze", "2025-01-01", "2026-06-30"), ValidTwelveMonths + movement, Buy("2025-06-30", 150)));

    [Fact]
    public void A_locked_tier_is_not_about_to_be_lost() =>
        Assert.Equal("base for sure, base at this pace, Stays",
            By(Spend("\"lifetime\""), """{ "metric": "m", "atLeast": 100 }, "lock": true""", "2025-01-01"));

    [Theory]
    [InlineData("2025-06-30", "base for sure, base at this pace, Falls")]
    [InlineData("2025-07-01", "bronze for sure, silver at this pace, Rises")] // 102 in 184 days, and 100.34 in the 181 ahead
    public void What_was_bought_before_joining_sets_no_pace(string day, string expected) =>
        Assert.Equal($"2026-06-30: {expected}", Foreseen("2025-07-01", Buy(day, 102)));

    [Theory]
    [InlineData(364.99, "base at this pace, Falls")]
    [InlineData(365, "bronze at this pace, Stays")]
    public void A_year_that_begins_anew_goes_on_as_the_last_one_went(decimal spent, string expected) => Assert.Equal(
        $"base for sure, {expected}", By(
            Spend("""{ "calendar": "year" }"""), """{ "metric": "m", "atLeast": 181 }""", "2025-01-01", Buy("2025-07-01", spent)));

    [Theory]
    [InlineData(33.42, "base at this pace, Falls")] // 50 + 33.42 + 33.42 × 181 ÷ 365 = 99.99
    [InlineData(33.43, "bronze at this pace, Stays")] // 100.01
    public void What_was_long_ago_counts_in_a_lifetime_and_sets_no_pace(decimal spent, string expected) => Assert.Equal(
        $"base for sure, {expected}", By(
            Spend("\"lifetime\""), """{ "metric": "m", "atLeast": 100 }""", "2023-01-01", Buy("2023-06-01", 50), Buy("2025-07-01", spent, 2)));

    [Theory]
    [InlineData("4.5", "base for sure, bronze at this pace, Stays")]
    [InlineData("4.500001", "base for sure, base at this pace, Falls")]
    public void A_mean_keeps_its_value_at_this_pace_and_leaves_its_window_for_sure(string least, string expected) => Assert.Equal(expected, By(
        """ "m": { "measure": "surveys.csat", "aggregate": "mean", "window": { "rolling": "P90D" } } """,
        $$"""{ "metric": "m", "atLeast": {{least}} }""", "2025-01-01",
        new SurveyAnswer("a", Noon("2025-12-01"), null, Survey.Csat, 4, null),
        new SurveyAnswer("b", Noon("2025-12-02"), null, Survey.Csat, 5, null)));

    [Theory]
    [InlineData(545, "bronze for sure, bronze at this pace, Stays")]
    [InlineData(546, "base for sure, base at this pace, Falls")]
    public void What_time_alone_changes_is_certain(int days, string expected) => Assert.Equal(
        expected, By(
            """ "m": { "measure": "relationship.days", "aggregate": "last" } """, $$"""{ "metric": "m", "atLeast": {{days}} }""", "2025-01-01"));

    [Theory]
    [InlineData("100", "bronze for sure, bronze at this pace, Stays")] // 100 since yesterday, and in the 181 days ahead
    [InlineData("100.000001", "base for sure, base at this pace, Falls")]
    public void A_balance_that_stands_is_certain_at_this_pace_too(string least, string expected) => Assert.Equal(expected, By(
        """ "m": { "measure": "indicators.balance", "aggregate": "daily-mean", "window": { "rolling": "P181D" }, "before": 0 } """,
        $$"""{ "metric": "m", "atLeast": {{least}} }""",
        "2025-01-01", new Indicator("i", Noon("2025-12-30"), null, "balance", 100, null)));

    [Theory]
    [InlineData("61", "base for sure, bronze at this pace, Stays")] // 365 in 365 days, and 61 days of the cycle that begins on 1 May
    [InlineData("61.01", "base for sure, base at this pace, Falls")]
    public void A_cycle_takes_in_its_own_days_ahead(string least, string expected) => Assert.Equal(expected, By(
        Spend("""{ "cycle": "P1Y", "attribute": "signed" }"""), $$"""{ "metric": "m", "atLeast": {{least}} }""", "2025-01-01",
        new CustomerDescription("s", Noon("2025-01-02"), null, null, [KeyValuePair.Create("signed", "2024-05-01")], [], null),
        Buy("2025-02-01", 365)));

    [Theory]
    [InlineData("149.589041", "bronze at this pace, Stays")] // one order of 100, and 100 × 181 ÷ 365 more, which is no whole order
    [InlineData("149.589042", "base at this pace, Falls")]
    public void A_ratio_is_of_what_is_foreseen(string least, string expected) => Assert.Equal($"base for sure, {expected}", By(
        $$"""{{Spend("\"lifetime\"")}}, "n": { "measure": "purchases", "aggregate": "count" }, "r": { "ratio": ["m", "n"] } """,
        $$"""{ "metric": "r", "atLeast": {{least}} }""",
        "2025-01-01", Buy("2025-08-01", 100)));

    [Fact]
    public void Facts_after_the_day_of_the_decision_are_not_foreseen() =>
        Assert.Equal(Foreseen("2025-01-01", Buy("2025-07-01", 110)), Foreseen("2025-01-01", Buy("2025-07-01", 110), Buy("2026-01-01", 500, 2)));

    [Fact]
    public void Whoever_leaves_is_not_foreseen() =>
        Assert.Equal("nothing", Foreseen(
            "2025-01-01", Held("bronze", "2025-01-01", "2026-06-30"), ValidTwelveMonths, TriggerKind.Leaving, Buy("2025-07-01", 110)));

    private static string Foreseen(string joined, params Fact[] facts) =>
        Foreseen(joined, Held("bronze", "2025-07-01", "2026-06-30"), ValidTwelveMonths, facts);

    private static string Foreseen(string joined, HeldState held, string validity, params Fact[] facts) =>
        Foreseen(joined, held, validity, TriggerKind.AtOnce, facts);

    private static string Foreseen(string joined, HeldState held, string validity, TriggerKind trigger, params Fact[] facts) =>
        Foreseen(PolicyWith(validity), joined, held, trigger, facts);

    /// <summary>What is foreseen of bronze by metrics and a rule of one's own, until 2026-06-30.</summary>
    private static string By(string metrics, string qualify, string joined, params Fact[] facts) => Foreseen(
        Compiled($$"""
            { "schema": "tier-policy/1", "ladder": "l", "timeZone": "UTC", "currency": "EUR", "metrics": { {{metrics}} },
              "tiers": [ { "code": "base" }, { "code": "bronze", "qualify": {{qualify}} } ], "validity": {{ValidTwelveMonths}} }
            """),
        joined, Held("bronze", "2025-01-01", "2026-06-30"), TriggerKind.AtOnce, facts)["2026-06-30: ".Length..];

    private static string Spend(string window) => $$""" "m": { "measure": "purchases.net", "aggregate": "sum", "window": {{window}} } """;

    private static string Foreseen(CompiledPolicy policy, string joined, HeldState held, TriggerKind trigger, params Fact[] facts)
    {
        var own = CustomerFacts.Fold("c", [new CustomerDescription("joined", Noon(joined), null, null, [], [], null), .. facts]);
        var (known, day) = (KnownFacts.OfOwn(own), Day("2025-12-31"));
        var decision = Decide.Run(
            new(policy, new("l", 1, "digest"), known, Day(joined), held, day, new(trigger, "t"), 0, "", "d", ReviewDates.On([]))).Decision!;
        return Forecast.Of(policy, known, decision, Day(joined)) is not { } forecast ? "nothing"
            : string.Create(CultureInfo.InvariantCulture, $"{forecast.On:yyyy-MM-dd}: {forecast.Certain} for sure, ")
                + (forecast.Pace is null ? "no pace yet" : $"{forecast.Pace} at this pace, {forecast.Outlook}");
    }

    private static CompiledPolicy PolicyWith(string validity) => Compiled($$"""
        { "schema": "tier-policy/1", "ladder": "l", "timeZone": "UTC", "currency": "EUR",
          "metrics": { "spend": { "measure": "purchases.net", "aggregate": "sum", "window": { "rolling": "P12M" } },
                       "orders": { "measure": "purchases", "aggregate": "count", "window": { "rolling": "P12M" } },
                       "visited": { "measure": "interactions", "aggregate": "days-since-last" } },
          "tiers": [
            { "code": "base" },
            { "code": "bronze", "qualify": { "any": [ { "metric": "spend", "atLeast": 100 }, { "metric": "orders", "atLeast": 8 }, { "metric": "visited", "atMost": 72 } ] } },
            { "code": "silver", "qualify": { "any": [ { "metric": "spend", "atLeast": 200 }, { "metric": "orders", "above": 10 } ] } } ],
          "validity": {{validity}} }
        """);

    private static Purchase Buy(string day, decimal amount, int n = 1) => new($"p{n}", Noon(day), null, "EUR", amount, []);

    private static Instant Noon(string day) => Instant.Of(new DateTimeOffset(Day(day), new(12, 0), TimeSpan.Zero));
}
