using CustomerTiering.Rules.Policies;
using CustomerTiering.Rules.Values;

namespace CustomerTiering.Rules.Paths;

/// <summary>A mean of survey scores that is moved by whole answers: which means can be reached, and by how many.</summary>
/// <param name="Samples">Answers that count now.</param>
/// <param name="Sum">Of their scores.</param>
/// <param name="AtLeast">Below so many answers there is no mean.</param>
/// <param name="Lowest">The worst answer.</param>
/// <param name="Highest">The best.</param>
internal sealed record Answers(int Samples, Int128 Sum, int AtLeast, decimal Lowest, decimal Highest)
{
    /// <summary>More answers than this are no way for a customer.</summary>
    public const int Most = 20;

    /// <summary>Of a metric; null of what is no mean of survey scores, and where the facts are not at hand.</summary>
    public static Answers? Of(Standpoint at, int place)
    {
        if (at.Facts is not { } facts || at.Policy.Policy.Metrics[place] is not Metric.Measured { Aggregate: Aggregate.Mean } metric) return null;
        if (metric.Measure.Kind is not (MeasureKind.SurveysCsat or MeasureKind.SurveysNps or MeasureKind.SurveysCes)) return null;
        var (samples, sum) = at.Policy.Metrics.AnswersOf(place, facts, at.Assessment.AsOf, at.TierStart);
        return new(samples, sum, metric.AtLeastSamples, MetricUnit.Least(metric), MetricUnit.Most(metric));
    }

    /// <summary>The lowest and the highest mean that <see cref="Most"/> more answers can give.</summary>
    public (decimal Least, decimal Most) Reach => (With(Most, Lowest), With(Most, Highest));

    /// <summary>How many more of the best answers, or of the worst on the way down, bring the mean to a value or beyond; null: more than <see cref="Most"/>.</summary>
    public int? Fewest(decimal needed, bool isUp)
    {
        for (var more = Math.Max(1, AtLeast - Samples); more <= Most; more++)
            if (isUp ? With(more, Highest) >= needed : With(more, Lowest) <= needed) return more;
        return null;
    }

    private decimal With(int more, decimal each) =>
        Scaled.ToDecimal(Scaled.DivideHalfEven((Sum + (Scaled.Of(each, 0) * more)) * 1_000_000, Samples + more), 6);
}
