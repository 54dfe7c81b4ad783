using CustomerTiering.Rules.Facts;
using CustomerTiering.Rules.Facts.Tables;
using CustomerTiering.Rules.Policies;

namespace CustomerTiering.Rules.Evaluation;

/// <summary>Measures of purchases and returns.</summary>
internal static class PurchaseScan
{
    /// <summary>Adds the purchases of the window and takes off its returns, as the measure has it.</summary>
    public static void Purchases(ref Tally tally, in FactView view, MeasuredMetric metric, WindowDays window)
    {
        var (facts, bought) = (view.Facts.Purchases.Purchases.Facts, view.Bought);
        var days = view.Days.Purchases.Days;
        var (first, end) = view.Days.Purchases.Around(window.From, window.To);
        for (var i = first; i < end; i++)
        {
            if (days[i] < window.From || days[i] > window.To || view.IsCancelled(i)) continue;
            var purchase = facts[i];
            if (!metric.Filter.Accepts(purchase) || !TryAmount(bought, i, metric, out var amount)) continue;
            tally.Add(days[i], amount);
            if (metric.Aggregate == Aggregate.Distinct) AddTexts(ref tally, purchase, bought.Lines(i), metric);
        }
        if (metric.Kind is MeasureKind.PurchasesNet or MeasureKind.PurchasesMargin or MeasureKind.PurchasesUnits)
            Returns(ref tally, view, metric, window, takeOff: true);
    }

    /// <summary>Adds the returns of the window, or takes them off.</summary>
    public static void Returns(ref Tally tally, in FactView view, MeasuredMetric metric, WindowDays window, bool takeOff = false)
    {
        var (facts, givenBack) = (view.Facts.Purchases.Returns.Facts, view.GivenBack);
        var (first, end) = view.ReturnsAround(window);
        for (var i = first; i < end; i++)
        {
            var day = view.ReturnDay(i);
            if (day < window.From || day > window.To || view.IsReturnCancelled(i)) continue;
            if (!metric.Filter.Accepts(facts[i]) || !TryAmount(givenBack, i, metric, out var amount)) continue;
            if (takeOff) tally.TakeOff(amount);
            else tally.Add(day, amount);
        }
    }

    /// <summary>What a row adds; false if it does not count: none of its lines match or, for the margin, has a cost.</summary>
    private static bool TryAmount(LineTable table, int row, MeasuredMetric metric, out Int128 amount)
    {
        if (metric.Filter.NarrowsLines) return TryMatchingAmount(table, row, metric, out amount);
        amount = metric.Kind switch
        {
            MeasureKind.PurchasesMargin => table.Margin[row],
            MeasureKind.PurchasesUnits => table.Units[row],
            _ => table.Amount[row],
        };
        return metric.Kind != MeasureKind.PurchasesMargin || table.Costed[row];
    }

    private static bool TryMatchingAmount(LineTable table, int row, MeasuredMetric metric, out Int128 amount)
    {
        amount = 0;
        var counts = false;
        foreach (ref readonly var line in table.Lines(row))
        {
            if (!metric.Filter.Accepts(line)) continue;
            amount += metric.Kind switch
            {
                MeasureKind.PurchasesMargin => line.Margin,
                MeasureKind.PurchasesUnits => line.Units,
                _ => line.Amount,
            };
            counts |= metric.Kind != MeasureKind.PurchasesMargin || line.Costed;
        }
        return counts;
    }

    private static void AddTexts(ref Tally tally, Purchase purchase, ReadOnlySpan<LineRow> lines, MeasuredMetric metric)
    {
        if (metric.Of == FactField.Channel)
        {
            tally.AddText(purchase.Channel);
            return;
        }
        foreach (ref readonly var line in lines)
            if (metric.Filter.Accepts(line)) tally.AddText(metric.Of == FactField.Product ? line.Product : line.Category);
    }
}
