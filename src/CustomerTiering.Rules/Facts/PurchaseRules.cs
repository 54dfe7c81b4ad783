using CustomerTiering.Rules.Values;

namespace CustomerTiering.Rules.Facts;

/// <summary>What may happen to a purchase: the same rules on paper and in commands.</summary>
public static class PurchaseRules
{
    /// <summary>What is left of a purchase after its returns.</summary>
    public static decimal Remaining(Purchase purchase, IEnumerable<Return> returns) => purchase.Amount - returns.Sum(r => r.Amount);

    /// <summary>Why a return of the purchase is rejected; null if it is not. What is returned to the last cent is permitted.</summary>
    /// <param name="purchase">The purchase; null: not known of the customer.</param>
    /// <param name="returns">Its returns so far.</param>
    /// <param name="next">The return, whose <see cref="Return.Of"/> names the purchase.</param>
    public static DocumentError? Return(Purchase? purchase, IEnumerable<Return> returns, Return next)
    {
        if (purchase is null) return UnknownPurchase(next.Of!);
        if (purchase.Currency != next.Currency)
            return new("$.currency", FactErrorCodes.CurrencyMismatch, $"the return is in {next.Currency}, and purchase '{purchase.Id}' in {purchase.Currency}");
        var remaining = Remaining(purchase, returns);
        return next.Amount <= remaining
            ? null
            : new("$.amount", FactErrorCodes.ReturnExceedsPurchase,
                $"{PlainDecimal.Format(next.Amount)} is returned, and of purchase '{purchase.Id}' {PlainDecimal.Format(remaining)} is left");
    }

    /// <summary>Why a cancellation of the purchase is rejected; null if it is not.</summary>
    /// <param name="purchase">The purchase; null: not known of the customer.</param>
    /// <param name="cancelled">Whether it is cancelled already.</param>
    /// <param name="next">The cancellation.</param>
    public static DocumentError? Cancellation(Purchase? purchase, bool cancelled, Cancellation next) =>
        purchase is null ? UnknownPurchase(next.Of)
        : cancelled ? new("$.of", FactErrorCodes.AlreadyCancelled, $"purchase '{next.Of}' is cancelled already")
        : null;

    private static DocumentError UnknownPurchase(string of) => new("$.of", FactErrorCodes.UnknownPurchase, $"the customer has no purchase '{of}'");
}
