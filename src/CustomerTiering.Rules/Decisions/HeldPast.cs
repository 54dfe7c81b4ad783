namespace CustomerTiering.Rules.Decisions;

/// <summary>
/// How something came to be held: the decision that led to it, and what was held before. Where a state came from is no part of what is held: two pasts are always
/// equal.
/// </summary>
public sealed class HeldPast : IEquatable<HeldPast>
{
    private HeldPast(HeldState? before, DateOnly asOf, TriggerKind? trigger) => (Before, AsOf, Trigger) = (before, asOf, trigger);

    /// <summary>What was held before the decision; null: nothing.</summary>
    internal HeldState? Before { get; }

    /// <summary>The decision's as-of day; of a tier that was only stated, the first day on which something is decided.</summary>
    internal DateOnly AsOf { get; }

    /// <summary>What called for the decision; null of a tier that was only stated.</summary>
    internal TriggerKind? Trigger { get; }

    /// <inheritdoc/>
    public bool Equals(HeldPast? other) => other is not null;

    /// <inheritdoc/>
    public override bool Equals(object? obj) => obj is HeldPast;

    /// <inheritdoc/>
    public override int GetHashCode() => 0;

    internal static HeldPast Stated(DateOnly start) => new(null, start, null);

    internal static HeldPast Of(HeldState? before, Decision decision) => new(before, decision.AsOf, decision.Trigger.Kind);

    internal static HeldPast Rechecked(HeldState before, DateOnly day) => new(before, day, TriggerKind.Recheck);

    internal HeldPast After(HeldState? before) => new(before, AsOf, Trigger);
}
