using CustomerTiering.Rules.Facts.Tables;
using CustomerTiering.Rules.Policies;

namespace CustomerTiering.Rules.Evaluation;

/// <summary>Measures of purchases. What is left of a purchase counts on the day of the purchase.</summary>
internal static class PurchaseScan
{
    /// <summary>Adds the purchases of the window.</summary>
    public static void Purchases(ref Tally tally, in FactView view, MeasuredMetric metric, WindowDays window, ConversionNotes notes)
    {
        var facts = view.Facts.Purchases.Purchases.Facts;
        var days = view.Days.Purchases.Days;
        var (first, end) = view.Days.Purchases.Around(window.From, window.To);
        if (IsLatestEnough(view, metric)) first = Latest(view, metric, first, end);
        for (var i = first; i < end; i++)
        {
            if (days[i] < window.From || days[i] > window.To || view.Ledger.IsCancelled(i) || !metric.Filter.Accepts(facts[i])) continue;
            if (TryWhole(ref tally, view, metric, i, days[i])) continue;
            Add(ref tally, view, metric, i, days[i], FilledUp(ref tally, view, metric, i, PurchaseLeft.Of(view, i, metric.Filter)), notes);
        }
        foreach (var exchange in view.Exchanges.All)
        {
            if (exchange.Day < window.From || exchange.Day > window.To || !IsThere(view, metric, exchange)) continue;
            if (exchange.FillsUp is { } row && metric.Filter.Accepts(facts[row])) continue;
            Add(ref tally, view, metric, exchange.Purchase, exchange.Day, PurchaseLeft.Of(view, exchange, metric.Filter), notes, isExchange: true);
        }
    }

    /// <summary>What is left of a purchase, plus the goods exchanged for returned ones.</summary>
    private static PurchaseLeft FilledUp(ref Tally tally, in FactView view, MeasuredMetric metric, int row, PurchaseLeft left)
    {
        foreach (var exchange in view.Exchanges.FillingUp(row))
        {
            if (!IsThere(view, metric, exchange) || PurchaseLeft.Of(view, exchange, metric.Filter) is not { Matches: true } more) continue;
            left = left.With(more);
            if (metric is { Kind: MeasureKind.Purchases, Aggregate: Aggregate.Distinct } && more.IsOrder)
                AddTexts(ref tally, view, metric, exchange.Purchase);
        }
        return left;
    }

    /// <summary>Whether an exchange still replaces returned goods, and counts in the metric.</summary>
    private static bool IsThere(in FactView view, MeasuredMetric metric, in Exchange exchange) => exchange.OwnDay > view.AsOf
        && !view.Ledger.IsCancelled(exchange.Purchase) && metric.Filter.Accepts(view.Facts.Purchases.Purchases.Facts[exchange.Purchase]);

    /// <summary>Whether purchases before the latest that counts have no effect. Amounts without a rate must all be listed.</summary>
    private static bool IsLatestEnough(in FactView view, MeasuredMetric metric) =>
        metric is { Aggregate: Aggregate.DaysSinceLast, AtLeastSamples: <= 1 } && view.Converted is null && view.Days.Purchases.Ascending;

    /// <summary>The row of the latest purchase of the window that counts, at least in part; the first row without one.</summary>
    private static int Latest(in FactView view, MeasuredMetric metric, int first, int end)
    {
        for (var i = end - 1; i > first; i--)
        {
            if (view.Ledger.IsCancelled(i) || !metric.Filter.Accepts(view.Facts.Purchases.Purchases.Facts[i])) continue;
            var tally = new Tally(metric.Aggregate);
            if (!TryWhole(ref tally, view, metric, i, 0)) Add(ref tally, view, metric, i, 0, PurchaseLeft.Of(view, i, metric.Filter), new());
            if (tally.Samples > 0) return i;
        }
        return first;
    }

