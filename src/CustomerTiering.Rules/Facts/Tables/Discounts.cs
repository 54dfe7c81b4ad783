namespace CustomerTiering.Rules.Facts.Tables;

/// <summary>Spreads negative lines (coupons and discounts on a whole purchase) over the other lines.</summary>
internal static class Discounts
{
    /// <summary>
    /// The purchased lines, reduced by discounts in proportion to their amounts, half-even to billionths. The last line with an amount takes the
    /// rest.
    /// </summary>
    public static LineRow[] Spread(IReadOnlyList<FactLine> lines)
    {
        var rows = new LineRow[lines.Count];
        for (var i = 0; i < rows.Length; i++) rows[i] = LineRow.Of(lines[i]);
        return Array.Exists(rows, row => row.Amount < 0) ? Spread(rows) : rows;
    }

    private static LineRow[] Spread(LineRow[] rows)
    {
        LineRow[] bought = [.. rows.Where(row => row.Amount >= 0)];
        Int128 discount = 0;
        foreach (var row in rows)
            if (row.Amount < 0) discount -= row.Amount;
        var amounts = new Int128[bought.Length];
        for (var i = 0; i < amounts.Length; i++) amounts[i] = bought[i].Amount;
        var shares = Proportions.Of(discount, amounts);
        for (var i = 0; i < bought.Length; i++) bought[i] = bought[i] with { Amount = bought[i].Amount - shares[i] };
        return bought;
    }
}
