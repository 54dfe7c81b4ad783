namespace CustomerTiering.Rules.Evaluation;

/// <summary>Amounts of one currency can't be added to those of another.</summary>
internal static class CurrencyCheck
{
    /// <summary>The first purchase or return from <paramref name="from"/> up to D that counts and is in another currency, as an error; null if there is none.</summary>
    public static MetricError? First(in FactView view, int from, string currency)
    {
        var table = view.Facts.Purchases;
        if (string.Equals(table.SingleCurrency, currency, StringComparison.Ordinal)) return null;
        for (var i = 0; i < table.Purchases.Facts.Length; i++)
        {
            var (fact, day) = (table.Purchases.Facts[i], view.Days.Purchases.Days[i]);
            if (day >= from && day <= view.AsOf && fact.Currency != currency && !view.IsCancelled(i)) return Error(view, "Purchase", fact.Id, fact.Currency, currency);
        }
        for (var i = 0; i < table.Returns.Facts.Length; i++)
        {
            var (fact, day) = (table.Returns.Facts[i], view.ReturnDay(i));
            if (day >= from && day <= view.AsOf && fact.Currency != currency && !view.IsReturnCancelled(i)) return Error(view, "Return", fact.Id, fact.Currency, currency);
        }
        return null;
    }

    private static MetricError Error(in FactView view, string kind, string fact, string found, string currency) => new(
        "other-currency", view.Facts.Customer, null, fact,
        $"{kind} '{fact}' of customer '{view.Facts.Customer}' is in {found}, and the policy in {currency}.");
}
