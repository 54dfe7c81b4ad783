using CustomerTiering.Rules.Evaluation;
using CustomerTiering.Rules.Facts;
using CustomerTiering.Rules.Tests.Decisions;

namespace CustomerTiering.Rules.Tests.Evaluation;

public class CompiledCriterionTests
{
    /// <summary>
    /// The verdicts on a criterion, in pre-order, of a customer with level 10, grade B, years 3 and 😀 as mark, in the segment business and the stage
    /// dormant; <c>gap</c> is missing.
    /// </summary>
    private static string Verdicts(string criterion)
    {
        var policy = Ladder.Compiled($$"""
            { "schema": "tier-policy/1", "ladder": "l", "timeZone": "UTC", "currency": "EUR",
              "metrics": { "gap": { "measure": "indicators.gap", "aggregate": "last" }, "level": { "measure": "indicators.level", "aggregate": "last" } },
              "tiers": [ { "code": "a" }, { "code": "b", "qualify": {{criterion}} } ] }
            """);
        var profile = CustomerProfile.Unknown with
        {
            Attributes = [KeyValuePair.Create("grade", "B"), KeyValuePair.Create("mark", "😀"), KeyValuePair.Create("open", "true"),
                KeyValuePair.Create("years", "3.0")],
            Segments = ["business"],
            Stage = "dormant",
        };
        return Assessor.Assess(policy, [null, 10m], profile, new(2026, 1, 1), null).Rules.Single().Verdicts;
    }

    [Theory]
    [InlineData(""" "atLeast": 10 """, "1")]
    [InlineData(""" "atLeast": "10.01" """, "0")]
    [InlineData(""" "above": "9.99" """, "1")]
    [InlineData(""" "above": 10 """, "0")]
    [InlineData(""" "atMost": 10 """, "1")]
    [InlineData(""" "atMost": "9.99" """, "0")]
    [InlineData(""" "below": "10.01" """, "1")]
    [InlineData(""" "below": 10 """, "0")]
    [InlineData(""" "equals": "10.00" """, "1")]
    [InlineData(""" "equals": "10.000001" """, "0")]
    [InlineData(""" "in": [9, 10] """, "1")]
    [InlineData(""" "in": [9, 11] """, "0")]
    [InlineData(""" "notIn": [9, 11] """, "1")]
    [InlineData(""" "notIn": [9, 10] """, "0")]
    [InlineData(""" "atLeast": 9, "atMost": 11 """, "1")]
    [InlineData(""" "atLeast": 9, "below": 10 """, "0")]
    public void A_metric_is_within_all_bounds_or_not(string bounds, string verdict) =>
        Assert.Equal(verdict, Verdicts($$"""{ "metric": "level", {{bounds}} }"""));

    [Theory]
    [InlineData(""" "atLeast": 0 """)]
    [InlineData(""" "notIn": [1] """)]
    public void A_missing_metric_meets_nothing_and_its_opposite_holds(string bounds)
    {
        Assert.Equal("?", Verdicts($$"""{ "metric": "gap", {{bounds}} }"""));
        Assert.Equal("1?", Verdicts($$"""{ "not": { "metric": "gap", {{bounds}} } }"""));
    }

