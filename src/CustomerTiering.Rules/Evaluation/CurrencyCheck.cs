using System.Globalization;
using CustomerTiering.Rules.Facts;

namespace CustomerTiering.Rules.Evaluation;

/// <summary>Amounts of one currency can't be added to those of another without a rate.</summary>
internal static class CurrencyCheck
{
    /// <summary>
    /// The first purchase or return from <paramref name="from"/> up to D that counts and can't be converted, as an error; null if there is none.
    /// </summary>
    /// <param name="view">The facts.</param>
    /// <param name="from">Number of the first day.</param>
    /// <param name="currency">The document's own currency.</param>
    /// <param name="used">Takes the places of the rates by which those that count were converted.</param>
    public static MetricError? First(in FactView view, int from, string currency, ref SortedSet<int>? used)
    {
        if (view.Converted is not { } converted) return null;
        var table = view.Facts.Purchases;
        for (var i = 0; i < table.Purchases.Facts.Length; i++)
        {
            var day = view.Days.Purchases.Days[i];
            if (day < from || day > view.AsOf || view.IsCancelled(i)) continue;
            if (converted.BoughtAt[i] == RateTable.None) return Error(view, table.Purchases.Facts[i], table.Purchases.Facts[i].Currency, day, currency);
            Use(converted.BoughtAt[i], ref used);
        }
        for (var i = 0; i < table.Returns.Facts.Length; i++)
        {
            var day = view.ReturnDay(i);
            if (day < from || day > view.AsOf || view.IsReturnCancelled(i)) continue;
            var rated = table.ReturnedFrom[i] is var of and >= 0 ? view.Days.Purchases.Days[of] : view.Days.Returns.Days[i];
            if (converted.GivenBackAt[i] == RateTable.None) return Error(view, table.Returns.Facts[i], table.Returns.Facts[i].Currency, rated, currency);
            Use(converted.GivenBackAt[i], ref used);
        }
        return null;
    }

    private static void Use(int place, ref SortedSet<int>? used)
    {
        if (place >= 0) (used ??= []).Add(place);
    }

    private static MetricError Error(in FactView view, Fact fact, string found, int day, string currency) => new(
        "other-currency", view.Facts.CustomerOf(fact), null, fact.Id, string.Create(CultureInfo.InvariantCulture,
            $"{(fact is Purchase ? "Purchase" : "Return")} '{fact.Id}' of customer '{view.Facts.CustomerOf(fact)}' is in {found}, and the policy in {currency}, without a rate for {DateOnly.FromDayNumber(day):yyyy-MM-dd}."));
}
