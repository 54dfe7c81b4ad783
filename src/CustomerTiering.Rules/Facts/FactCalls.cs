using CustomerTiering.Rules.Facts.Tables;
using CustomerTiering.Rules.Policies;
using CustomerTiering.Rules.Values;

namespace CustomerTiering.Rules.Facts;

/// <summary>The days on which a customer's facts require an evaluation or a recheck.</summary>
internal static class FactCalls
{
    /// <summary>
    /// The days, unordered, with facts that <paramref name="interest"/> covers. Corrected facts count on their corrected days, corrections on their
    /// own. Fully returned purchases and their returns are left out if nothing counts them.
    /// </summary>
    /// <param name="zone">The zone of the days.</param>
    /// <param name="knownThrough">Day number up to which returns are known; null: for each day, the returns up to it.</param>
    public static IEnumerable<DateOnly> Days(CustomerFacts facts, FactInterest interest, ZoneRules zone, int? knownThrough)
    {
        var days = facts.In(zone);
        foreach (var fact in facts.Facts)
            if (fact is not (Purchase or Return or Cancellation or Reinstatement) && interest.Covers(fact)) yield return zone.DayOf(fact.At);
        foreach (var correction in facts.Corrections)
            if (interest.Covers(correction)) yield return zone.DayOf(correction.At);
        if (!interest.Purchases) yield break;
        var gone = new Gone(facts.Purchases, days, interest.CountsReturned, knownThrough);
        for (var i = 0; i < days.Purchases.Days.Length; i++)
            if (!gone.Purchase(i)) yield return DateOnly.FromDayNumber(days.Purchases.Days[i]);
        for (var i = 0; i < days.Returns.Days.Length; i++)
            if (!gone.Return(i)) yield return DateOnly.FromDayNumber(days.Returns.Days[i]);
        for (var i = 0; i < days.Marks.Days.Length; i++)
            if (!gone.Mark(i)) yield return DateOnly.FromDayNumber(days.Marks.Days[i]);
    }

    /// <summary>The days, unordered, at whose end returns, cancellations and reinstatements are rechecked.</summary>
    public static IEnumerable<DateOnly> RecheckDays(CustomerFacts facts, Recheck recheck, ZoneRules zone)
    {
        var days = facts.In(zone);
        for (var i = 0; i < days.Returns.Days.Length; i++)
            if (!facts.Purchases.Returns.Facts[i].Allowance) yield return recheck.DayOf(DateOnly.FromDayNumber(days.Returns.Days[i]));
        foreach (var day in days.Marks.Days) yield return recheck.DayOf(DateOnly.FromDayNumber(day));
    }

    /// <summary>Full returns, as far as known on the day of the fact or on a later day.</summary>
    private sealed class Gone(PurchaseTable table, ZonedFacts days, bool countsReturned, int? through)
    {
        private readonly LedgerCourse _course = new(table, days);

        public bool Purchase(int row) => table.HasReversals && Is(LedgerOn(days.Purchases.Days[row]), row);

        public bool Return(int row)
        {
            var ledger = LedgerOn(days.Returns.Days[row]);
            if (table.ReturnedOf[row] is var of and >= 0) return Is(ledger, of);
            var any = false;
            foreach (ref readonly var take in ledger.TakesOf(row))
            {
                if (!Is(ledger, take.Purchase)) return false;
                any = true;
            }
            return any;
        }

        public bool Mark(int row) => table.MarkOf[row] is var of and >= 0 && Is(LedgerOn(days.Marks.Days[row]), of);

        private bool Is(ReturnLedger ledger, int purchase) => countsReturned ? ledger.IsCancelled(purchase) : ledger.IsGone(purchase);

        private ReturnLedger LedgerOn(int day) => through is { } last ? days.Ledger(last) : _course.On(day);
    }
}
