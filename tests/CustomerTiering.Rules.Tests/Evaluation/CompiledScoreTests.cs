using CustomerTiering.Rules.Evaluation;
using CustomerTiering.Rules.Facts;
using CustomerTiering.Rules.Tests.Decisions;

namespace CustomerTiering.Rules.Tests.Evaluation;

public class CompiledScoreTests
{
    private static decimal?[] Scores(string scores, decimal? level, params (string Name, string Text)[] attributes)
    {
        var policy = Ladder.Compiled($$"""
            { "schema": "tier-policy/1", "ladder": "l", "timeZone": "UTC", "currency": "EUR",
              "metrics": { "level": { "measure": "indicators.level", "aggregate": "last" } },
              "scores": { {{scores}} },
              "tiers": [ { "code": "a" }, { "code": "b", "qualify": { "score": "total", "atLeast": 1 } } ] }
            """);
        var profile = CustomerProfile.Unknown with { Attributes = [.. attributes.Select(a => KeyValuePair.Create(a.Name, a.Text))] };
        return [.. Assessor.Assess(policy, [level], profile, new(2026, 1, 1), null).Scores.Items];
    }

    private static decimal? One(string curve, decimal level) => Scores($$""" "s": { "weight": 1, "metric": "level", {{curve}} } """, level)[0];

    [Theory]
    [InlineData(-1, 0)]
    [InlineData(0, 0)]
    [InlineData(1, 0.02)]
    [InlineData(1999.99, 39.9998)]
    [InlineData(2000, 40)]
    [InlineData(2000.01, 40)]
    [InlineData(2000.02, 40.0001)]
    [InlineData(11000, 70)]
    [InlineData(20000, 100)]
    [InlineData(999999, 100)]
    public void A_linear_curve_runs_straight_between_its_points_and_flat_beyond(double level, double score) =>
        Assert.Equal((decimal)score, One("\"curve\": [[0, 0], [2000, 40], [20000, 100]]", (decimal)level));

    [Theory]
    [InlineData(0.5, 0)]
    [InlineData(3.999999, 0)]
    [InlineData(4, 50)]
    [InlineData(11.999999, 50)]
    [InlineData(12, 100)]
    public void A_step_curve_has_the_height_of_the_last_point_reached(double level, double score) =>
        Assert.Equal((decimal)score, One("\"curve\": [[0, 0], [4, 50], [12, 100]], \"between\": \"step\"", (decimal)level));

    [Theory]
    [InlineData("0.5", "0")]
    [InlineData("1.5", "0.0002")]
    [InlineData("2.5", "0.0002")]
    [InlineData("2.500001", "0.0003")]
    public void A_tie_at_the_fourth_decimal_goes_to_the_even_neighbour(string level, string score) =>
        Assert.Equal(decimal.Parse(score, null), One("\"curve\": [[0, 0], [10000, 1]]", decimal.Parse(level, null)));

    [Fact]
    public void A_value_beside_a_tie_is_not_taken_for_the_tie_however_close() =>
        // A millionth before half of 10^15 the score is below 0.00015 by 10^-25.
        Assert.Equal(
            [0.0001m, 0.0002m],
            new[] { 499_999_999_999_999.999999m, 500_000_000_000_000m }.Select(x => One("\"curve\": [[0, 0.0001], [1000000000000000, 0.0002]]", x)));

    [Fact]
    public void The_total_is_the_mean_of_the_rounded_scores_by_weight() =>
        // 33.3333 and 66.6667 weighted 1 : 2 are 166.6667 ÷ 3 = 55.55556…
        Assert.Equal(
            [33.3333m, 66.6667m, 55.5556m],
            Scores(""" "x": { "weight": 1, "metric": "level", "curve": [[0, 0], [3, 100]] }, "y": { "weight": 2, "metric": "level", "curve": [[0, 100], [3, 0]] } """, 1));

    [Fact]
    public void A_missing_metric_makes_score_and_total_missing_unless_a_score_stands_in() =>
        Assert.Equal(
            [null, 50m, null],
            Scores(""" "x": { "weight": 1, "metric": "level", "curve": [[0, 0], [1, 1]] }, "y": { "weight": 1, "metric": "level", "curve": [[0, 0], [1, 1]], "scoreIfMissing": 50 } """, null));

    [Theory]
    [InlineData("A", 100)]
    [InlineData("B", 60)]
    [InlineData("C", 5)]
    [InlineData(null, 5)]
    public void An_attribute_has_the_score_of_its_value_or_the_other_one(string? grade, int score) =>
        Assert.Equal(
            score,
            Scores(""" "g": { "weight": 1, "attribute": "grade", "values": { "A": 100, "B": 60 }, "otherwise": 5 } """, 1,
                grade is null ? [] : [("grade", grade)])[0]);

    [Fact]
    public void An_attribute_without_value_and_otherwise_is_missing() =>
        Assert.Equal([null, null], Scores(""" "g": { "weight": 1, "attribute": "grade", "values": { "A": 100 } } """, 1));
}
