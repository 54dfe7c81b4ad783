using CustomerTiering.Rules.Values;

namespace CustomerTiering.Rules.Facts.Tables;

/// <summary>
/// Attributes returns to purchases, by the rules of the facts guide (<i>Returns</i>): first returns that name their purchase, then the others, each
/// in the order of instant and recording. A return that names none reduces the latest purchases before it.
/// </summary>
internal sealed class LedgerBuilder
{
    private readonly PurchaseTable _table;
    private readonly List<Take> _takes = [];
    private readonly Dictionary<int, PurchaseOff> _off = [];
    private readonly HashSet<int> _cancelled = [];

    /// <summary>Starts with no returns.</summary>
    public LedgerBuilder(PurchaseTable table) => _table = table;

    /// <summary>The ledger of known facts.</summary>
    /// <param name="isKnownReturn">Whether a return is known, by row.</param>
    /// <param name="isKnownMark">Whether a cancellation or reinstatement is known, by row.</param>
    public static ReturnLedger Build(PurchaseTable table, Func<int, bool> isKnownReturn, Func<int, bool> isKnownMark)
    {
        var builder = new LedgerBuilder(table);
        builder.Mark(isKnownMark);
        builder.TakeOff(0, table.ReturnedOf.Length, isKnownReturn);
        return builder.Ledger();
    }

    /// <summary>The reductions so far. The ledger shares the builder's state and changes with later reductions.</summary>
    public ReturnLedger Ledger() => new(_takes, _off, _cancelled);

    /// <summary>Applies cancellations and reinstatements. Must precede all reductions.</summary>
    public void Mark(Func<int, bool> isKnown)
    {
        for (var i = 0; i < _table.MarkOf.Length; i++)
        {
            if (_table.MarkOf[i] < 0 || !isKnown(i)) continue;
            if (_table.Marks.Facts[i] is Cancellation) _cancelled.Add(_table.MarkOf[i]);
            else _cancelled.Remove(_table.MarkOf[i]);
        }
    }

    /// <summary>Applies the returns of a range of rows.</summary>
    /// <param name="first">The first row, included.</param>
    /// <param name="end">The end, excluded.</param>
    /// <param name="isKnown">Whether a return is known, by row.</param>
    public void TakeOff(int first, int end, Func<int, bool> isKnown)
    {
        foreach (var named in (ReadOnlySpan<bool>)[true, false])
            for (var i = first; i < end; i++)
                if (_table.Returns.Facts[i].Of is not null == named && isKnown(i)) TakeOff(i);
    }

    private void TakeOff(int row)
    {
        var given = _table.Returns.Facts[row];
        var first = _takes.Count;
        if (given.Of is not null)
        {
            if (!IsOpen(_table.ReturnedOf[row], row, given)) return;
            OffNamed(row, given, _table.ReturnedOf[row]);
        }
        else if (given.Lines.Count > 0) OffLatestLines(row, given);
        else OffLatest(row, given);
        if (given.Redeemed is > 0) OffRedeemed(row, given, first);
    }

    /// <summary>Whether a return may reduce a purchase: same customer, same currency, not cancelled.</summary>
    private bool IsOpen(int purchase, int row, Return given) =>
        purchase >= 0 && !_cancelled.Contains(purchase)
            && _table.AreOfOne(purchase, row) && string.Equals(_table.Purchases.Facts[purchase].Currency, given.Currency, StringComparison.Ordinal);

    private void OffNamed(int row, Return given, int purchase)
    {
        if (given.Lines.Count == 0)
        {
            OffAmount(row, purchase, _table.GivenBack.Amount[row], given.Allowance);
            return;
        }
        // The remainder of all lines together is applied as an amount alone.
        Int128 over = 0;
        var lines = _table.GivenBack.Lines(row);
        for (var i = 0; i < lines.Length; i++) over += OffProduct(row, i, purchase, lines[i].Amount, lines[i].Units, given.Allowance).Over;
        OffAmount(row, purchase, over, given.Allowance);
    }

    /// <summary>Reduces, line by line, the latest purchases with some of the product left, at the return's price.</summary>
    private void OffLatestLines(int row, Return given)
    {
        var lines = _table.GivenBack.Lines(row);
        for (var i = 0; i < lines.Length; i++)
        {
            var (units, price) = (lines[i].Units, Scaled.Of(given.Lines[i].UnitPrice, 6));
            foreach (var purchase in Before(row, given))
            {
                if (units == 0) break;
                var some = Math.Min(units, UnitsLeft(purchase, lines[i].Product));
                if (some == 0) continue;
                OffProduct(row, i, purchase, some * price, some, given.Allowance);
                units -= some;
            }
        }
    }

