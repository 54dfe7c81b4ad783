using CustomerTiering.Rules.Tests.Paper;

namespace CustomerTiering.Rules.Tests.Decisions;

/// <summary>
/// Companies of one group, judged as one: gold takes 5,000 a year, and a grade A or the segment of partners counts for nothing but what it is.
/// </summary>
public sealed class GroupTests
{
    private const string Policy = """
        { "schema": "tier-policy/1", "ladder": "l", "timeZone": "Asia/Shanghai", "currency": "CNY", "judge": "JUDGED",
          "metrics": { "spend": { "measure": "purchases.net", "aggregate": "sum", "window": { "rolling": "P12M" } },
                       "years": { "measure": "relationship.days", "aggregate": "last" },
                       "brought": { "measure": "referrals", "aggregate": "count" } },
          "tiers": [ { "code": "base" },
                     { "code": "gold", "qualify": { "any": [ { "metric": "spend", "atLeast": 5000 }, { "attribute": "grade", "equals": "A" },
                                                             { "metric": "brought", "atLeast": 1 } ] } } ],
          "validity": { "rolling": "P12M" }, "movement": { "onReturn": "recheck" MOVEMENT } }
        """;

    private static string Company(string customer, string at, string? group = "acme", string grade = "B") =>
        $$"""{"kind": "customer", "customer": "{{customer}}", "at": "{{at}}", "attributes": {"grade": "{{grade}}"}{{(group is null ? "" : $", \"group\": \"{group}\"")}}}""";

    private static string Bought(string customer, string id, string at, string amount) =>
        $$"""{"kind": "purchase", "customer": "{{customer}}", "id": "{{id}}", "at": "{{at}}", "currency": "CNY", "amount": "{{amount}}"}""";

    private static string Returned(string customer, string of, string at, string amount) =>
        $$"""{"kind": "return", "customer": "{{customer}}", "id": "r-{{of}}", "of": "{{of}}", "at": "{{at}}", "currency": "CNY", "amount": "{{amount}}"}""";

    private static string[] Decide(string[] facts, string arguments, string judged = "group", string movement = "")
    {
        var policy = Ladder.Compiled(Policy.Replace("JUDGED", judged).Replace("MOVEMENT", movement));
        return [.. Example.Print(policy, facts, arguments.Split(' ')).Select(Short)];
    }

    /// <summary>The tier that each customer holds on 1 March 2026, in the order of their ids.</summary>
    private static IEnumerable<string> Held(string[] facts, string judged = "group") =>
        Decide(facts, "--as-of 2026-03-01", judged).Select(line => line.Split(' ')[3]);

    /// <summary>Customer, day, trigger, held tier, outcome, first and last day.</summary>
    private static string Short(string line)
    {
        var json = System.Text.Json.Nodes.JsonNode.Parse(line)!;
        return string.Join(' ', new[] { "customer", "asOf", "trigger", "held", "outcome", "effectiveFrom", "validUntil" }.Select(
            member => (string?)json[member] ?? "-"));
    }

    [Theory]
    [InlineData("2500.00", "gold")]
    [InlineData("2499.99", "base")]
    public void Two_companies_of_a_group_reach_gold_together(string second, string tier)
    {
        string[] facts = [Company("a", "2026-01-01"), Company("b", "2026-01-01"), Bought("a", "1", "2026-02-01", "2500.00"),
            Bought("b", "2", "2026-02-02", second)];

        Assert.Equal([tier, tier], Held(facts));
        Assert.Equal(["base", "base"], Held(facts, "customer"));
    }

    [Fact]
    public void All_members_have_one_tier_and_one_validity_from_the_fact_of_any() =>
        Assert.Equal(
            [
                "a 2026-01-01 joining base joined 2026-01-01 -", "a 2026-02-02 at-once gold upgraded 2026-02-02 2027-02-01",
                "b 2026-01-01 joining base joined 2026-01-01 -", "b 2026-02-02 at-once gold upgraded 2026-02-02 2027-02-01",
            ],
            Decide([Company("a", "2026-01-01"), Company("b", "2026-01-01"), Bought("a", "1", "2026-02-01", "2500"),
                Bought("b", "2", "2026-02-02", "2500")],
                "--from 2026-01-01 --to 2026-12-31"));

