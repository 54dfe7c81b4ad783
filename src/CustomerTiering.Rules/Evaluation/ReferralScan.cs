using CustomerTiering.Rules.Facts;

namespace CustomerTiering.Rules.Evaluation;

/// <summary>Referrals that count, and what the customers bought whom they brought.</summary>
internal static class ReferralScan
{
    /// <summary>Adds the referrals of the window, but for those of customers who had bought before.</summary>
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

    /// <summary>
    /// Adds, of each customer referred on or before D, the purchases of the window from the day of the referral on; the samples are the purchases.
    /// </summary>
    public static void Revenue(
        ref Tally tally, in FactView view, IReadOnlyDictionary<string, CustomerFacts> referred, MeasuredMetric metric, WindowDays window, string currency,
        RateTable rates, ConversionNotes notes)
    {
        var rows = view.Facts.Referrals.Facts;
        for (var i = 0; i < rows.Length; i++)
        {
            var day = view.Days.Referrals.Days[i];
            if (day > view.AsOf || !metric.Filter.Accepts(rows[i]) || !referred.TryGetValue(rows[i].Referred, out var facts) || !IsNew(facts, rows[i], view)) continue;
            var theirs = FactView.Of(facts, facts.In(view.Days.Zone), view.AsOf, null, currency, rates);
            notes.Use(theirs, day);
            // The conditions are on the referral, not on what was bought.
            PurchaseScan.Purchases(ref tally, theirs, metric.OfReferred!, window with { From = Math.Max(window.From, day) }, notes);
        }
    }

    /// <summary>Whether the customer had not bought when they were referred: a purchase that was cancelled by D was none, one that was returned was.</summary>
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
