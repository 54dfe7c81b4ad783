using CustomerTiering.Rules.Policies;

namespace CustomerTiering.Rules.Facts.Tables;

/// <summary>Determines which purchases a recheck concerns.</summary>
internal static class RecheckConcern
{
    /// <summary>
    /// The day of the earliest purchase concerned: one reduced by a return, or marked by a cancellation or reinstatement, that is rechecked on
    /// <paramref name="day"/>; or one with less left because another return was displaced. Null: none.
    /// </summary>
    /// <param name="recheck">The policy's recheck terms.</param>
    /// <param name="day">The day at whose end the recheck is made.</param>
    /// <param name="through">The day up to which returns are known.</param>
    public static DateOnly? EarliestDay(PurchaseTable table, ZonedFacts days, Recheck recheck, DateOnly day, DateOnly through)
    {
        bool IsRechecked(int reversal) => recheck.DayOf(DateOnly.FromDayNumber(reversal)) == day;
        var ledger = days.Ledger(through.DayNumber);
        DateOnly? earliest = null;
        foreach (var take in ledger.Takes)
            if (!table.Returns.Facts[take.Return].Allowance && IsRechecked(days.Returns.Days[take.Return]))
                Concern(take.Purchase, days.Returns.Days[take.Return]);
        for (var i = 0; i < table.MarkOf.Length; i++)
        {
            if (table.MarkOf[i] < 0 || !IsRechecked(days.Marks.Days[i])) continue;
            Concern(table.MarkOf[i], table.Marks.Facts[i] is Cancellation ? days.Marks.Days[i] : null);
        }
        // Only returns that name no purchase can be displaced.
        if (Array.TrueForAll(table.Returns.Facts, given => given.Of is not null)) return earliest;
        var latest = days.Returns.Days.Concat(days.Marks.Days).Where(IsRechecked).DefaultIfEmpty(int.MinValue).Max();
        if (latest == int.MinValue) return null;
        foreach (var purchase in GivenWay(table, days, day.DayNumber, through.DayNumber, IsRechecked)) Concern(purchase, latest);
        return earliest;

        void Concern(int purchase, int? reversal)
        {
            var bought = DateOnly.FromDayNumber(days.Purchases.Days[purchase]);
            if (reversal is { } number && recheck.IsTooLate(bought, DateOnly.FromDayNumber(number))) return;
            if (earliest is null || bought < earliest) earliest = bought;
        }
    }

    /// <summary>Purchases with less left because the rechecked returns displaced another return, one already known by then.</summary>
    private static IEnumerable<int> GivenWay(PurchaseTable table, ZonedFacts days, int day, int through, Func<int, bool> isRechecked)
    {
        bool IsThere(int row) => days.Returns.Days[row] <= (table.Returns.Facts[row].Of is null ? day : through);
        bool IsBefore(int row) => IsThere(row) && (table.Returns.Facts[row].Allowance || !isRechecked(days.Returns.Days[row]));
        var now = LedgerBuilder.Build(table, IsThere, row => days.Marks.Days[row] <= through);
        var before = LedgerBuilder.Build(table, IsBefore, row => days.Marks.Days[row] <= through && !isRechecked(days.Marks.Days[row]));
        return now.LessThan(before, table);
    }
}