    [Fact]
    public void Who_comes_to_a_group_takes_over_what_it_holds_and_its_dates() =>
        Assert.Equal(
            ["a 2026-01-05 joining gold joined 2026-01-05 2027-01-04", "b 2026-01-05 joining base joined 2026-01-05 -",
                "b 2026-03-10 at-once gold upgraded 2026-03-10 2027-01-04"],
            Decide([Bought("a", "1", "2026-01-02", "5000"), Company("a", "2026-01-02"), Company("b", "2026-01-02", null), Company("b", "2026-03-10")],
                "--from 2026-01-05 --to 2026-12-31"));

    [Fact]
    public void Who_first_appears_in_a_group_joins_with_its_tier_even_where_upgrades_wait_for_reviews() =>
        Assert.Equal(
            ["a 2026-01-05 joining gold joined 2026-01-05 2027-01-04", "b 2026-03-10 at-once gold joined 2026-03-10 2027-01-04"],
            Decide([Bought("a", "1", "2026-01-02", "5000"), Company("a", "2026-01-02"), Company("b", "2026-03-10")],
                "--from 2026-01-05 --to 2026-12-31", movement: """, "upgrade": "at-review" """));

    [Theory]
    [InlineData("2026-02-01T23:59:59+08:00", "gold")]
    [InlineData("2026-02-02T00:00:00+08:00", "base")]
    public void Membership_holds_from_the_day_on_which_it_is_stated(string joins, string tier) =>
        Assert.Equal(
            tier, Decide([Company("a", "2026-01-01"), Company("b", "2026-01-01", null), Company("b", joins), Bought("b", "1", "2026-01-15", "5000")],
            "--as-of 2026-02-01")[0].Split(' ')[3]);

    [Theory]
    [InlineData("2026-02-01", "base")]
    [InlineData("2026-02-02", "gold")]
    public void Who_leaves_on_a_day_no_longer_counts_at_its_end(string leaves, string tier) =>
        Assert.Equal(
            tier, Decide([Company("a", "2026-01-01"), Company("b", "2026-01-01"), Company("b", leaves, null), Bought("b", "1", "2026-01-15", "5000")],
            "--as-of 2026-02-01")[0].Split(' ')[3]);

    [Fact]
    public void Who_leaves_keeps_the_tier_until_its_validity_ends_and_is_then_judged_alone() =>
        Assert.Equal(
            ["b 2026-01-05 joining gold joined 2026-01-05 2027-01-04", "b 2027-01-04 expiry base downgraded 2027-01-05 -"],
            Decide([Bought("a", "1", "2026-01-02", "5000"), Bought("a", "2", "2026-12-30", "5000"), Company("a", "2026-01-02"),
                Company("b", "2026-01-02"), Company("b", "2026-05-01", null)],
                "--from 2026-01-05 --to 2027-01-31").Where(line => line[0] == 'b'));

    [Fact]
    public void The_head_is_who_belongs_to_the_group_longest_and_its_attributes_count()
    {
        string[] Facts(string a, string b) => [Company("a", a, grade: "A"), Company("b", b)];

        Assert.Equal(["gold", "gold"], Held(Facts("2026-01-01", "2026-01-02")));
        Assert.Equal(["base", "base"], Held(Facts("2026-01-02", "2026-01-01")));
        Assert.Equal(["gold", "gold"], Held(Facts("2026-01-01", "2026-01-01"))); // both on one day: the smaller id
        // A company that returns to the group comes last.
        string[] away = [Company("a", "2026-01-03", null), Company("a", "2026-01-04", grade: "A")];
        Assert.Equal(["base", "base"], Held([.. Facts("2026-01-01", "2026-01-02"), .. away]));
    }

    [Fact]
    public void A_return_of_one_member_takes_the_tier_of_all() =>
        Assert.Equal(
            ["a 2026-02-03 recheck base downgraded 2026-01-01 -", "b 2026-02-03 recheck base downgraded 2026-01-01 -"],
            Decide([Company("a", "2026-01-01"), Company("b", "2026-01-01"), Bought("a", "1", "2026-02-01", "2500"),
                Bought("b", "2", "2026-02-02", "2500"),
                Returned("b", "2", "2026-02-03", "0.01")],
                "--from 2026-01-01 --to 2026-12-31").Where(line => line.Contains("recheck", StringComparison.Ordinal)));

