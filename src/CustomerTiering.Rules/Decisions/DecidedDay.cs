namespace CustomerTiering.Rules.Decisions;

/// <summary>The standing result of a day with decisions: the last decision as of it, and the state at its end.</summary>
/// <param name="Decision">The last decision as of the day.</param>
/// <param name="After">The state at the end of the day, including its warnings; null after the customer left.</param>
public sealed record DecidedDay(Decision Decision, HeldState? After)
{
    /// <summary>The as-of day.</summary>
    public DateOnly Day => Decision.AsOf;

    /// <summary>
    /// Whether another decision as of the same day has the same tiers and dates. The way to them does not matter: a customer who joined and rose on
    /// one day would now join with the higher tier.
    /// </summary>
    internal bool Says(Decision other) =>
        (Decision.Qualified, Decision.Computed, Decision.Held, Decision.Effective) == (other.Qualified, other.Computed, other.Held, other.Effective)
        && (Decision.EffectiveFrom, Decision.ValiditySince, Decision.ValidUntil, Decision.GraceEnds)
            == (other.EffectiveFrom, other.ValiditySince, other.ValidUntil, other.GraceEnds)
        && Decision.Provisional == other.Provisional
        && (Decision.Outcome == Outcome.Left) == (other.Outcome == Outcome.Left);
}
