using CustomerTiering.Rules.Policies;
using CustomerTiering.Rules.Values;

namespace CustomerTiering.Rules.Paths;

/// <summary>A mean of survey scores that moves by whole answers: the reachable means, and the answers needed.</summary>
/// <param name="Samples">The number of answers that count now.</param>
/// <param name="Sum">The sum of their scores.</param>
/// <param name="AtLeast">The minimum number of answers for a mean.</param>
/// <param name="Lowest">The worst possible answer.</param>
/// <param name="Highest">The best possible answer.</param>
internal sealed record Answers(int Samples, Int128 Sum, int AtLeast, decimal Lowest, decimal Highest)
{
    /// <summary>The maximum number of additional answers that a path may require.</summary>
    public const int Most = 20;

    /// <summary>The answers of a metric; null if it is not a mean of survey scores, or without facts.</summary>
    public static Answers? Of(Standpoint at, int place)
    {
        if (at.Facts is not { } facts || at.Policy.Policy.Metrics[place] is not Metric.Measured { Aggregate: Aggregate.Mean } metric) return null;
        if (metric.Measure.Kind is not (MeasureKind.SurveysCsat or MeasureKind.SurveysNps or MeasureKind.SurveysCes)) return null;
        var (samples, sum) = at.Policy.Metrics.AnswersOf(place, facts, at.Assessment.AsOf, at.TierStart);
        return new(samples, sum, metric.AtLeastSamples, MetricUnit.Least(metric), MetricUnit.Most(metric));
    }

    /// <summary>The lowest and the highest mean after <see cref="Most"/> more answers.</summary>
    public (decimal Least, decimal Most) Reach => (With(Most, Lowest), With(Most, Highest));

    /// <summary>The fewest best (going down, worst) answers that bring the mean to a value or beyond; null: more than <see cref="Most"/>.</summary>
    public int? Fewest(decimal needed, bool isUp)
    {
        for (var more = Math.Max(1, AtLeast - Samples); more <= Most; more++)
            if (isUp ? With(more, Highest) >= needed : With(more, Lowest) <= needed) return more;
        return null;
    }

    private decimal With(int more, decimal each) =>
        Scaled.ToDecimal(Scaled.DivideHalfEven((Sum + (Scaled.Of(each, 0) * more)) * 1_000_000, Samples + more), 6);
}