    private static string[] Rechecked(params string[] facts) =>
        [.. Decide([Company("a", "2026-01-01"), .. facts], "--from 2026-01-01 --to 2026-12-31")
            .Where(line => line.Contains("recheck", StringComparison.Ordinal))];

    [Fact]
    public void What_a_recheck_finds_that_the_group_held_before_a_member_came_began_for_the_member_on_the_day_it_came() =>
        Assert.Equal(
            ["a 2026-02-20 recheck base downgraded 2026-01-01 -", "b 2026-02-20 recheck base downgraded 2026-02-10 -"],
            Rechecked(Company("b", "2026-02-10"), Bought("a", "1", "2026-02-15", "5000"), Returned("a", "1", "2026-02-20", "5000")));

    [Fact]
    public void For_a_member_who_held_the_same_when_it_came_it_began_before() =>
        Assert.Equal(
            ["a 2026-02-20 recheck base downgraded 2026-01-01 -", "b 2026-02-20 recheck base downgraded 2026-01-05 -"],
            Rechecked(Company("b", "2026-01-05", null), Company("b", "2026-02-10"), Bought("a", "1", "2026-02-15", "5000"),
                Returned("a", "1", "2026-02-20", "5000")));

    [Fact]
    public void A_recheck_goes_through_what_the_group_held_not_what_a_member_did_before_it_came() =>
        Assert.Equal(
            ["a 2026-02-20 recheck gold retained 2026-01-20 2027-01-19", "b 2026-02-20 recheck gold retained 2026-02-10 2027-01-19"],
            Rechecked(
                Company("b", "2026-01-05", null), Bought("a", "0", "2026-01-20", "5000"), Bought("a", "1", "2026-01-10", "5000"),
                Company("b", "2026-02-10"),
                Returned("a", "1", "2026-02-20", "5000")));

    [Fact]
    public void Who_has_left_a_group_is_not_rechecked_for_what_a_member_gives_back() =>
        Assert.Equal(
            ["a 2026-02-20 recheck base downgraded 2026-01-01 -"],
            Rechecked(Company("b", "2026-01-01"), Bought("a", "1", "2026-02-01", "5000"), Company("b", "2026-02-10", null),
                Returned("a", "1", "2026-02-20", "5000")));

    [Fact]
    public void A_member_who_refers_another_brings_nobody()
    {
        string Referral(string whom) => $$"""{"kind": "referral", "customer": "a", "id": "f", "at": "2026-01-10", "referred": "{{whom}}"}""";

        Assert.Contains("base", Decide([Company("a", "2026-01-01"), Company("b", "2026-01-01"), Referral("b")], "--as-of 2026-03-01")[0]);
        Assert.Contains("gold", Decide([Company("a", "2026-01-01"), Company("b", "2026-01-01"), Referral("c")], "--as-of 2026-03-01")[0]);
    }

    [Fact]
    public void Companies_without_a_group_and_of_another_are_judged_by_themselves() =>
        Assert.Equal(["a gold", "b base", "c base"],
            Decide([Company("a", "2026-01-01"), Company("b", "2026-01-01", "globex"), Company("c", "2026-01-01", null),
                Bought("a", "1", "2026-02-01", "5000"),
                Bought("b", "2", "2026-02-01", "4999.99")], "--as-of 2026-03-01").Select(line => $"{line.Split(' ')[0]} {line.Split(' ')[3]}"));

    [Fact]
    public void The_order_of_lines_is_immaterial()
    {
        string[] facts = [Company("a", "2026-01-01"), Company("b", "2026-01-03"), Company("c", "2026-02-01"), Bought("a", "1", "2026-02-01", "2500"),
            Bought("b", "2", "2026-02-02", "2500"),
            Company("b", "2026-06-01", null), Returned("a", "1", "2026-07-01", "2000")];

        Assert.Equal(Decide(facts, "--from 2026-01-01 --to 2028-01-31"), Decide([.. facts.Reverse()], "--from 2026-01-01 --to 2028-01-31"));
    }
}
