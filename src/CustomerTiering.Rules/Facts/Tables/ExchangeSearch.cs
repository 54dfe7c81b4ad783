using CustomerTiering.Rules.Evaluation;
using CustomerTiering.Rules.Values;

namespace CustomerTiering.Rules.Facts.Tables;

/// <summary>
/// Finds exchanges: purchases from a return or cancellation on, its instant included, up to its recheck. They replace returned goods up to the
/// returned amount, earliest purchase first.
/// </summary>
internal sealed class ExchangeSearch
{
    private readonly PurchaseTable _table;
    private readonly ZonedFacts _days;
    private readonly ReturnsKnown _known;
    private readonly ReturnLedger _ledger;
    private readonly Dictionary<int, Int128> _spent = [];
    private readonly List<Exchange> _found = [];

    private ExchangeSearch(PurchaseTable table, ZonedFacts days, ReturnsKnown known)
    {
        (_table, _days, _known) = (table, days, known);
        _ledger = days.Ledger(known.Through.DayNumber);
    }

    public static IReadOnlyList<Exchange> Of(PurchaseTable table, ZonedFacts days, ReturnsKnown known)
    {
        var search = new ExchangeSearch(table, days, known);
        foreach (var (fact, row) in search.Reversals())
            foreach (var (purchase, amount, units) in search.GivenBack(fact, row)) search.Find(fact, purchase, amount, units);
        // A purchase is one order on a day, regardless of how many lines and returns it replaces.
        return [.. search._found.GroupBy(one => (one.Purchase, one.Day, one.FillsUp))
            .Select(parts => parts.First() with { Amount = Sum(parts), Units = parts.Sum(part => part.Units) })];
    }

    /// <summary>Known returns and cancellations, in order.</summary>
    private IEnumerable<(Fact Fact, int Row)> Reversals()
    {
        var (returns, marks) = (_table.Returns.Facts, _table.Marks.Facts);
        return returns.Select((fact, row) => ((Fact)fact, row)).Where(one => !((Return)one.Item1).Allowance)
            .Concat(marks.Select((fact, row) => (fact, row)).Where(one => one.fact is Cancellation))
            .Where(one => DayOf(one.Item1) <= _known.Through).OrderBy(one => one.Item1, FactOrder.Instance);
    }

    /// <summary>The reductions by a return, or the whole cancelled purchase; nothing if it comes too late to be rechecked.</summary>
    private IEnumerable<(int Purchase, Int128 Amount, long Units)> GivenBack(Fact fact, int row)
    {
        IEnumerable<(int Purchase, Int128 Amount, long Units)> all = fact is Return
            ? _ledger.TakesOf(row).ToArray().Where(take => take.Amount > 0).Select(take => (take.Purchase, take.Amount, take.Units))
            : _table.MarkOf[row] is var of and >= 0 && _ledger.IsCancelled(of) && IsLastMark(row) ? [(of, _table.Bought.Amount[of], 0L)] : [];
        return all.Where(one => !_known.Recheck.IsTooLate(DayOf(one.Purchase), DayOf(fact)));
    }

    private static Int128 Sum(IEnumerable<Exchange> parts) => parts.Aggregate(Int128.Zero, (sum, part) => sum + part.Amount);

    private bool IsLastMark(int row)
    {
        for (var i = row + 1; i < _table.MarkOf.Length; i++)
            if (_table.MarkOf[i] == _table.MarkOf[row] && _days.Marks.Days[i] <= _known.Through.DayNumber) return false;
        return true;
    }

    private void Find(Fact reversal, int purchase, Int128 amount, long units)
    {
        var fillsUp = IsLeft(purchase) ? purchase : (int?)null;
        var last = _known.Recheck.DayOf(DayOf(reversal)) is var recheck && recheck < _known.Through ? recheck : _known.Through;
        var first = Sorted.CountUpTo<long>(_table.Purchases.At, reversal.At.Microseconds - 1);
        var end = _days.Purchases.Around(0, last.DayNumber).End;
        for (var i = first; i < end && amount > 0; i++)
        {
            if (i == purchase || DayOf(i) > last || !IsAlike(purchase, i)) continue;
            var some = Int128.Min(amount, (_ledger.Off(i)?.Left ?? _table.Bought.Amount[i]) - _spent.GetValueOrDefault(i));
            if (some <= 0) continue;
            _spent[i] = _spent.GetValueOrDefault(i) + some;
            amount -= some;
            var goods = fillsUp is null ? (long?)null : (long)Int128.Min(units, _table.Bought.Units[i]);
            units -= goods ?? 0;
            if (_days.Purchases.Days[i] > _days.Purchases.Days[purchase])
                _found.Add(new(i, some, _days.Purchases.Days[purchase], _days.Purchases.Days[i], fillsUp, goods));
        }
    }

    private bool IsLeft(int purchase) => !_ledger.IsCancelled(purchase) && _ledger.Off(purchase) is { Ended: false };

    private bool IsAlike(int purchase, int other) => !_ledger.IsCancelled(other) && _table.AreBoughtByOne(purchase, other)
        && string.Equals(_table.Purchases.Facts[purchase].Currency, _table.Purchases.Facts[other].Currency, StringComparison.Ordinal);

    private DateOnly DayOf(int purchase) => DateOnly.FromDayNumber(_days.Purchases.Days[purchase]);

    private DateOnly DayOf(Fact fact) => _days.Zone.DayOf(fact.At);
}
