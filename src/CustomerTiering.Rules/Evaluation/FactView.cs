using CustomerTiering.Rules.Facts;
using CustomerTiering.Rules.Facts.Tables;

namespace CustomerTiering.Rules.Evaluation;

/// <summary>One customer's facts seen from a day, with the reversals that a recheck takes off.</summary>
/// <param name="Facts">The facts.</param>
/// <param name="Days">Their days.</param>
/// <param name="AsOf">Number of the day D.</param>
/// <param name="Through">Number of the day up to which reversals are known; D but in a recheck.</param>
/// <param name="Converted">Purchases and returns in the document's currency; null where they are all in it.</param>
internal readonly record struct FactView(CustomerFacts Facts, ZonedFacts Days, int AsOf, int Through, ConvertedPurchases? Converted)
{
    /// <summary>One customer's facts, in a document's currency; as they are where the document counts no amount, and has none.</summary>
    public static FactView Of(CustomerFacts facts, ZonedFacts days, int asOf, int through, string currency, RateTable rates)
    {
        var table = facts.Purchases;
        var isOwn = currency.Length == 0 || string.Equals(table.SingleCurrency, currency, StringComparison.Ordinal) || (table.Purchases.Facts.Length == 0 && table.Returns.Facts.Length == 0);
        return new(facts, days, asOf, through, isOwn ? null : days.Converted(table, rates));
    }

    /// <summary>What was bought, in the document's currency.</summary>
    public LineTable Bought => Converted?.Bought ?? Facts.Purchases.Bought;

    /// <summary>What was given back, in the document's currency.</summary>
    public LineTable GivenBack => Converted?.GivenBack ?? Facts.Purchases.GivenBack;

    /// <summary>Whether returns may have to be moved to their purchase's day.</summary>
    public bool IsRecheck => Through > AsOf;

    /// <summary>Whether a purchase counts as if it had never been made.</summary>
    public bool IsCancelled(int purchase)
    {
        var cancelled = Days.Cancellations.Days;
        return cancelled.Length > 0 && cancelled[purchase] <= (Days.Purchases.Days[purchase] <= AsOf ? Through : AsOf);
    }

    /// <summary>
    /// The day on which a return counts: its own. In a recheck one that happened since, of a purchase made by D, counts on the purchase's
    /// day, in whatever measure; one that had happened by D stays where it was.
    /// </summary>
    public int ReturnDay(int row)
    {
        var day = Days.Returns.Days[row];
        if (day <= AsOf || day > Through) return day;
        var purchase = Facts.Purchases.ReturnedFrom[row];
        return purchase >= 0 && Days.Purchases.Days[purchase] <= AsOf ? Days.Purchases.Days[purchase] : day;
    }

    /// <summary>Whether a return goes with its cancelled purchase.</summary>
    public bool IsReturnCancelled(int row)
    {
        var purchase = Facts.Purchases.ReturnedFrom[row];
        return purchase >= 0 && IsCancelled(purchase);
    }

    /// <summary>Rows of returns outside which none counts within the days.</summary>
    public (int First, int End) ReturnsAround(WindowDays window) =>
        IsRecheck ? (0, Days.Returns.Days.Length) : Days.Returns.Around(window.From, window.To);
}
