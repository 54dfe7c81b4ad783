using CustomerTiering.Policies;
using CustomerTiering.Rules.Decisions;
using CustomerTiering.Rules.Evaluation;
using CustomerTiering.Tiering;
using CustomerTiering.Tiering.Timelines;

namespace CustomerTiering.Trials;

/// <summary>The result of trying one customer.</summary>
/// <param name="AsOf">The last day, inclusive.</param>
/// <param name="Holds">The tier held now; null without a decision.</param>
/// <param name="Entries">Decisions and warnings in order.</param>
/// <param name="Failure">Why the facts cannot be counted from some day on, or null.</param>
/// <param name="Position">The position of the log up to which facts were read.</param>
public sealed record TriedTimeline(
    Guid Customer, string Ladder, DateOnly AsOf, string? Holds, IReadOnlyList<TriedEntry> Entries, string? Failure, long Position);

/// <summary>A tried decision or warning, with its trace.</summary>
/// <param name="Kind"><c>decision</c> or <c>warning</c>.</param>
/// <param name="AsOf">The day of the decision or warning.</param>
/// <param name="Version">The policy version; 0 for a document that is not a version.</param>
/// <param name="Trigger">The trigger; for a warning, the period before the end of the validity.</param>
/// <param name="Qualified">The highest tier whose qualification criteria are met.</param>
/// <param name="Computed">The tier by facts and criteria; for a warning, as of the end of the validity.</param>
/// <param name="EffectiveFrom">First day of the held tier, inclusive.</param>
/// <param name="ValidUntil">Last day of the validity, inclusive.</param>
/// <param name="GraceEnds">Last day of the grace period, inclusive.</param>
/// <param name="Metrics">Values by name; null if missing.</param>
/// <param name="Scores">Values by name, and <c>total</c>; null if missing.</param>
/// <param name="Trace">The rules of the held tier and of every tier above, criterion by criterion.</param>
/// <param name="Provisional">Whether an expiry or grace end is postponed because amounts without a rate might keep the tier.</param>
/// <param name="Uncounted">Amounts that do not count because they have no rate, by currency.</param>
public sealed record TriedEntry(
    string Kind, DateOnly AsOf, int Version, string Trigger, string? Outcome, string? Qualified, string Computed, string Held, string? Effective,
    DateOnly? EffectiveFrom,
    DateOnly? ValidUntil, DateOnly? GraceEnds, IReadOnlyDictionary<string, decimal?> Metrics, IReadOnlyDictionary<string, decimal?> Scores,
    IReadOnlyList<RuleReading> Trace,
    bool Provisional = false, IReadOnlyList<UncountedSum>? Uncounted = null)
{
    /// <summary>Null for an entry that would not be recorded.</summary>
    /// <param name="draft">The tried draft, whose own number is shown; null for versions in force.</param>
    internal static TriedEntry? Of(VersionedEntry planned, StandardInForce<CompiledPolicy>? draft) =>
        Of(draft is null ? planned : planned with { Policy = draft });

    private static TriedEntry? Of(VersionedEntry planned) => planned.Entry switch
    {
        TimelineEntry.Decided { IsRecorded: true, Decision: var d } => new(
            "decision", d.AsOf, planned.Policy.Reference.Version, d.Trigger.Kind.Name(), d.Outcome.Name(), d.Qualified, d.Computed, d.Held,
            d.Effective, d.EffectiveFrom,
            d.ValidUntil, d.GraceEnds, MetricsOf(planned.Policy, d.Assessment), ScoresOf(planned.Policy, d.Assessment),
            TraceReading.Of(planned.Policy.Compiled, d.Assessment),
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
        policy.Compiled.Policy.Scores.Select(score => score.Name)
            .Append(CompiledPolicy.Total).Take(assessment.Scores.Count).Select((name, i) => KeyValuePair.Create(name, assessment.Scores[i])));
}
