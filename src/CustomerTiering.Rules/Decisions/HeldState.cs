using CustomerTiering.Rules.Values;

namespace CustomerTiering.Rules.Decisions;

/// <summary>What a customer holds on a ladder, carried from decision to decision. A plain record: it can be stored and read again.</summary>
/// <param name="Tier">Code of the held tier.</param>
/// <param name="EffectiveFrom">Its first day, included; after a downgrade the day after the decision's as-of day.</param>
/// <param name="ValiditySince">The first day of the validity, included; null where the tier has none or it is not known.</param>
/// <param name="ValidUntil">The last day of the validity, included; null where the tier has none or it is not known.</param>
/// <param name="GraceEnds">The last day of the grace, included; null outside of a grace.</param>
/// <param name="Warned">Periods of <c>warn</c> that were judged in this validity, whatever came out.</param>
/// <param name="LastAsOf">As-of day of the last decision; null if the tier was only stated.</param>
/// <param name="DecisionId">The last decision; null if the tier was only stated.</param>
/// <param name="Overrides">Overrides that were granted, those that are over included; no two have a day in common.</param>
/// <param name="PolicyVersion">The version of the policy by which the tier was given or judged last; null if the tier was only stated.</param>
/// <param name="GivenBy">The decision that gave the tier or its present dates; null if the tier was only stated.</param>
/// <param name="KnownThrough">Position of the log up to which the last decision read facts; null if the tier was only stated.</param>
/// <param name="Provisional">Whether an end was put off, since amounts without a rate might have kept the tier; it is put off once.</param>
public sealed record HeldState(
    string Tier, DateOnly EffectiveFrom, DateOnly? ValiditySince = null, DateOnly? ValidUntil = null, DateOnly? GraceEnds = null,
    EquatableList<Period>? Warned = null, DateOnly? LastAsOf = null, string? DecisionId = null, EquatableList<TierOverride>? Overrides = null,
    int? PolicyVersion = null, string? GivenBy = null, bool Provisional = false, long? KnownThrough = null)
{
    /// <summary>Periods of <c>warn</c> that were judged in this validity, whatever came out.</summary>
    public EquatableList<Period> Warned { get; init; } = Warned ?? [];

    /// <summary>Overrides that were granted, those that are over included; no two have a day in common.</summary>
    public EquatableList<TierOverride> Overrides { get; init; } = Overrides ?? [];

    /// <summary>The decisions that led to it, which a recheck goes through again; null where they are not known.</summary>
    public HeldPast? Past { get; init; }

    /// <summary>The override that holds on a day, or null.</summary>
    public TierOverride? OverrideOn(DateOnly day)
    {
        foreach (var one in Overrides) if (one.IsInForce(day)) return one;
        return null;
    }

    /// <summary>A tier that is stated, not decided: its validity counts from its first day, and it is not questioned.</summary>
    /// <param name="tier">Code of the tier.</param>
    /// <param name="since">Its first day, included.</param>
    /// <param name="validUntil">The last day of its validity, included, or null.</param>
    /// <param name="graceEnds">The last day of its grace, included, or null.</param>
    /// <param name="start">The first day on which something is decided: a recheck begins on no earlier one. Null: <paramref name="since"/>.</param>
    public static HeldState Stated(string tier, DateOnly since, DateOnly? validUntil = null, DateOnly? graceEnds = null, DateOnly? start = null) =>
        new(tier, since, since, validUntil, graceEnds) { Past = HeldPast.Stated(start ?? since) };

    /// <summary>What is held after a decision; null after the customer left. One that others followed already changes nothing now.</summary>
    /// <param name="before">What was held before it, or null.</param>
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

    /// <summary>What is held after an entry of a timeline.</summary>
    public static HeldState? After(HeldState? before, TimelineEntry entry) => entry switch
    {
        TimelineEntry.Decided { IsRecorded: true, Decision: var decision } => After(before, decision),
        TimelineEntry.Judged { Warning: var warning } => before!.After(warning),
        _ => before,
    };

    /// <summary>The same as what is carried into another policy from a day on: it is not questioned there.</summary>
    public HeldState CarriedTo(DateOnly start) => this with { Past = HeldPast.Stated(start) };

    /// <summary>The same as the outcome of a recheck of what was held until then.</summary>
    internal HeldState Rechecked(HeldState before, DateOnly day) => this with { LastAsOf = day, Past = HeldPast.Rechecked(before, day) };

    /// <summary>The same with another past: of decisions that stand, after those that came before them.</summary>
    internal HeldState AsAfter(HeldState? before) => Past is null ? this : this with
    {
        Past = before is null || before.Past is not null ? Past.After(before) : null,
        GivenBy = IsAs(before) ? before!.GivenBy : DecisionId,
    };

    /// <summary>
    /// The same as it came about in the order of days: decisions that were made later of earlier days lie before those of later days, whatever was recorded last.
    /// </summary>
    /// <param name="byDays">What stands when decisions are taken in the order of days; null where it is not known.</param>
    public HeldState AsLedTo(HeldState? byDays) => byDays is null ? this : this with { Past = byDays.Past, GivenBy = byDays.GivenBy };

    /// <summary>Whether tier and dates are those of another.</summary>
    internal bool IsAs(HeldState? other) =>
        other is not null && (Tier, EffectiveFrom, ValidUntil, GraceEnds) == (other.Tier, other.EffectiveFrom, other.ValidUntil, other.GraceEnds);

    /// <summary>A grace puts the judgement off; a fact, a recheck and a withdrawal judge nothing unless the tier changes.</summary>
    private static bool IsJudgement(HeldState? before, Decision decision) => decision.Outcome != Outcome.Grace
        && (decision.Trigger.Kind is not (TriggerKind.AtOnce or TriggerKind.Recheck or TriggerKind.Withdrawal) || before?.Tier != decision.Held);

    /// <summary>The same after a warning was judged.</summary>
    public HeldState After(WarningJudged warning) => this with { Warned = [.. Warned, .. warning.Periods] };
}
