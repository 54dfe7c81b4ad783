using CustomerTiering.Rules.Values;

namespace CustomerTiering.Rules.Decisions;

/// <summary>The tier that a customer holds on a ladder, carried from decision to decision. It can be stored and read back.</summary>
/// <param name="Tier">Code of the held tier.</param>
/// <param name="EffectiveFrom">The first day of the tier, included. After a downgrade it is the day after the decision's as-of day.</param>
/// <param name="ValiditySince">The first day of the validity, included; null if the tier has none or it is unknown.</param>
/// <param name="ValidUntil">The last day of the validity, included; null if the tier has none or it is unknown.</param>
/// <param name="GraceEnds">The last day of the grace period, included; null outside a grace period.</param>
/// <param name="Warned">Periods of <c>warn</c> already judged in this validity, whatever the result.</param>
/// <param name="LastAsOf">As-of day of the last decision; null for a stated tier.</param>
/// <param name="DecisionId">Id of the last decision; null for a stated tier.</param>
/// <param name="Overrides">Granted overrides, including those that have ended. No two share a day.</param>
/// <param name="PolicyVersion">The policy version that last gave or assessed the tier; null for a stated tier.</param>
/// <param name="GivenBy">The decision that gave the tier or its present dates; null for a stated tier.</param>
/// <param name="KnownThrough">The log position up to which the last decision read facts; null for a stated tier.</param>
/// <param name="Provisional">Whether an end was postponed because amounts without a rate might have kept the tier; at most once.</param>
public sealed record HeldState(
    string Tier, DateOnly EffectiveFrom, DateOnly? ValiditySince = null, DateOnly? ValidUntil = null, DateOnly? GraceEnds = null,
    EquatableList<Period>? Warned = null, DateOnly? LastAsOf = null, string? DecisionId = null, EquatableList<TierOverride>? Overrides = null,
    int? PolicyVersion = null, string? GivenBy = null, bool Provisional = false, long? KnownThrough = null)
{
    /// <summary>Periods of <c>warn</c> already judged in this validity, whatever the result.</summary>
    public EquatableList<Period> Warned { get; init; } = Warned ?? [];

    /// <summary>Granted overrides, including those that have ended. No two share a day.</summary>
    public EquatableList<TierOverride> Overrides { get; init; } = Overrides ?? [];

    /// <summary>The decisions that led to this state, which a recheck repeats; null if unknown.</summary>
    public HeldPast? Past { get; init; }

    /// <summary>The override in force on a day, or null.</summary>
    public TierOverride? OverrideOn(DateOnly day)
    {
        foreach (var one in Overrides) if (one.IsInForce(day)) return one;
        return null;
    }

    /// <summary>A stated tier, without a decision. Its validity counts from its first day, and a recheck does not question it.</summary>
    /// <param name="since">The first day of the tier, included.</param>
    /// <param name="validUntil">The last day of the validity, included, or null.</param>
    /// <param name="graceEnds">The last day of the grace period, included, or null.</param>
    /// <param name="start">The first day on which decisions are made; no recheck begins earlier. Null: <paramref name="since"/>.</param>
    public static HeldState Stated(string tier, DateOnly since, DateOnly? validUntil = null, DateOnly? graceEnds = null, DateOnly? start = null) =>
        new(tier, since, since, validUntil, graceEnds) { Past = HeldPast.Stated(start ?? since) };

    /// <summary>The state after a decision; null after the customer left. A decision already followed by others leaves the state unchanged.</summary>
    /// <param name="before">The state before the decision, or null.</param>
    public static HeldState? After(HeldState? before, Decision decision)
    {
        if (decision.FollowedBy is not null) return before;
        if (decision.Outcome == Outcome.Left) return null;
        var sameValidity = before is not null && before.Tier == decision.Held
            && before.ValiditySince == decision.ValiditySince && before.ValidUntil == decision.ValidUntil;
        return new(
            decision.Held, decision.EffectiveFrom, decision.ValiditySince, decision.ValidUntil, decision.GraceEnds,
            sameValidity && decision.Trigger.Kind != TriggerKind.Recheck ? before!.Warned : [], decision.AsOf, decision.Id, before?.Overrides,
            IsJudgement(before, decision) ? decision.Policy.Version : before?.PolicyVersion,
            decision.Changes(before) ? decision.Id : before!.GivenBy,
            decision.Provisional || (before is { Provisional: true } && !decision.Changes(before)),
            decision.LogPosition)
        {
            Past = before is null || before.Past is not null ? HeldPast.Of(before, decision) : null,
        };
    }

    /// <summary>The state after a timeline entry.</summary>
    public static HeldState? After(HeldState? before, TimelineEntry entry) => entry switch
    {
        TimelineEntry.Decided { IsRecorded: true, Decision: var decision } => After(before, decision),
        TimelineEntry.Judged { Warning: var warning } => before!.After(warning),
        _ => before,
    };

    /// <summary>The state carried into another policy from a day on, where a recheck does not question it.</summary>
    public HeldState CarriedTo(DateOnly start) => this with { Past = HeldPast.Stated(start) };

    /// <summary>The state as the result of a recheck of <paramref name="before"/>.</summary>
    internal HeldState Rechecked(HeldState before, DateOnly day) => this with { LastAsOf = day, Past = HeldPast.Rechecked(before, day) };

    /// <summary>The state with the past of <paramref name="before"/>, for decisions that stand.</summary>
    internal HeldState AsAfter(HeldState? before) => Past is null ? this : this with
    {
        Past = before is null || before.Past is not null ? Past.After(before) : null,
        GivenBy = IsAs(before) ? before!.GivenBy : DecisionId,
    };

    /// <summary>
    /// The state with its past in the order of days: decisions made later for earlier days precede those of later days, regardless of recording
    /// order.
    /// </summary>
    /// <param name="byDays">The state when decisions are applied in the order of days; null if unknown.</param>
    public HeldState AsLedTo(HeldState? byDays) => byDays is null ? this : this with { Past = byDays.Past, GivenBy = byDays.GivenBy };

    /// <summary>Whether tier and dates equal those of another state.</summary>
    internal bool IsAs(HeldState? other) =>
        other is not null && (Tier, EffectiveFrom, ValidUntil, GraceEnds) == (other.Tier, other.EffectiveFrom, other.ValidUntil, other.GraceEnds);

    /// <summary>A grace period postpones the assessment. At-once decisions, rechecks and withdrawals count only if the tier changes.</summary>
    private static bool IsJudgement(HeldState? before, Decision decision) => decision.Outcome != Outcome.Grace
        && (decision.Trigger.Kind is not (TriggerKind.AtOnce or TriggerKind.Recheck or TriggerKind.Withdrawal) || before?.Tier != decision.Held);

    /// <summary>The state after a warning was judged.</summary>
    public HeldState After(WarningJudged warning) => this with { Warned = [.. Warned, .. warning.Periods] };
}