    /// <summary>Measures a purchase without reductions as a whole, the common case.</summary>
    private static bool TryWhole(ref Tally tally, in FactView view, MeasuredMetric metric, int row, int day)
    {
        if (metric.NeedsLines || !view.IsRated(row) || view.Ledger.Off(row) is not null) return false;
        var table = view.Facts.Purchases;
        var isOrder = table.IsOrder[row];
        switch (metric.Kind)
        {
            case MeasureKind.Purchases:
                if (isOrder) tally.Add(day, 0);
                return true;
            case MeasureKind.PurchasesGross:
                tally.Add(day, view.Bought.Amount[row]);
                return true;
            case MeasureKind.PurchasesNet:
                if (isOrder) tally.Add(day, view.Bought.Amount[row]);
                return true;
            case MeasureKind.PurchasesUnits:
                Add(ref tally, day, table.Bought.Units[row], isOrder);
                return true;
            case MeasureKind.PurchasesMargin when view.Converted is null:
                if (table.Bought.Costed[row]) Add(ref tally, day, table.Bought.Margin[row], isOrder);
                return true;
            default:
                return false;
        }
    }

    private static void Add(ref Tally tally, in FactView view, MeasuredMetric metric, int row, int day, in PurchaseLeft left, ConversionNotes notes,
        bool isExchange = false)
    {
        if (!left.Matches) return;
        if (!view.IsRated(row) && metric.CountsAmounts)
        {
            LeaveOut(view, metric, row, left, notes);
            return;
        }
        if (left.Net < metric.NetAtLeast) return;
        switch (metric.Kind)
        {
            case MeasureKind.Purchases:
                if (!left.IsOrder) return;
                tally.Add(day, 0);
                if (metric.Aggregate == Aggregate.Distinct) AddTexts(ref tally, view, metric, row);
                break;
            case MeasureKind.PurchasesGross:
                AddValue(ref tally, day, left.Gross, isExchange);
                break;
            case MeasureKind.PurchasesNet:
                if (left.IsOrder) AddValue(ref tally, day, left.Net, isExchange);
                break;
            case MeasureKind.PurchasesMargin:
                if (left.Costed) Add(ref tally, day, left.Margin, left.IsOrder);
                break;
            case MeasureKind.PurchasesUnits:
                Add(ref tally, day, left.Units, left.IsOrder);
                break;
        }
    }

    /// <summary>Lists an amount without a rate if it would have counted.</summary>
    private static void LeaveOut(in FactView view, MeasuredMetric metric, int row, in PurchaseLeft left, ConversionNotes notes)
    {
        var counts = metric.Kind switch
        {
            MeasureKind.PurchasesGross or MeasureKind.PurchasesUnits => true,
            MeasureKind.PurchasesMargin => left.Costed,
            _ => left.IsOrder,
        };
        if (counts)
            notes.LeaveOut(
                view.Facts.Purchases.Purchases.Facts[row], metric.Kind == MeasureKind.PurchasesGross ? AsBought(view, metric, row) : left.OwnNet);
    }

    private static void AddValue(ref Tally tally, int day, Int128 value, bool isExchange)
    {
        if (isExchange) tally.AddExchanged(day, value);
        else tally.Add(day, value);
    }

    /// <summary>A purchase that is not an order adds to the sum without being a sample.</summary>
    private static void Add(ref Tally tally, int day, Int128 value, bool isOrder)
    {
        if (isOrder) tally.Add(day, value);
        else tally.AddToSum(value);
    }

    private static Int128 AsBought(in FactView view, MeasuredMetric metric, int row)
    {
        if (!metric.Filter.NarrowsLines) return view.Facts.Purchases.Bought.Amount[row];
        Int128 sum = 0;
        foreach (ref readonly var line in view.Facts.Purchases.Bought.Lines(row))
            if (metric.Filter.Accepts(line)) sum += line.Amount;
        return sum;
    }

    /// <summary>The texts of lines that alone would count as an order.</summary>
    private static void AddTexts(ref Tally tally, in FactView view, MeasuredMetric metric, int row)
    {
        if (metric.Of == FactField.Channel)
        {
            tally.AddText(view.Facts.Purchases.Purchases.Facts[row].Channel);
            return;
        }
        var off = view.Ledger.Off(row);
        var redeemed = off?.Redeemed ?? view.Facts.Purchases.Redeemed(row);
        var lines = view.Facts.Purchases.Bought.Lines(row);
        for (var i = 0; i < lines.Length; i++)
        {
            if (!metric.Filter.Accepts(lines[i])) continue;
            var (ordered, units) = (off?.OrderedOf(i) ?? lines[i].Amount, off?.UnitsOf(i) ?? lines[i].Units);
            if ((ordered > 0 || redeemed > 0) && units > 0) tally.AddText(metric.Of == FactField.Product ? lines[i].Product : lines[i].Category);
        }
    }
}
