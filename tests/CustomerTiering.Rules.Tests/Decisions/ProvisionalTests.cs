using CustomerTiering.Rules.Tests.Paper;

namespace CustomerTiering.Rules.Tests.Decisions;

/// <summary>
/// Amounts without a rate take nothing away: where they might keep a tier, its end is put off once. Silver takes 1,000 in a year, in EUR.
/// </summary>
public class ProvisionalTests
{
    private const string Spend = """{ "metric": "s", "atLeast": 1000 }""";
    private const string Reviewed = """ "review": { "calendar": "month" } """;

    private static string Policy(string qualify = Spend, string movement = "", string rates = "[]", string tier = "") => $$"""
        { "schema": "tier-policy/1", "ladder": "l", "timeZone": "UTC", "currency": "EUR", "rates": {{rates}},
          "metrics": { "s": { "measure": "purchases.net", "aggregate": "sum", "window": { "rolling": "P12M" } },
                       "n": { "measure": "purchases", "aggregate": "count", "window": { "rolling": "P12M" } },
                       "average": { "ratio": ["s", "n"], "missing": "0" } },
          "scores": { "worth": { "weight": 1, "metric": "s", "curve": [[0, 0], [1000, 100]] } },
          "tiers": [ { "code": "base" }, { "code": "silver", "qualify": {{qualify}} {{tier}} } ],
          "validity": { "rolling": "P12M" }, "movement": { {{movement}} } }
        """;

    private static string Order(string id, string at, string amount, string currency = "EUR") =>
        $$"""{"kind":"purchase","customer":"ann","id":"{{id}}","at":"{{at}}","currency":"{{currency}}","amount":"{{amount}}"}""";

    private static string[] Ends(string policy, string to, params string[] facts) =>
        [.. Story.Of(policy, $"--from 2026-01-01 --to {to}", facts).Lines.Where(line => line.Trigger is "expiry" or "grace-end")
            .Select(line => line.ToString())];

    /// <summary>Silver in 2026 by 1,000 of the year before, with 5 dollars and 900 euros in its own.</summary>
    private static string[] Falling(string dollars = "5") =>
    [
        """{"kind":"customer","customer":"ann","at":"2025-01-01"}""", Order("a", "2025-06-01", "1000"), Order("b", "2026-06-01", dollars, "USD"),
        Order("c", "2026-06-02", "900"),
    ];

    [Fact]
    public void With_reviews_the_end_becomes_the_day_of_the_next_and_it_is_put_off_once() =>
        Assert.Equal(
            ["2026-12-31 expiry: retained silver from 2026-01-01 until 2027-01-31 provisional",
                "2027-01-31 expiry: downgraded base from 2027-02-01 until -"],
            Ends(Policy(movement: Reviewed), "2027-12-31", Falling()));

    [Fact]
    public void Without_reviews_it_is_renewed_and_the_end_of_that_is_another() =>
        Assert.Equal(
            ["2026-12-31 expiry: retained silver from 2026-01-01 until 2027-12-31 provisional",
                "2027-12-31 expiry: downgraded base from 2028-01-01 until -"],
            Ends(Policy(), "2028-12-31", Falling()));

    [Fact]
    public void Where_all_amounts_have_a_rate_the_end_is_the_end() =>
        Assert.Equal(
            ["2026-12-31 expiry: downgraded base from 2027-01-01 until -"],
            Ends(Policy(movement: Reviewed, rates: """[{ "currency": "USD", "from": "2026-01-01", "rate": "0.9" }]"""), "2027-12-31", Falling()));

    [Fact]
    public void An_amount_outside_the_window_or_given_back_puts_nothing_off()
    {
        string[] outside = [.. Falling().Select(line => line.Replace("2026-06-01", "2025-12-31", StringComparison.Ordinal))];
        string[] inside = [.. Falling().Select(line => line.Replace("2026-06-01", "2026-01-01", StringComparison.Ordinal))];
        Assert.Equal(["2026-12-31 expiry: downgraded base from 2027-01-01 until -"], Ends(Policy(), "2027-01-31", outside));
        Assert.Equal(["2026-12-31 expiry: retained silver from 2026-01-01 until 2027-12-31 provisional"], Ends(Policy(), "2027-01-31", inside));
        Assert.Equal(
            ["2026-12-31 expiry: downgraded base from 2027-01-01 until -"],
            Ends(Policy(), "2027-01-31", [
                .. Falling(), """{"kind":"return","customer":"ann","id":"r","of":"b","at":"2026-07-01","currency":"USD","amount":5}"""]));
    }

