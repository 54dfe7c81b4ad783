using CustomerTiering.Rules.Facts;
using CustomerTiering.Rules.Facts.Tables;

namespace CustomerTiering.Rules.Evaluation;

/// <summary>One customer's facts seen from a day.</summary>
/// <param name="Days">Their days.</param>
/// <param name="AsOf">Number of the day D; purchases of later days don't count.</param>
/// <param name="Ledger">What was taken off, as known on D; in a recheck as known on the day of the recheck.</param>
/// <param name="Exchanges">In a recheck, what was bought in exchange; else none.</param>
/// <param name="Converted">Purchases in the document's currency; null where they are all in it.</param>
internal readonly record struct FactView(
    CustomerFacts Facts, ZonedFacts Days, int AsOf, ReturnLedger Ledger, Exchanges Exchanges, ConvertedPurchases? Converted)
{
    /// <summary>One customer's facts, in a document's currency; as they are where the document counts no amount, and has none.</summary>
    public static FactView Of(CustomerFacts facts, ZonedFacts days, int asOf, ReturnsKnown? known, string currency, RateTable rates)
    {
        var table = facts.Purchases;
        var isOwn = currency.Length == 0 || string.Equals(table.SingleCurrency, currency, StringComparison.Ordinal) || (table.Purchases.Facts.Length == 0 && table.Returns.Facts.Length == 0);
        var converted = isOwn ? null : days.Converted(table, rates);
        if (known is null) return new(facts, days, asOf, days.Ledger(asOf), Exchanges.None, converted);
        // What was given back is known from the start; an allowance counts from its own day on.
        return new(facts, days, asOf, days.Ledger(Math.Max(asOf, known.Through.DayNumber), asOf), days.Exchanges(known), converted);
    }

    /// <summary>What was bought, in the document's currency.</summary>
    public LineTable Bought => Converted?.Bought ?? Facts.Purchases.Bought;

    /// <summary>Whether a purchase's amounts can be converted.</summary>
    public bool IsRated(int purchase) => Converted is null || Converted.BoughtAt[purchase] != RateTable.None;

    /// <summary>An amount in the currency of a purchase, in that of the document.</summary>
    public Int128 Convert(Int128 amount, int purchase) => Converted is null ? amount : Converted.Rates.Convert(amount, Converted.BoughtAt[purchase]);
}
