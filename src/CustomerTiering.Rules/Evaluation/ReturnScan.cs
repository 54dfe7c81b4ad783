using CustomerTiering.Rules.Facts.Tables;

namespace CustomerTiering.Rules.Evaluation;

/// <summary>The measure <c>returns</c>: each return on its own day, in its own category, except those of cancelled purchases.</summary>
internal static class ReturnScan
{
    /// <summary>Adds the returns of the window.</summary>
    public static void Returns(ref Tally tally, in FactView view, MeasuredMetric metric, WindowDays window, ConversionNotes notes)
    {
        var table = view.Facts.Purchases;
        var days = view.Days.Returns.Days;
        var (first, end) = view.Days.Returns.Around(window.From, window.To);
        for (var i = first; i < end; i++)
        {
            if (days[i] < window.From || days[i] > window.To || (table.ReturnedOf[i] is var of and >= 0 && view.Ledger.IsCancelled(of))) continue;
            if (!metric.Filter.Accepts(table.Returns.Facts[i]) || !TryAmount(table.GivenBack, i, metric, out var amount)) continue;
            if (!metric.AddsValues || view.Converted is null) tally.Add(days[i], amount);
            else AddConverted(ref tally, view, metric, i, amount, notes);
        }
    }

    /// <summary>Reductions count at the rate of the purchase's day, the rest at that of the return's. Amounts without a rate are left out.</summary>
    private static void AddConverted(ref Tally tally, in FactView view, MeasuredMetric metric, int row, Int128 amount, ConversionNotes notes)
    {
        var converted = view.Converted!;
        var off = converted.Of(view.Ledger);
        Int128 sum = 0, rest = amount, unrated = 0;
        foreach (ref readonly var take in view.Ledger.TakesOf(row))
        {
            if (!IsOfLines(view, metric, take)) continue;
            if (view.IsRated(take.Purchase)) sum += off.OfTake(take);
            else unrated += take.Amount;
            rest -= take.Amount;
        }
        if (converted.GivenBackAt[row] == RateTable.None) unrated += rest;
        else if (rest != 0)
        {
            sum += converted.Rates.Convert(rest, converted.GivenBackAt[row]);
            notes.Use(converted.GivenBackAt[row]);
        }
        tally.Add(view.Days.Returns.Days[row], sum);
        notes.LeaveOut(view.Facts.Purchases.Returns.Facts[row], unrated);
    }

    private static bool IsOfLines(in FactView view, MeasuredMetric metric, in Take take) => !metric.Filter.NarrowsLines
        || (take.ReturnLine >= 0 && metric.Filter.Accepts(view.Facts.Purchases.GivenBack.Lines(take.Return)[take.ReturnLine]));

    /// <summary>The amount of the matching lines; false if none match.</summary>
    private static bool TryAmount(LineTable table, int row, MeasuredMetric metric, out Int128 amount)
    {
        amount = table.Amount[row];
        if (!metric.Filter.NarrowsLines) return true;
        (amount, var matches) = (0, false);
        foreach (ref readonly var line in table.Lines(row))
        {
            if (!metric.Filter.Accepts(line)) continue;
            amount += line.Amount;
            matches = true;
        }
        return matches;
    }
}
