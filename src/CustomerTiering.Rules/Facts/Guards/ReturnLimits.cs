using CustomerTiering.Rules.Values;

namespace CustomerTiering.Rules.Facts.Guards;

/// <summary>The limit that a return breaks, in order of priority.</summary>
internal enum ReturnLimit
{
    Currency, Before, Purchase, Line,
}

/// <summary>Why a return of a purchase is rejected.</summary>
internal sealed record ReturnRefusal(ReturnLimit Limit, DocumentError Error);

/// <summary>The limits of a return: the purchase's currency and day, and what is left of its amount and of each product's quantity.</summary>
internal static class ReturnLimits
{
    /// <param name="purchase">The purchase, in one of its versions.</param>
    /// <param name="before">The reductions by earlier returns.</param>
    public static ReturnRefusal? Refusal(Purchase purchase, Return given, Returned before)
    {
        if (given.Currency != purchase.Currency) return Currency(purchase, given);
        if (given.At < purchase.At) return Before(purchase, given);
        var left = Math.Max(0, purchase.Amount - before.Amount);
        if (given.Amount > left) return Amount(given, left);
        return purchase.Lines.Count == 0 ? null : Line(purchase, given, before);
    }

    private static ReturnRefusal Currency(Purchase purchase, Return given) => new(ReturnLimit.Currency, new(
        "$.currency", FactErrorCodes.CurrencyMismatch, $"the return is in {given.Currency}, but its purchase is in {purchase.Currency}"));

    private static ReturnRefusal Before(Purchase purchase, Return given) => new(ReturnLimit.Before, new(
        "$.at", FactErrorCodes.ReturnBeforePurchase, $"the return at {given.At} is earlier than its purchase at {purchase.At}"));

    private static ReturnRefusal Amount(Return given, decimal left) => new(ReturnLimit.Purchase, new(
        given.Lines.Count == 0 ? "$.amount" : "$.lines", FactErrorCodes.ReturnExceedsPurchase,
        $"the return amounts to {PlainDecimal.Format(given.Amount)} {given.Currency}, but only {PlainDecimal.Format(left)} is left of its "
            + $"purchase after other returns"));

    private static ReturnRefusal? Line(Purchase purchase, Return given, Returned before)
    {
        foreach (var (product, units) in Returned.UnitsOf(given))
        {
            var bought = purchase.Lines.Where(line => line.Product == product).Sum(line => line.Quantity);
            var left = Math.Max(0, bought - before.Units(product));
            if (units > left) return new(ReturnLimit.Line, new("$.lines", FactErrorCodes.ReturnExceedsLine,
                $"{PlainDecimal.Format(units)} of product '{product}' are returned, but only {PlainDecimal.Format(left)} are left of its purchase "
                    + $"after other returns"));
        }
        return null;
    }
}
