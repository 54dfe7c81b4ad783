using CustomerTiering.Rules.Policies;
using static CustomerTiering.Rules.Tests.Policies.Retail;

namespace CustomerTiering.Rules.Tests.Policies;

public sealed class ScoreRefusalTests
{
    private static string Curve(string points, string more = "") => $$"""{ "weight": 1, "metric": "m", "curve": {{points}}{{more}} }""";

    [Theory]
    [InlineData("[]", "", "curve-too-short")]
    [InlineData("[[0, 0]]", "", "curve-too-short")]
    [InlineData("[[0, 0], [0, 1]]", "[1]", "curve-order")]
    [InlineData("[[0, 0], [5, 1], [4, 2], [6, 3]]", "[2]", "curve-order")]
    [InlineData("[[0, 0], [1]]", "[1]", "wrong-type")]
    [InlineData("[[0, 0], [1, 2, 3]]", "[1]", "wrong-type")]
    [InlineData("[[0, 0], 1]", "[1]", "wrong-type")]
    [InlineData("[[0, 0], [\"x\", 1]]", "[1][0]", "not-a-number")]
    [InlineData("[[0, 0], [1000000000000000.000001, 1]]", "[1][0]", "out-of-bounds")]
    [InlineData("[[0, 0], [0.0000001, 1]]", "[1][0]", "too-many-decimals")]
    [InlineData("[[0, 0], [1, 1000000.0001]]", "[1][1]", "out-of-bounds")]
    [InlineData("[[0, 0], [1, -1000000.0001]]", "[1][1]", "out-of-bounds")]
    [InlineData("[[0, 0], [1, 0.00001]]", "[1][1]", "too-many-decimals")]
    [InlineData("\"steep\"", "", "wrong-type")]
    public void A_curve_rises_within_its_bounds(string points, string path, string code) =>
        Refuses("scores/s", Curve(points), "$.scores.s.curve" + path, code);

    [Fact]
    public void A_curve_may_go_to_its_bounds()
    {
        var curve = Assert.IsType<Score.Curve>(Faultless(PlainWith(
            "scores/s", Curve(
                "[[-1000000000000000, -1000000], [-0.000001, 0.0001], [\"1e15\", 1000000]]", ", \"scoreIfMissing\": -1000000"))).Scores[0]);

        Assert.Equal([new(-1_000_000_000_000_000m, -1_000_000m), new(-0.000001m, 0.0001m), new(1_000_000_000_000_000m, 1_000_000m)], curve.Points);
        Assert.False(curve.Steps);
        Assert.Equal(-1_000_000m, curve.ScoreIfMissing);
    }

    [Theory]
    [InlineData("""{ "metric": "m", "curve": [[0, 0], [1, 1]] }""", ".weight", "missing-member")]
    [InlineData("""{ "weight": -0.000001, "metric": "m", "curve": [[0, 0], [1, 1]] }""", ".weight", "out-of-bounds")]
    [InlineData("""{ "weight": 1000000.1, "metric": "m", "curve": [[0, 0], [1, 1]] }""", ".weight", "out-of-bounds")]
    [InlineData("""{ "weight": 0.0000001, "metric": "m", "curve": [[0, 0], [1, 1]] }""", ".weight", "too-many-decimals")]
    [InlineData("""{ "weight": "heavy", "metric": "m", "curve": [[0, 0], [1, 1]] }""", ".weight", "not-a-number")]
    [InlineData("""{ "weight": 1, "metric": "k", "curve": [[0, 0], [1, 1]] }""", ".metric", "unknown-metric")]
    [InlineData("""{ "weight": 1, "metric": "m" }""", ".curve", "missing-member")]
    [InlineData("""{ "weight": 1, "curve": [[0, 0], [1, 1]] }""", ".metric", "missing-member")]
    [InlineData("""{ "weight": 1, "metric": "m", "curve": [[0, 0], [1, 1]], "between": "spline" }""", ".between", "unknown-word")]
    [InlineData("""{ "weight": 1, "metric": "m", "curve": [[0, 0], [1, 1]], "otherwise": 1 }""", ".otherwise", "conflicting-members")]
    [InlineData("""{ "weight": 1, "metric": "m", "curve": [[0, 0], [1, 1]], "max": 1 }""", ".max", "unknown-member")]
    [InlineData("""{ "weight": 1, "metric": "m", "curve": [[0, 0], [1, 1]], "scoreIfMissing": 0.00001 }""", ".scoreIfMissing", "too-many-decimals")]
    [InlineData("""{ "weight": 1, "attribute": "a", "values": {}, "metric": "m" }""", ".metric", "conflicting-members")]
    [InlineData("""{ "weight": 1, "attribute": "a" }""", ".values", "missing-member")]
    [InlineData("""{ "weight": 1, "attribute": "a", "values": ["A"] }""", ".values", "wrong-type")]
    [InlineData("""{ "weight": 1, "attribute": "a", "values": { "A": "high" } }""", ".values.A", "not-a-number")]
    [InlineData("""{ "weight": 1, "attribute": "a", "values": { "A": 1000001 } }""", ".values.A", "out-of-bounds")]
    [InlineData("""{ "weight": 1, "attribute": "a", "values": {}, "otherwise": 0.12345 }""", ".otherwise", "too-many-decimals")]
    [InlineData("""{ "weight": 0, "metric": "m", "curve": [[0, 0], [1, 1]] }""", "-", "weights-sum-to-zero")]
    public void What_is_no_score_is_refused_where_it_stands(string score, string path, string code) =>
        Refuses("scores/s", score, path == "-" ? "$.scores" : "$.scores.s" + path, code);

    [Fact]
    public void A_weight_may_be_nothing_or_a_million_if_there_is_some()
    {
        var json = With(PlainWith("scores/s", Curve("[[0, 0], [1, 1]]").Replace("\"weight\": 1,", "\"weight\": 0,")), "scores/t",
            """{ "weight": 1000000, "attribute": "a", "values": { "A": 1 } }""");

        Assert.Equal([0m, 1_000_000m], Faultless(json).Scores.Select(s => s.Weight));
        HasErrors(Read(With(json, "scores/t/weight", "0")).Errors, ("$.scores", "weights-sum-to-zero"));
    }

    [Fact]
    public void No_score_is_called_total() => Refuses("scores/total", Curve("[[0, 0], [1, 1]]"), "$.scores.total", "reserved-name");

    [Fact]
    public void A_step_is_not_a_line() =>
        Assert.True(Assert.IsType<Score.Curve>(
            Faultless(PlainWith("scores/s", Curve("[[0, 0], [1, 1]]", ", \"between\": \"step\""))).Scores[0]).Steps);
}
