using CustomerTiering.Rules.Facts;

namespace CustomerTiering.Rules.Evaluation;

/// <summary>What the customers bought whom this one referred.</summary>
internal static class ReferralScan
{
    /// <summary>
    /// Adds, of each customer referred on or before D, the purchases of the window from the day of the referral on, and takes off the returns
    /// of those days. The samples are the purchases.
    /// </summary>
    /// <returns>What stands against it: an amount that can't be converted; else null.</returns>
    public static MetricError? Revenue(
        ref Tally tally, in FactView view, IReadOnlyDictionary<string, CustomerFacts> referred, MeasuredMetric metric, WindowDays window, string currency,
        RateTable rates, ref SortedSet<int>? used)
    {
        var rows = view.Facts.Referrals.Facts;
        for (var i = 0; i < rows.Length; i++)
        {
            var day = view.Days.Referrals.Days[i];
            if (day > view.AsOf || !metric.Filter.Accepts(rows[i]) || !referred.TryGetValue(rows[i].Referred, out var facts)) continue;
            var theirs = FactView.Of(facts, facts.In(view.Days.Zone), view.AsOf, view.Through, currency, rates);
            if (CurrencyCheck.First(theirs, day, currency, ref used) is { } error) return error;
            var since = window with { From = Math.Max(window.From, day) };
            // The conditions are on the referral, not on what was bought.
            PurchaseScan.Purchases(ref tally, theirs, metric.OfReferred!, since);
        }
        return null;
    }
}
