using CustomerTiering.Rules.Facts;
using CustomerTiering.Rules.Facts.Tables;

namespace CustomerTiering.Rules.Evaluation;

/// <summary>One customer's facts as of a day.</summary>
/// <param name="AsOf">Day number of D; purchases of later days do not count.</param>
/// <param name="Ledger">The reductions known on D; in a recheck, known on the day of the recheck.</param>
/// <param name="Exchanges">In a recheck, the exchanges; otherwise none.</param>
/// <param name="Converted">Purchases in the document's currency; null if all are in it already.</param>
internal readonly record struct FactView(
    CustomerFacts Facts, ZonedFacts Days, int AsOf, ReturnLedger Ledger, Exchanges Exchanges, ConvertedPurchases? Converted)
{
    /// <summary>One customer's facts in a document's currency; unconverted if the document counts no amounts and has no currency.</summary>
    public static FactView Of(CustomerFacts facts, ZonedFacts days, int asOf, ReturnsKnown? known, string currency, RateTable rates)
    {
        var table = facts.Purchases;
        var isOwn = currency.Length == 0 || string.Equals(table.SingleCurrency, currency, StringComparison.Ordinal)
            || (table.Purchases.Facts.Length == 0 && table.Returns.Facts.Length == 0);
        var converted = isOwn ? null : days.Converted(table, rates);
        if (known is null) return new(facts, days, asOf, days.Ledger(asOf), Exchanges.None, converted);
        // Returns are known from the start; an allowance counts from its own day on.
        return new(facts, days, asOf, days.Ledger(Math.Max(asOf, known.Through.DayNumber), asOf), days.Exchanges(known), converted);
    }

    /// <summary>The purchased lines, in the document's currency.</summary>
    public LineTable Bought => Converted?.Bought ?? Facts.Purchases.Bought;

    /// <summary>Whether a purchase's amounts can be converted.</summary>
    public bool IsRated(int purchase) => Converted is null || Converted.BoughtAt[purchase] != RateTable.None;

    /// <summary>Converts an amount from the currency of a purchase to that of the document.</summary>
    public Int128 Convert(Int128 amount, int purchase) => Converted is null ? amount : Converted.Rates.Convert(amount, Converted.BoughtAt[purchase]);
}
