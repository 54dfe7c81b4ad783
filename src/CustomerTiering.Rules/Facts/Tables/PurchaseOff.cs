namespace CustomerTiering.Rules.Facts.Tables;

/// <summary>The reductions of one purchase, by line; a purchase without lines counts as one line.</summary>
internal sealed class PurchaseOff
{
    private readonly LineRow[] _lines;
    private readonly Int128[] _amount;
    private readonly Int128[] _allowed;
    private readonly long[] _units;

    public PurchaseOff(PurchaseTable table, int purchase)
    {
        _lines = table.Bought.Lines(purchase) is { IsEmpty: false } lines ? [.. lines] : [new(null, null, table.Bought.Amount[purchase], 0, null)];
        (_amount, _allowed, _units) = (new Int128[_lines.Length], new Int128[_lines.Length], new long[_lines.Length]);
        Redeemed = table.Redeemed(purchase);
        foreach (var line in _lines) Left += line.Amount;
    }

    /// <summary>Amount left, in billionths.</summary>
    public Int128 Left { get; private set; }

    /// <summary>Points or vouchers left, in millionths.</summary>
    public Int128 Redeemed { get; private set; }

    /// <summary>A return took the last of the amount, and with it all quantities.</summary>
    public bool Ended { get; private set; }

    /// <summary>The number of lines, at least 1.</summary>
    public int Lines => _lines.Length;

    /// <summary>Amount left of a line, in billionths.</summary>
    public Int128 AmountOf(int line) => _lines[line].Amount - _amount[line];

    /// <summary>The amount left without allowances, which determines whether the purchase is an order.</summary>
    public Int128 OrderedOf(int line) => Ended ? 0 : AmountOf(line) + _allowed[line];

    /// <summary>Quantity left of a line, in thousandths.</summary>
    public long UnitsOf(int line) => Ended ? 0 : _lines[line].Units - _units[line];

    public bool Is(int line, string product) => string.Equals(_lines[line].Product, product, StringComparison.Ordinal);

    /// <summary>Reduces the amount of a line by at most what is left. Returns the reduction.</summary>
    public Int128 TakeAmount(int line, Int128 amount, bool allowance)
    {
        var taken = Int128.Min(amount, AmountOf(line));
        _amount[line] += taken;
        if (allowance) _allowed[line] += taken;
        Left -= taken;
        Ended |= Left == 0 && taken > 0 && !allowance;
        return taken;
    }

    /// <summary>Reduces the quantity of a line by at most what is left. Returns the reduction.</summary>
    public long TakeUnits(int line, long units)
    {
        var taken = Math.Min(units, UnitsOf(line));
        _units[line] += taken;
        return taken;
    }

    /// <summary>Reduces points or vouchers by at most what is left. Returns the reduction.</summary>
    public Int128 TakeRedeemed(Int128 redeemed)
    {
        var taken = Int128.Min(redeemed, Redeemed);
        Redeemed -= taken;
        return taken;
    }

    /// <summary>The amount left of each line, as weights.</summary>
    public Int128[] Amounts()
    {
        var left = new Int128[_lines.Length];
        for (var i = 0; i < left.Length; i++) left[i] = AmountOf(i);
        return left;
    }

    /// <summary>Whether the purchase was fully returned: amount, goods and points. Reductions by allowances alone are not returns.</summary>
    public bool IsWhole
    {
        get
        {
            if (Redeemed > 0) return false;
            for (var i = 0; i < _lines.Length; i++)
                if (OrderedOf(i) > 0 || UnitsOf(i) > 0) return false;
            return true;
        }
    }

    /// <summary>Whether less is left than of the same purchase after other returns.</summary>
    public bool IsLessThan(PurchaseOff other)
    {
        if (Left < other.Left || Redeemed < other.Redeemed) return true;
        for (var i = 0; i < _lines.Length; i++)
            if (AmountOf(i) < other.AmountOf(i) || UnitsOf(i) < other.UnitsOf(i)) return true;
        return false;
    }
}
