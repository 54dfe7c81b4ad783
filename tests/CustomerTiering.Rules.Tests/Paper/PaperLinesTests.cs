using System.Text;
using CustomerTiering.Rules.Facts;
using CustomerTiering.Rules.Paper;
using CustomerTiering.Rules.Tests.Decisions;

namespace CustomerTiering.Rules.Tests.Paper;

public class PaperLinesTests
{
    private const string Ann = """{ "kind": "customer", "customer": "ann", "at": "2025-01-01" }""";

    private static string[] Run(string movement, string[] facts, params string[] arguments) =>
        Example.Print(new Ladder(movement: movement).Policy, facts, arguments);

    [Fact]
    public void A_line_has_its_members_in_the_order_of_the_guide() =>
        Assert.Equal(
            """
            {"customer":"ann","asOf":"2026-01-01","trigger":"joining","metrics":{"level":"0","spend":"100.5","sum":"100.5"},"scores":{},"qualified":"bronze","computed":"bronze","held":"bronze","effective":"bronze","outcome":"joined","effectiveFrom":"2026-01-01","validUntil":"2026-12-31","graceEnds":null,"trace":[{"tier":"bronze","rule":"qualify","verdict":"met","criteria":[[0,null,"met"],[1,"0","not"],[2,"100.5","met"]]},{"tier":"silver","rule":"qualify","verdict":"not","criteria":[[0,null,"not"],[1,"0","not"],[2,"100.5","not"]]},{"tier":"gold","rule":"qualify","verdict":"not","criteria":[[0,null,"not"],[1,"0","not"],[2,"100.5","not"]]}]}
            """.Trim(),
            Run("{}", [Ann, """{ "kind": "purchase", "customer": "ann", "id": "1", "at": "2025-06-01", "currency": "EUR", "amount": "100.50" }"""],
                "--as-of", "2026-01-01").Single());

    [Fact]
    public void A_warning_names_its_period_as_the_policy_writes_it() =>
        Assert.Equal(
            """{"customer":"ann","asOf":"2026-05-17","trigger":"warning","period":"P2W","validUntil":"2026-05-31","held":"silver","computed":"base"}""",
            Run("""{ "warn": ["P2W"] }""", [Ann], "--from", "2026-05-01", "--to", "2026-05-30", "--held", "silver", "--expires", "2026-05-31")
                .Single());

    [Fact]
    public void A_review_as_of_a_day_brings_the_warning_that_is_due() =>
        Assert.Equal(
            ["\"review\"", "\"warning\""],
            Run("""{ "warn": ["P60D", "P30D", "P5D"] }""", [Ann], "--as-of", "2026-05-20", "--held", "silver", "--expires", "2026-05-31")
                .Select(line => line.Split("\"trigger\":")[1].Split(',')[0]));

    [Theory]
    [InlineData("2026-05-30", "retained")]
    [InlineData("2026-05-31", "downgraded")]
    public void A_review_as_of_a_day_judges_a_stated_tier_only_at_its_end(string day, string outcome) =>
        Assert.Contains($"\"outcome\":\"{outcome}\"", Run("{}", [Ann], "--as-of", day, "--held", "silver", "--expires", "2026-05-31").Single());

    [Fact]
    public void A_stated_tier_without_an_end_is_not_guaranteed() =>
        Assert.Contains("\"outcome\":\"downgraded\"", Run("{}", [Ann], "--as-of", "2026-05-30", "--held", "silver").Single());

    [Fact]
    public void Who_joins_later_has_no_line_and_customers_stand_in_code_point_order() =>
        Assert.Equal(
            ["Zoe", "ann", "\uFF21", "😀"],
            Run("{}", [.. new[] { "😀", "\uFF21", "ann", "Zoe" }.Select(who => Ann.Replace("ann", who, StringComparison.Ordinal)),
                Ann.Replace("ann", "late").Replace("2025", "2027")], "--as-of", "2026-01-01")
                .Select(line => line.Split('"')[3]));

    [Fact]
    public void A_stated_tier_is_of_those_who_joined_by_the_start()
    {
        string[] facts = [Ann.Replace("2025-01-01", "2026-02-01"), Ann.Replace("ann", "bob").Replace("2025-01-01", "2026-02-02")];
        var lines = Run("{}", facts, "--from", "2026-02-01", "--to", "2026-02-28", "--held", "silver", "--expires", "2026-02-20");
        Assert.Equal(["ann expiry", "bob joining"], lines.Select(line => line.Split('"')).Select(parts => $"{parts[3]} {parts[11]}"));
    }

    [Fact]
    public void A_sum_beyond_ten_to_the_fifteen_ends_the_run_without_output()
    {
        var policy = new Ladder().Policy;
        string[] facts = [Ann, Bought("1", "EUR", "1000000000000000"), Bought("2", "EUR", "0.01")];
        var book = FactBook.Read(facts.Select(line => (ReadOnlyMemory<byte>)Encoding.UTF8.GetBytes(line)), policy.Zone).Book!;
        var result = PaperRun.Run(policy, book, new PaperSpan.AsOf(new(2026, 1, 1)));
        Assert.Null(result.Entries);
        Assert.Equal(("sum-too-large", "ann", "spend"), (result.Error!.Code, result.Error.Customer, result.Error.Metric));
    }

    [Fact]
    public void Amounts_without_a_rate_are_named_after_the_dates_and_count_nowhere() =>
        Assert.Contains(
            "\"spend\":\"100\",",
            Run("{}", [Ann, Bought("1", "EUR", "100"), Bought("2", "USD", "7.50"), Bought("3", "GBP", "1"), Bought("4", "USD", "2")], "--as-of",
                "2026-01-01")
                .Single(line => line.Contains("""
                    "graceEnds":null,"uncounted":[{"currency":"GBP","facts":1,"sum":"1"},{"currency":"USD","facts":2,"sum":"9.5"}],"trace"
                    """.Trim(), StringComparison.Ordinal)));

    private static string Bought(string id, string currency, string amount) =>
        $$"""{ "kind": "purchase", "customer": "ann", "id": "{{id}}", "at": "2025-06-01", "currency": "{{currency}}", "amount": "{{amount}}" }""";
}
