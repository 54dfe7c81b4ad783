using static CustomerTiering.Rules.Tests.Policies.Retail;

namespace CustomerTiering.Rules.Tests.Policies;

/// <summary>What can be seen of criteria without any customer.</summary>
public sealed class BoundsTests
{
    private const string Scored = """{ "weight": 1, "metric": "m", "curve": [[0, 0], [1, 1]] }""";

    private static string Policy(string qualify, string? retain = null)
    {
        var json = With(PlainWith("scores/s", Scored), "tiers/1/qualify", qualify);
        return retain is null ? json : With(json, "tiers/1/retain", retain);
    }

    [Theory]
    [InlineData("""{ "metric": "m", "atLeast": 5, "atMost": 5 }""", null)]
    [InlineData("""{ "metric": "m", "atLeast": 5.000001, "atMost": 5 }""", ".atMost")]
    [InlineData("""{ "metric": "m", "above": 5, "atMost": 5 }""", ".above")]
    [InlineData("""{ "metric": "m", "above": 5, "below": 5.000002 }""", null)]
    [InlineData("""{ "metric": "m", "above": 5, "below": 5.000001 }""", ".below")]
    [InlineData("""{ "score": "total", "above": 5, "below": 5.0002 }""", null)]
    [InlineData("""{ "score": "total", "above": 5, "below": 5.0001 }""", ".below")]
    [InlineData("""{ "metric": "m", "equals": 5, "notIn": [4] }""", null)]
    [InlineData("""{ "metric": "m", "equals": 5, "notIn": [5] }""", ".notIn")]
    [InlineData("""{ "metric": "m", "equals": 5, "in": [4, 6] }""", ".in")]
    [InlineData("""{ "metric": "m", "below": 5, "in": [4, 6] }""", null)]
    [InlineData("""{ "metric": "m", "below": 4, "in": [4, 6] }""", ".in")]
    [InlineData("""{ "all": [ { "metric": "m", "atLeast": 5 }, { "metric": "n", "below": 5 } ] }""", null)]
    [InlineData("""{ "all": [ { "metric": "m", "atLeast": 5 }, { "metric": "m", "below": 5 } ] }""", ".all[1].below")]
    [InlineData("""{ "all": [ { "metric": "m", "atLeast": 5 }, { "all": [ { "metric": "m", "below": 5 } ] } ] }""", ".all[1].all[0].below")]
    [InlineData("""{ "any": [ { "metric": "m", "atLeast": 5 }, { "metric": "m", "below": 5 } ] }""", null)]
    [InlineData("""{ "any": [ { "all": [ { "metric": "m", "atLeast": 5 }, { "metric": "m", "below": 5 } ] } ] }""", ".any[0].all[1].below")]
    [InlineData("""{ "all": [ { "metric": "m", "atLeast": 5 }, { "not": { "metric": "m", "below": 5 } } ] }""", null)]
    [InlineData("""{ "all": [ { "metric": "m", "atLeast": 5 }, { "any": [ { "metric": "m", "below": 5 } ] } ] }""", null)]
    [InlineData("""{ "all": [ { "attribute": "m", "atLeast": 5 }, { "attribute": "m", "below": 5 } ] }""", null)]
    [InlineData("""{ "all": [ { "score": "total", "atLeast": 5 }, { "score": "s", "below": 5 } ] }""", null)]
    public void Bounds_that_leave_no_value_are_refused(string criterion, string? path) =>
        HasErrors(Read(Policy(criterion)).Errors, path is null ? [] : [("$.tiers[1].qualify" + path, "contradicting-bounds")]);

    [Fact]
    public void Every_tree_is_looked_at()
    {
        const string Never = """{ "metric": "m", "atLeast": 5, "below": 5 }""";
        HasErrors(
            Read(Policy($$"""{ "not": {{Never}} }""", $$"""{ "count": 1, "of": [ {{Never}} ] }""")).Errors,
            ("$.tiers[1].qualify.not.below", "contradicting-bounds"), ("$.tiers[1].retain.of[0].below", "contradicting-bounds"));
    }

    [Theory]
    [InlineData("""{ "metric": "m", "atLeast": 5 }""", """{ "metric": "m", "atLeast": 5 }""", null)]
    [InlineData("""{ "metric": "m", "atLeast": 5 }""", """{ "metric": "m", "atLeast": 4.999999 }""", null)]
    [InlineData("""{ "metric": "m", "atLeast": 5 }""", """{ "metric": "m", "atLeast": 5.000001 }""", ".atLeast")]
    [InlineData("""{ "metric": "m", "atLeast": 5 }""", """{ "metric": "m", "above": 5 }""", ".above")]
    [InlineData("""{ "metric": "m", "above": 5 }""", """{ "metric": "m", "atLeast": 5.000001 }""", null)]
    [InlineData("""{ "metric": "m", "atMost": 90 }""", """{ "metric": "m", "atMost": 180 }""", null)]
    [InlineData("""{ "metric": "m", "atMost": 90 }""", """{ "metric": "m", "atMost": 60 }""", ".atMost")]
    [InlineData("""{ "metric": "m", "atMost": 90 }""", """{ "metric": "m", "atLeast": 0, "atMost": 180 }""", null)]
    [InlineData("""{ "score": "total", "atLeast": 70 }""", """{ "score": "total", "atLeast": 71 }""", ".atLeast")]
    [InlineData("""{ "score": "total", "atLeast": 70 }""", """{ "score": "s", "atLeast": 71 }""", null)]
    [InlineData("""{ "all": [ { "metric": "m", "atLeast": 5 }, { "segment": "x" } ] }""",
        """{ "all": [ { "segment": "x" }, { "metric": "m", "atLeast": 6 } ] }""", ".all[1].atLeast")]
    [InlineData("""{ "all": [ { "metric": "m", "atLeast": 5 } ] }""", """{ "metric": "m", "atLeast": 6 }""", ".atLeast")]
    [InlineData("""{ "any": [ { "metric": "m", "atLeast": 5 }, { "segment": "x" } ] }""", """{ "metric": "m", "atLeast": 6 }""", null)]
    [InlineData("""{ "metric": "m", "atLeast": 5 }""", """{ "any": [ { "metric": "m", "atLeast": 6 } ] }""", null)]
    [InlineData("""{ "metric": "m", "in": [1, 2] }""", """{ "metric": "m", "in": [1, 2, 3] }""", null)]
    [InlineData("""{ "metric": "m", "in": [1, 2] }""", """{ "metric": "m", "in": [2, 3] }""", ".in")]
    [InlineData("""{ "metric": "m", "in": [1, 2] }""", """{ "metric": "m", "atLeast": 2 }""", ".atLeast")]
    [InlineData("""{ "metric": "m", "atLeast": 5 }""", """{ "metric": "m", "equals": 5 }""", ".equals")]
    [InlineData("""{ "metric": "m", "equals": 5 }""", """{ "metric": "m", "atLeast": 5 }""", null)]
    public void Keeping_a_tier_never_asks_more_than_getting_it(string qualify, string retain, string? path) =>
        HasErrors(Read(Policy(qualify, retain)).Errors, path is null ? [] : [("$.tiers[1].retain" + path, "retain-stricter")]);
}