    /// <summary>Reduces the latest purchase with at least the amount left; without one, the latest purchases backwards.</summary>
    private void OffLatest(int row, Return given)
    {
        var amount = _table.GivenBack.Amount[row];
        if (amount == 0) return;
        foreach (var purchase in Before(row, given))
        {
            if (Left(purchase) < amount) continue;
            OffAmount(row, purchase, amount, given.Allowance);
            return;
        }
        foreach (var purchase in Before(row, given))
        {
            if (amount == 0) return;
            amount -= OffAmount(row, purchase, Int128.Min(amount, Left(purchase)), given.Allowance);
        }
    }

    /// <summary>Reduces the named purchase; otherwise the purchases that the return reduced, latest first, or the latest with some left.</summary>
    private void OffRedeemed(int row, Return given, int firstTake)
    {
        var redeemed = Scaled.Of(given.Redeemed!.Value, 6);
        int[] from = given.Of is not null ? [_table.ReturnedOf[row]]
            : firstTake < _takes.Count ? [.. _takes.Skip(firstTake).Select(take => take.Purchase).Distinct().OrderDescending()]
            : [.. Before(row, given).Where(purchase => Off(purchase).Redeemed > 0).Take(1)];
        foreach (var purchase in from)
        {
            var taken = Off(purchase).TakeRedeemed(redeemed);
            if (taken > 0) _takes.Add(new(_takes.Count, row, -1, purchase, 0, 0, 0, taken));
            redeemed -= taken;
        }
    }

    /// <summary>Reduces quantity and amount of the product's lines in order, each by at most what is left. Returns the remainder.</summary>
    private (Int128 Over, long Units) OffProduct(int row, int returnLine, int purchase, Int128 amount, long units, bool allowance)
    {
        if (_table.GivenBack.Lines(row)[returnLine].Product is not { } product) return (amount, 0);
        var off = Off(purchase);
        for (var line = 0; line < off.Lines && (amount > 0 || units > 0); line++)
        {
            if (!off.Is(line, product)) continue;
            var goods = allowance ? 0 : off.TakeUnits(line, units);
            var taken = off.TakeAmount(line, amount, allowance);
            if (goods > 0 || taken > 0) _takes.Add(new(_takes.Count, row, returnLine, purchase, line, taken, goods, 0));
            (amount, units) = (amount - taken, units - goods);
        }
        return (amount, units);
    }

    /// <summary>Reduces all lines in proportion to what is left of each. Returns the amount taken.</summary>
    private Int128 OffAmount(int row, int purchase, Int128 amount, bool allowance)
    {
        if (amount == 0) return 0;
        var off = Off(purchase);
        amount = Int128.Min(amount, off.Left);
        var shares = Proportions.Of(amount, off.Amounts());
        for (var line = 0; line < shares.Length; line++)
        {
            if (shares[line] == 0) continue;
            off.TakeAmount(line, shares[line], allowance);
            _takes.Add(new(_takes.Count, row, -1, purchase, line, shares[line], 0, 0));
        }
        return amount;
    }

    /// <summary>Purchases in the return's currency up to and including its instant, latest first.</summary>
    private IEnumerable<int> Before(int row, Return given)
    {
        var at = _table.Purchases.At;
        for (var i = Sorted.CountUpTo<long>(at, given.At.Microseconds) - 1; i >= 0; i--)
            if (IsOpen(i, row, given)) yield return i;
    }

    private PurchaseOff Off(int purchase)
    {
        if (!_off.TryGetValue(purchase, out var off)) _off[purchase] = off = new(_table, purchase);
        return off;
    }

    private Int128 Left(int purchase) => _off.TryGetValue(purchase, out var off) ? off.Left : _table.Bought.Amount[purchase];

    private long UnitsLeft(int purchase, string? product)
    {
        if (product is null) return 0;
        long units = 0;
        var off = _off.GetValueOrDefault(purchase);
        var lines = _table.Bought.Lines(purchase);
        for (var i = 0; i < lines.Length; i++)
            if (string.Equals(lines[i].Product, product, StringComparison.Ordinal)) units += off?.UnitsOf(i) ?? lines[i].Units;
        return units;
    }
}
