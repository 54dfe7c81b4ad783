using CustomerTiering.Rules.Evaluation;
using CustomerTiering.Rules.Forecasts;
using CustomerTiering.Rules.Policies;
using CustomerTiering.Rules.Values;

namespace CustomerTiering.Rules.Paths;

/// <summary>Why this tier, what the next one takes, what keeps this one, what would have avoided a downgrade.</summary>
/// <param name="Policy">The policy by which was judged.</param>
/// <param name="Assessment">How the customer stood.</param>
/// <param name="Held">Code of the held tier.</param>
/// <param name="Computed">Code of the computed tier.</param>
/// <param name="ValidUntil">Last day of its validity, included, or null.</param>
/// <param name="GraceEnds">Last day of its grace, included, or null.</param>
/// <param name="Why">The rules of the held tier and of those above, criterion by criterion: actual against required.</param>
/// <param name="Next">What the next tier takes; null on the highest.</param>
/// <param name="Keep">What keeps the held one; null where nothing can take it.</param>
/// <param name="Avoided">Of a downgrade, what would have kept the tier; else null.</param>
/// <param name="Since">What changed since the decision before; null without one.</param>
/// <param name="Foreseen">What the decision foresaw; null where it foresaw nothing, or the day has passed.</param>
public sealed record Explanation(
    CompiledPolicy Policy, Assessment Assessment, string Held, string Computed, DateOnly? ValidUntil, DateOnly? GraceEnds,
    EquatableList<RuleReading> Why, PathAnswer? Next, PathAnswer? Keep, PathAnswer? Avoided, Changes? Since, Foreseen? Foreseen = null)
{
    /// <summary>
    /// What may be said to the customer: without scores, without metrics that show what the company earns or what other customers do, and without what is foreseen.
    /// Paths that rest on them are left out whole.
    /// </summary>
    public Explanation ForCustomer() => this with
    {
        Why = TraceReading.Of(Policy, Assessment, IsInternal),
        Next = ForCustomer(Next),
        Keep = ForCustomer(Keep),
        Avoided = ForCustomer(Avoided),
        Since = Since is null ? null : Since with { Metrics = [.. Since.Metrics.Where(change => !IsInternal(change.Name))], Scores = [] },
        Foreseen = null,
    };

    /// <summary>Whether a criterion rests on what is the company's own: a score, a margin, the spend of others.</summary>
    private bool IsInternal(Criterion criterion) => criterion is Criterion.Comparison comparison
        && (comparison.Compared == Compared.Score || (comparison.Compared == Compared.Metric && IsInternal(comparison.Name)));

    private PathAnswer? ForCustomer(PathAnswer? answer) => answer is null ? null : answer with
    {
        Paths = [.. answer.Paths.Where(path => !path.Moves.Any(move => IsInternal(move.Metric)) && !path.Conditions.Any(condition => IsInternal(condition.Criterion)))],
    };

    private bool IsInternal(string metric) => Policy.Policy.Metrics[Policy.MetricAt(metric)] switch
    {
        Metric.Measured measured => measured.Measure.Kind is MeasureKind.PurchasesMargin or MeasureKind.ReferralsRevenue,
        Metric.Ratio ratio => IsInternal(ratio.First) || IsInternal(ratio.Second),
        _ => true,
    };
}

/// <summary>A forecast with the day as of which it was made.</summary>
/// <param name="AsOf">The as-of day of the decision it goes with; facts of later days don't count in it.</param>
/// <param name="Tier">The forecast.</param>
public sealed record Foreseen(DateOnly AsOf, Forecast Tier);
