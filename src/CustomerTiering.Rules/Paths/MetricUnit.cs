using CustomerTiering.Rules.Evaluation;
using CustomerTiering.Rules.Policies;

namespace CustomerTiering.Rules.Paths;

/// <summary>The unit of a metric, its smallest change, and the ends of its scale.</summary>
internal static class MetricUnit
{
    /// <summary>Currency code, <c>days</c>, <c>months</c>, <c>units</c>, <c>hours</c>, <c>count</c>, or <c>points</c> for everything else.</summary>
    public static string Of(CompiledPolicy policy, Metric metric) => metric is not Metric.Measured measured ? "points" : measured.Aggregate switch
    {
        Aggregate.Count or Aggregate.Distinct => "count",
        Aggregate.ActiveMonths => "months",
        Aggregate.DaysSinceFirst or Aggregate.DaysSinceLast => "days",
        _ => measured.Measure.Kind switch
        {
            _ when IsAmount(measured.Measure.Kind) => policy.Policy.Currency,
            MeasureKind.PurchasesUnits => "units",
            MeasureKind.ComplaintsHoursToResolve => "hours",
            MeasureKind.RelationshipDays => "days",
            MeasureKind.ComplaintsOpen => "count",
            _ => "points",
        },
    };

    /// <summary>The currency's smallest unit for a sum of amounts, 1 for counts, a thousandth for units bought; otherwise the last decimal.</summary>
    public static decimal Step(CompiledPolicy policy, Metric metric) =>
        metric is not Metric.Measured measured ? Region.OfMetrics : measured.Aggregate switch
        {
            Aggregate.Count or Aggregate.Distinct or Aggregate.ActiveMonths or Aggregate.DaysSinceFirst or Aggregate.DaysSinceLast => 1,
            Aggregate.Sum => measured.Measure.Kind == MeasureKind.PurchasesUnits ? 0.001m : Currencies.Smallest(policy.Policy.Currency),
            _ => measured.Measure.Kind is MeasureKind.ComplaintsOpen or MeasureKind.RelationshipDays ? 1 : Region.OfMetrics,
        };

    public static decimal Least(Metric metric) => metric is not Metric.Measured measured ? Region.Lowest : measured.Aggregate switch
    {
        Aggregate.Count or Aggregate.Distinct or Aggregate.ActiveMonths or Aggregate.DaysSinceFirst or Aggregate.DaysSinceLast => 0,
        _ => measured.Measure.Kind switch
        {
            MeasureKind.SurveysCsat or MeasureKind.SurveysCes => 1,
            MeasureKind.SurveysNps or MeasureKind.ComplaintsHoursToResolve
                or MeasureKind.ComplaintsOpen or MeasureKind.RelationshipDays or MeasureKind.PurchasesGross => 0,
            _ => Region.Lowest,
        },
    };

    public static decimal Most(Metric metric) =>
        metric is Metric.Measured { Aggregate: Aggregate.Mean or Aggregate.Min or Aggregate.Max or Aggregate.Last } measured
        ? measured.Measure.Kind switch
        {
            MeasureKind.SurveysCsat => 5,
            MeasureKind.SurveysNps => 10,
            MeasureKind.SurveysCes => 7,
            _ => Region.Highest,
        }
        : Region.Highest;

    public static bool IsAmount(MeasureKind kind) =>
        kind is MeasureKind.PurchasesGross or MeasureKind.PurchasesNet
            or MeasureKind.PurchasesMargin or MeasureKind.Returns or MeasureKind.ReferralsRevenue;
}
