namespace CustomerTiering.Rules.Decisions;

/// <summary>What stands of a day on which something was decided: the last decision as of it, and what was held at its end.</summary>
/// <param name="Decision">The last decision as of the day.</param>
/// <param name="After">What was held once the day was over, its warnings included; null after the customer left.</param>
public sealed record DecidedDay(Decision Decision, HeldState? After)
{
    /// <summary>The day.</summary>
    public DateOnly Day => Decision.AsOf;

    /// <summary>
    /// Whether another decision as of the same day says the same of the customer: tiers and dates. How it came to it is immaterial:
    /// whoever joined and rose on one day would now join with the higher tier.
    /// </summary>
    internal bool Says(Decision other) =>
        (Decision.Qualified, Decision.Computed, Decision.Held, Decision.Effective) == (other.Qualified, other.Computed, other.Held, other.Effective)
        && (Decision.EffectiveFrom, Decision.ValiditySince, Decision.ValidUntil, Decision.GraceEnds)
            == (other.EffectiveFrom, other.ValiditySince, other.ValidUntil, other.GraceEnds)
        && Decision.Provisional == other.Provisional
        && (Decision.Outcome == Outcome.Left) == (other.Outcome == Outcome.Left);
}
