using CustomerTiering.Rules.Decisions;
using CustomerTiering.Rules.Facts;
using CustomerTiering.Tiering.Deciding;

namespace CustomerTiering.Tiering.Timelines;

/// <summary>A customer on a ladder while decisions are made one after the other.</summary>
/// <param name="tier">The held tier and, if decisions are made again, those that stand.</param>
internal sealed class LadderCustomer(StoredFacts stored, KnownTier tier)
{
    internal StoredFacts Stored => stored;

    internal Guid Customer => stored.Customer;

    internal KnownFacts Facts => stored.Facts;

    /// <summary>The customer's key in the rules.</summary>
    internal string Key { get; } = stored.Customer.ToString("D");

    internal TierState Before => tier.State;

    internal IReadOnlyList<DecidedDay> Stood => tier.Stood;

    /// <summary>The held state after the decisions made so far.</summary>
    internal HeldState? Held { get; set; } = tier.State.Held;
}