    [Theory]
    [InlineData("grade", """ "equals": "B" """, "1")]
    [InlineData("grade", """ "atLeast": "B" """, "1")]
    [InlineData("grade", """ "above": "B" """, "0")]
    [InlineData("grade", """ "notIn": ["A", "C"] """, "1")]
    [InlineData("grade", """ "atLeast": 1 """, "0")]
    [InlineData("grade", """ "atMost": 1 """, "0")]
    [InlineData("grade", """ "notIn": [1] """, "1")]
    [InlineData("grade", """ "notIn": [1, "B"] """, "0")]
    [InlineData("grade", """ "in": [1, "B"] """, "1")]
    [InlineData("years", """ "notIn": ["three", 3] """, "0")]
    [InlineData("years", """ "notIn": ["three", 4] """, "1")]
    [InlineData("years", """ "equals": 3 """, "1")]
    [InlineData("years", """ "atLeast": "03" """, "1")]
    [InlineData("years", """ "below": 20 """, "1")]
    [InlineData("open", """ "equals": true """, "1")]
    [InlineData("open", """ "equals": false """, "0")]
    [InlineData("mark", """ "above": "﬷" """, "1")]
    [InlineData("absent", """ "notIn": ["A"] """, "?")]
    [InlineData("absent", """ "in": ["A"] """, "?")]
    [InlineData("absent", """ "notIn": [1] """, "?")]
    [InlineData("absent", """ "notIn": [] """, "?")]
    public void An_attribute_compares_as_a_number_with_numbers_and_else_by_code_points(string name, string bound, string verdict) =>
        Assert.Equal(verdict, Verdicts($$"""{ "attribute": "{{name}}", {{bound}} }"""));

    [Theory]
    [InlineData("""{ "segment": "business" }""", "1")]
    [InlineData("""{ "segment": "staff" }""", "0")]
    [InlineData("""{ "stage": ["new", "dormant"] }""", "1")]
    [InlineData("""{ "stage": ["new"] }""", "0")]
    [InlineData("""{ "stage": [] }""", "0")]
    [InlineData("""{ "not": { "stage": ["new"] } }""", "10")]
    [InlineData("""{ "all": [ { "segment": "business" }, { "segment": "staff" } ] }""", "010")]
    [InlineData("""{ "any": [ { "segment": "business" }, { "segment": "staff" } ] }""", "110")]
    [InlineData("""{ "all": [] }""", "1")]
    [InlineData("""{ "any": [] }""", "0")]
    [InlineData("""{ "count": 2, "of": [ { "segment": "business" }, { "segment": "staff" }, { "metric": "gap", "equals": 1 } ] }""", "010?")]
    [InlineData("""{ "count": 2, "of": [ { "segment": "business" }, { "segment": "staff" }, { "not": { "metric": "gap", "equals": 1 } } ] }""",
        "1101?")]
    public void Criteria_combine_and_every_one_is_judged(string criterion, string verdicts) => Assert.Equal(verdicts, Verdicts(criterion));

    [Fact]
    public void A_trace_reads_in_words()
    {
        var policy = new Ladder().Policy;
        var assessment = Assessor.Assess(policy, [15m, 0m, 0m], CustomerProfile.Unknown, new(2026, 1, 1), 2);
        var silver = TraceReading.Of(policy, assessment).Where(rule => rule.Tier == "silver").ToList();
        Assert.Equal([(RuleKind.Qualify, Verdict.Not), (RuleKind.Retain, Verdict.Met)], silver.Select(rule => (rule.Rule, rule.Verdict)));
        Assert.Equal(
            [
                new(0, 0, "any of 2", null, null, Verdict.Met), new(1, 1, "metric level", "at least 15", "15", Verdict.Met),
                new(2, 1, "metric spend", "at least 150", "0", Verdict.Not),
            ],
            silver[1].Criteria);
    }

    [Theory]
    [InlineData(null, 30, 3, 3, "3q")]
    [InlineData(null, 5, 0, 0, "1q 2q 3q")]
    [InlineData(2, 15, 1, 2, "1q 2q 2r 3q")]
    [InlineData(3, 15, 1, 2, "1q 2q 2r 3q 3r")]
    public void The_qualified_and_the_computed_tier_are_found_and_what_was_judged_is_traced(
        int? held, int level, int qualified, int computed, string traced)
    {
        var assessment = Assessor.Assess(new Ladder().Policy, [level, 0m, 0m], CustomerProfile.Unknown, new(2026, 1, 1), held);
        Assert.Equal((qualified, computed), (assessment.Qualified, assessment.Computed));
        Assert.Equal(traced, string.Join(' ', assessment.Rules.Select(r => $"{r.Rank}{(r.Rule == RuleKind.Qualify ? 'q' : 'r')}")));
    }
}
