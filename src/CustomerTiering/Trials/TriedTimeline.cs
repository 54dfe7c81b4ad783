using CustomerTiering.Policies;
using CustomerTiering.Rules.Decisions;
using CustomerTiering.Rules.Evaluation;
using CustomerTiering.Tiering;
using CustomerTiering.Tiering.Timelines;

namespace CustomerTiering.Trials;

/// <summary>What would be decided of one customer.</summary>
/// <param name="Customer">Whom.</param>
/// <param name="Ladder">On which ladder.</param>
/// <param name="AsOf">Up to which day, included.</param>
/// <param name="Holds">The tier that is held now; null without a decision.</param>
/// <param name="Entries">Decisions and warnings in order.</param>
/// <param name="Failure">Why the facts can't be counted from some day on.</param>
/// <param name="Position">The position of the log up to which facts were read.</param>
public sealed record TriedTimeline(
    Guid Customer, string Ladder, DateOnly AsOf, string? Holds, IReadOnlyList<TriedEntry> Entries, string? Failure, long Position);

/// <summary>A decision or a warning that would be recorded, with its trace.</summary>
/// <param name="Kind"><c>decision</c> or <c>warning</c>.</param>
/// <param name="AsOf">The day of the decision, or of the warning.</param>
/// <param name="Version">The version of the policy; 0 for a document that is none.</param>
/// <param name="Trigger">What called for it; of a warning the period before the end of validity.</param>
/// <param name="Outcome">What it came to.</param>
/// <param name="Qualified">The highest tier whose criteria to qualify hold.</param>
/// <param name="Computed">What facts and criteria say; of a warning as of the end of validity.</param>
/// <param name="Effective">What serves the customer.</param>
/// <param name="EffectiveFrom">First day of the held tier.</param>
/// <param name="ValidUntil">Last day of its validity.</param>
/// <param name="GraceEnds">Last day of its grace.</param>
/// <param name="Metrics">Values by name; null is missing.</param>
/// <param name="Scores">Values by name and <c>total</c>; null is missing.</param>
/// <param name="Trace">Each rule of the held tier and of every tier above, criterion by criterion.</param>
/// <param name="Provisional">Whether an end is put off, since amounts without a rate might keep the tier.</param>
/// <param name="Uncounted">Amounts that do not count for want of a rate, by currency.</param>
public sealed record TriedEntry(
    string Kind, DateOnly AsOf, int Version, string Trigger, string? Outcome, string? Qualified, string Computed, string Held, string? Effective, DateOnly? EffectiveFrom,
    DateOnly? ValidUntil, DateOnly? GraceEnds, IReadOnlyDictionary<string, decimal?> Metrics, IReadOnlyDictionary<string, decimal?> Scores, IReadOnlyList<RuleReading> Trace,
    bool Provisional = false, IReadOnlyList<UncountedSum>? Uncounted = null)
{
    /// <summary>Null for what would not be recorded.</summary>
    /// <param name="planned">The entry.</param>
    /// <param name="draft">The draft that is tried, whose own number stands with it; null for versions in force.</param>
    internal static TriedEntry? Of(VersionedEntry planned, StandardInForce<CompiledPolicy>? draft) =>
        Of(draft is null ? planned : planned with { Policy = draft });

    private static TriedEntry? Of(VersionedEntry planned) => planned.Entry switch
    {
        TimelineEntry.Decided { IsRecorded: true, Decision: var d } => new(
            "decision", d.AsOf, planned.Policy.Reference.Version, d.Trigger.Kind.Name(), d.Outcome.Name(), d.Qualified, d.Computed, d.Held, d.Effective, d.EffectiveFrom,
            d.ValidUntil, d.GraceEnds, MetricsOf(planned.Policy, d.Assessment), ScoresOf(planned.Policy, d.Assessment), TraceReading.Of(planned.Policy.Compiled, d.Assessment),
            d.Provisional, UncountedSum.Of(d.Assessment)),
        TimelineEntry.Judged { Warning: { Fails: true } w } => new(
            "warning", w.AsOf, planned.Policy.Reference.Version, w.Period.ToString(), null, null, w.Computed, w.Held, null, null, w.ValidUntil, null,
            MetricsOf(planned.Policy, w.Assessment), ScoresOf(planned.Policy, w.Assessment), TraceReading.Of(planned.Policy.Compiled, w.Assessment),
            Uncounted: UncountedSum.Of(w.Assessment)),
        _ => null,
    };

    private static Dictionary<string, decimal?> MetricsOf(StandardInForce<CompiledPolicy> policy, Assessment assessment) =>
        new(policy.Compiled.Policy.Metrics.Select((metric, i) => KeyValuePair.Create(metric.Name, assessment.Metrics[i])));

    private static Dictionary<string, decimal?> ScoresOf(StandardInForce<CompiledPolicy> policy, Assessment assessment) => new(
        policy.Compiled.Policy.Scores.Select(score => score.Name).Append(CompiledPolicy.Total).Take(assessment.Scores.Count).Select((name, i) => KeyValuePair.Create(name, assessment.Scores[i])));
}
