using CustomerTiering.Rules.Decisions;
using CustomerTiering.Rules.Evaluation;
using CustomerTiering.Rules.Forecasts;
using CustomerTiering.Rules.Values;

namespace CustomerTiering.Rules.Paths;

/// <summary>Why the customer has this tier, what the next tier requires, what keeps this one, what would have avoided a downgrade.</summary>
/// <param name="Held">Code of the held tier.</param>
/// <param name="Computed">Code of the computed tier.</param>
/// <param name="ValidUntil">Last day of the validity, included, or null.</param>
/// <param name="GraceEnds">Last day of the grace period, included, or null.</param>
/// <param name="Why">The rules of the held tier and of those above it, criterion by criterion: actual and required values.</param>
/// <param name="Next">What the next tier requires; null on the highest tier.</param>
/// <param name="Keep">What keeps the held tier; null if it cannot be lost.</param>
/// <param name="Avoided">For a downgrade, what would have kept the tier; otherwise null.</param>
/// <param name="Since">What changed since the previous decision; null without one.</param>
/// <param name="Foreseen">What the decision foresaw; null if it foresaw nothing, or the day has passed.</param>
public sealed record Explanation(
    CompiledPolicy Policy, Assessment Assessment, string Held, string Computed, DateOnly? ValidUntil, DateOnly? GraceEnds,
    EquatableList<RuleReading> Why, PathAnswer? Next, PathAnswer? Keep, PathAnswer? Avoided, Changes? Since, Foreseen? Foreseen = null)
{
    /// <summary>Code of the effective tier: the held tier, unless an override changes it.</summary>
    public string Effective { get; init; } = Held;

    /// <summary>The override in force on the day; null without one.</summary>
    public TierOverride? Override { get; init; }

    /// <summary>The reason for the last decision; null if there is none.</summary>
    public Reason? Reason { get; init; }

    /// <summary>The last day of a validity or grace period that has passed without a decision; null: nothing is overdue.</summary>
    public DateOnly? Overdue { get; init; }

    /// <summary>Whether the end of the held tier was postponed because amounts without a rate might keep it.</summary>
    public bool IsProvisional { get; init; }

    /// <summary>Whether this is the version for the customer.</summary>
    public bool ToCustomer { get; init; }

    /// <summary>
    /// The version for the customer: without scores, without metrics that reveal the company's earnings or other customers' behaviour, and without
    /// the forecast. A path through them is reduced to a statement that it depends on something the customer cannot change.
    /// </summary>
    public Explanation ForCustomer() => this with
    {
        ToCustomer = true,
        Why = TraceReading.Of(Policy, Assessment, criterion => Internals.IsInternal(Policy, criterion)),
        Next = ForCustomer(Next),
        Keep = ForCustomer(Keep),
        Avoided = ForCustomer(Avoided),
        Since = Since is null ? null
            : Since with { Metrics = [.. Since.Metrics.Where(change => !Internals.IsInternal(Policy, Policy.MetricAt(change.Name)))], Scores = [] },
        Foreseen = null,
    };

    /// <summary>Merges all internal paths into one, at the end, without details.</summary>
    private PathAnswer? ForCustomer(PathAnswer? answer)
    {
        if (answer is null) return null;
        List<TierPath> told = [.. answer.Paths.Where(path => !IsInternal(path))];
        return answer with { Paths = told.Count == answer.Paths.Count ? answer.Paths : [.. told, new([], [], 0) { IsInternal = true }] };
    }

    private bool IsInternal(TierPath path) => path.IsInternal || path.Conditions.Any(condition => Internals.IsInternal(Policy, condition.Criterion));
}

/// <summary>A forecast with its as-of day.</summary>
/// <param name="AsOf">The as-of day of the decision; facts of later days do not count.</param>
public sealed record Foreseen(DateOnly AsOf, Forecast Tier);
