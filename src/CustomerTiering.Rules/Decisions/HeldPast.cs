namespace CustomerTiering.Rules.Decisions;

/// <summary>
/// The origin of a held state: the decision that led to it, and the state before. It is not part of the state's identity, so any two pasts are equal.
/// </summary>
public sealed class HeldPast : IEquatable<HeldPast>
{
    private HeldPast(HeldState? before, DateOnly asOf, TriggerKind? trigger) => (Before, AsOf, Trigger) = (before, asOf, trigger);

    /// <summary>The state before the decision; null: none.</summary>
    internal HeldState? Before { get; }

    /// <summary>The decision's as-of day; for a stated tier, the first day on which decisions are made.</summary>
    internal DateOnly AsOf { get; }

    /// <summary>The decision's trigger; null for a stated tier.</summary>
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
