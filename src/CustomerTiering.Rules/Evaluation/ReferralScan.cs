using CustomerTiering.Rules.Facts;

namespace CustomerTiering.Rules.Evaluation;

/// <summary>Measures of referrals that count, and of purchases by the referred customers.</summary>
internal static class ReferralScan
{
    /// <summary>Adds the referrals of the window, except those of customers who had bought before.</summary>
    public static void Count(
        ref Tally tally, in FactView view, IReadOnlyDictionary<string, CustomerFacts> referred, MeasuredMetric metric, WindowDays window)
    {
        var rows = view.Facts.Referrals.Facts;
        for (var i = 0; i < rows.Length; i++)
        {
            var day = view.Days.Referrals.Days[i];
            if (day < window.From || day > window.To || !metric.Filter.Accepts(rows[i])) continue;
            if (!referred.TryGetValue(rows[i].Referred, out var theirs) || IsNew(theirs, rows[i], view)) tally.Add(day, 0);
        }
    }

    /// <summary>Adds the purchases in the window by customers referred by D, from the day of the referral on. Samples are purchases.</summary>
    public static void Revenue(
        ref Tally tally, in FactView view, IReadOnlyDictionary<string, CustomerFacts> referred, MeasuredMetric metric, WindowDays window,
        string currency,
        RateTable rates, ConversionNotes notes)
    {
        var rows = view.Facts.Referrals.Facts;
        for (var i = 0; i < rows.Length; i++)
        {
            var day = view.Days.Referrals.Days[i];
            if (day > view.AsOf || !metric.Filter.Accepts(rows[i])
                || !referred.TryGetValue(rows[i].Referred, out var facts) || !IsNew(facts, rows[i], view)) continue;
            var theirs = FactView.Of(facts, facts.In(view.Days.Zone), view.AsOf, null, currency, rates);
            notes.Use(theirs, day);
            // The conditions apply to the referral, not to the purchases.
            PurchaseScan.Purchases(ref tally, theirs, metric.OfReferred!, window with { From = Math.Max(window.From, day) }, notes);
        }
    }

    /// <summary>Whether the customer had not bought before the referral. A purchase cancelled by D does not count, a returned one does.</summary>
    private static bool IsNew(CustomerFacts referred, Referral referral, in FactView view)
    {
        var purchases = referred.Purchases.Purchases.Facts;
        if (purchases.Length == 0 || FactOrder.Instance.Compare(purchases[0], referral) >= 0) return true;
        var ledger = referred.In(view.Days.Zone).Ledger(view.AsOf);
        for (var i = 0; i < purchases.Length && FactOrder.Instance.Compare(purchases[i], referral) < 0; i++)
            if (!ledger.IsCancelled(i)) return false;
        return true;
    }
}