    [Fact]
    public void A_criterion_that_rests_on_no_such_amount_puts_nothing_off() =>
        Assert.Equal(
            ["2026-12-31 expiry: downgraded base from 2027-01-01 until -"],
            Ends(Policy("""{ "all": [ { "metric": "s", "atLeast": 900 }, { "metric": "n", "atLeast": 3 } ] }"""), "2027-01-31",
                [.. Falling(), Order("d", "2025-06-02", "1"), Order("e", "2025-06-03", "1")]));

    [Theory]
    [InlineData("""{ "metric": "average", "atLeast": 460 }""")] // 450 of two orders
    [InlineData("""{ "score": "worth", "atLeast": 95 }""")]
    [InlineData("""{ "score": "total", "atLeast": 95 }""")]
    [InlineData("""{ "not": { "metric": "s", "below": 1000 } }""")]
    public void Through_ratios_scores_and_negations_it_is_put_off_too(string qualify) =>
        Assert.Equal(["2026-12-31 expiry: retained silver from 2026-01-01 until 2027-01-31 provisional"],
            Ends(Policy(qualify, Reviewed), "2027-01-30", Falling()));

    [Fact]
    public void The_end_of_a_grace_is_put_off_too() =>
        Assert.Equal(
            [
                "2026-12-31 expiry: retained silver from 2026-01-01 until 2027-01-31 provisional",
                "2027-01-31 expiry: grace silver from 2026-01-01 until 2027-01-31 grace 2027-03-02",
                "2027-03-02 grace-end: retained silver from 2026-01-01 until 2027-01-31 grace 2027-03-31 provisional",
                "2027-03-31 grace-end: downgraded base from 2027-04-01 until -",
            ],
            Ends(Policy(movement: Reviewed + """, "grace": "P30D" """), "2027-12-31", Falling()));

    [Fact]
    public void Orders_of_a_least_amount_may_be_those_without_a_rate()
    {
        var policy = Policy("""{ "metric": "n", "atLeast": 1 }""", Reviewed).Replace(
            """ "measure": "purchases", "aggregate": "count",""",
            """ "measure": "purchases", "aggregate": "count", "where": { "net": { "atLeast": 1000 } },""", StringComparison.Ordinal);
        Assert.Equal(["2026-12-31 expiry: retained silver from 2026-01-01 until 2027-01-31 provisional"], Ends(policy, "2027-01-30", Falling()));
    }

    private static string[] Rechecked(string review, string bought, string amount) =>
    [
        .. Story.Of(Policy(movement: review + """, "onReturn": "recheck" """), "--from 2026-01-01 --to 2027-12-31",
            [.. Falling(), Order("p", bought, amount),
                $$"""{"kind":"return","customer":"ann","id":"r","of":"p","at":"2027-01-10","currency":"EUR","amount":{{amount}}}"""])
            .Lines.Where(line => line.Trigger is "expiry" or "recheck").Select(line => line.ToString()),
    ];

    [Fact]
    public void A_recheck_finds_the_end_put_off_to_the_same_review_and_changes_nothing() =>
        Assert.Equal(
            ["2026-12-31 expiry: retained silver from 2026-01-01 until 2027-01-31 provisional",
                "2027-01-31 expiry: downgraded base from 2027-02-01 until -"],
            Rechecked(Reviewed, "2026-03-01", "50"));

    [Fact]
    public void What_a_recheck_finds_put_off_is_not_put_off_again() =>
        // Kept at the end of December by what is given back: without that, its end was put off to the review of February.
        Assert.Equal(
            [
                "2026-12-31 expiry: retained silver from 2026-01-01 until 2027-12-31",
                "2027-01-10 recheck: retained silver from 2026-01-01 until 2027-02-01 provisional",
                "2027-02-01 expiry: downgraded base from 2027-02-02 until -",
            ],
            Rechecked(""" "review": { "every": "P13M" } """, "2026-12-30", "200"));

    [Theory]
    [InlineData(""" "downgrade": "never" """, "")]
    [InlineData("", """, "lock": true """)]
    public void What_is_kept_anyway_is_not_provisional(string movement, string tier) =>
        Assert.Equal(["2026-12-31 expiry: retained silver from 2026-01-01 until 2027-12-31"],
            Ends(Policy(movement: movement, tier: tier), "2027-01-31", Falling()));

    [Fact]
    public void A_review_on_paper_puts_nothing_off() =>
        Assert.Equal("downgraded", Story.Of(
            Policy(), "--as-of 2026-12-31 --held silver --since 2026-01-01 --expires 2026-12-31", Falling()).Last("ann").Text("outcome"));
}
