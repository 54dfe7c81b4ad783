using CustomerTiering.Rules.Decisions;
using CustomerTiering.Rules.Evaluation;
using CustomerTiering.Rules.Forecasts;
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
    /// <summary>Code of the tier that serves the customer: the held one, unless an override says otherwise.</summary>
    public string Effective { get; init; } = Held;

    /// <summary>The override in force on the day; null without one.</summary>
    public TierOverride? Override { get; init; }

    /// <summary>Why the last decision came out as it did; null where none is at hand.</summary>
    public Reason? Reason { get; init; }

    /// <summary>The last day of the validity or grace, where it has passed and nothing was decided since; null: nothing is overdue.</summary>
    public DateOnly? Overdue { get; init; }

    /// <summary>Whether the end of the held tier was put off, since amounts without a rate might keep it.</summary>
    public bool IsProvisional { get; init; }

    /// <summary>Whether it is what may be said to the customer.</summary>
    public bool ToCustomer { get; init; }

    /// <summary>
    /// What may be said to the customer: without scores, without metrics that show what the company earns or what other customers do, and without what is foreseen.
    /// A path that leads through them is told as one by what the customer cannot change.
    /// </summary>
    public Explanation ForCustomer() => this with
    {
        ToCustomer = true,
        Why = TraceReading.Of(Policy, Assessment, criterion => Internals.IsInternal(Policy, criterion)),
        Next = ForCustomer(Next),
        Keep = ForCustomer(Keep),
        Avoided = ForCustomer(Avoided),
        Since = Since is null ? null : Since with { Metrics = [.. Since.Metrics.Where(change => !Internals.IsInternal(Policy, Policy.MetricAt(change.Name)))], Scores = [] },
        Foreseen = null,
    };

    /// <summary>Paths through what is internal become one, last, that says no more than that.</summary>
    private PathAnswer? ForCustomer(PathAnswer? answer)
    {
        if (answer is null) return null;
        List<TierPath> told = [.. answer.Paths.Where(path => !IsInternal(path))];
        return answer with { Paths = told.Count == answer.Paths.Count ? answer.Paths : [.. told, new([], [], 0) { IsInternal = true }] };
    }

    private bool IsInternal(TierPath path) => path.IsInternal || path.Conditions.Any(condition => Internals.IsInternal(Policy, condition.Criterion));
}

/// <summary>A forecast with the day as of which it was made.</summary>
/// <param name="AsOf">The as-of day of the decision it goes with; facts of later days don't count in it.</param>
/// <param name="Tier">The forecast.</param>
public sealed record Foreseen(DateOnly AsOf, Forecast Tier);
