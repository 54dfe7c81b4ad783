using CustomerTiering.Rules.Values;

namespace CustomerTiering.Rules.Facts.Guards;

/// <summary>A purchase can be returned while something is left, cancelled unless it already is, and reinstated while it is cancelled.</summary>
internal sealed class PurchaseGuard : FactGuard
{
    public override DocumentError Unknown(string of) => new("$.of", FactErrorCodes.UnknownPurchase, $"the customer has no purchase '{of}'");

    public override IEnumerable<BrokenRule> Judge(GuardedFact opening, IReadOnlyCollection<GuardedFact> referring)
    {
        if (Returns(opening, referring) is { } returned) yield return returned;
        if (Cancellations(referring) is { } cancelled) yield return cancelled;
    }

    private static BrokenRule? Returns(GuardedFact purchase, IReadOnlyCollection<GuardedFact> referring)
    {
        var before = new Returned();
        foreach (var one in InOrder<Return>(referring))
        {
            var given = (Return)one.Final;
            if (Refusal(purchase, given, before) is { } error) return new(one, error);
            before.Add(given);
        }
        return null;
    }

    /// <summary>Judges by the purchase with all corrections, or with those made by the return's instant, whichever permits more.</summary>
    private static DocumentError? Refusal(GuardedFact purchase, Return given, Returned before)
    {
        var (now, then) = ((Purchase)purchase.Final, (Purchase)purchase.AsKnownAt(given.At));
        var byNow = ReturnLimits.Refusal(now, given, before);
        if (byNow is null || purchase.Corrections.Count == 0) return byNow?.Error;
        var byThen = ReturnLimits.Refusal(then, given, before);
        return byThen is null ? null : byThen.Limit > byNow.Limit ? byThen.Error : byNow.Error;
    }

    private static BrokenRule? Cancellations(IReadOnlyCollection<GuardedFact> referring)
    {
        var cancelled = false;
        foreach (var one in referring.Where(fact => fact.Final is Cancellation or Reinstatement).OrderBy(fact => fact.Final, FactOrder.Instance))
        {
            var cancels = one.Final is Cancellation;
            if (cancels == cancelled) return new(one, Refusal(one.Final, cancels));
            cancelled = cancels;
        }
        return null;
    }

    private static DocumentError Refusal(Fact fact, bool cancels) => cancels
        ? new("$.of", FactErrorCodes.AlreadyCancelled, $"the purchase is already cancelled at {fact.At}")
        : new("$.of", FactErrorCodes.NotCancelled, $"the purchase is not cancelled at {fact.At}; only a cancelled purchase can be reinstated");
}
