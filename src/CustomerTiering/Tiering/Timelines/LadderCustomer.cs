using CustomerTiering.Rules.Decisions;
using CustomerTiering.Rules.Facts;
using CustomerTiering.Tiering.Deciding;

namespace CustomerTiering.Tiering.Timelines;

/// <summary>A customer on a ladder, as decisions are made one after the other.</summary>
/// <param name="stored">The customer's facts.</param>
/// <param name="tier">What is held and, where decisions are made again, what stands of them.</param>
internal sealed class LadderCustomer(StoredFacts stored, KnownTier tier)
{
    internal StoredFacts Stored => stored;

    internal Guid Customer => stored.Customer;

    internal KnownFacts Facts => stored.Facts;

    /// <summary>As rules name the customer.</summary>
    internal string Key { get; } = stored.Customer.ToString("D");

    internal TierState Before => tier.State;

    internal IReadOnlyList<DecidedDay> Stood => tier.Stood;

    /// <summary>What is held after what was decided so far.</summary>
    internal HeldState? Held { get; set; } = tier.State.Held;
}
