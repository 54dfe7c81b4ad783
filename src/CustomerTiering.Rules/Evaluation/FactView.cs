using CustomerTiering.Rules.Facts;
using CustomerTiering.Rules.Facts.Tables;

namespace CustomerTiering.Rules.Evaluation;

/// <summary>One customer's facts seen from a day, with the reversals that a recheck takes off.</summary>
/// <param name="Facts">The facts.</param>
/// <param name="Days">Their days.</param>
/// <param name="AsOf">Number of the day D.</param>
/// <param name="Through">Number of the day up to which reversals are known; D but in a recheck.</param>
internal readonly record struct FactView(CustomerFacts Facts, ZonedFacts Days, int AsOf, int Through)
{
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
