using CustomerTiering.Rules.Values;

namespace CustomerTiering.Rules.Facts.Tables;

/// <summary>One line with exact amounts.</summary>
/// <param name="Product">The product, or null.</param>
/// <param name="Category">The category, or null.</param>
/// <param name="Amount">Quantity × price minus the line's share of the purchase's discounts, in billionths.</param>
/// <param name="Units">Quantity, in thousandths.</param>
/// <param name="UnitCost">In millionths; null: unknown, and the line has no margin.</param>
internal readonly record struct LineRow(string? Product, string? Category, Int128 Amount, long Units, long? UnitCost)
{
    /// <summary>Whether the cost is known.</summary>
    public bool Costed => UnitCost is not null;

    /// <summary>Amount − quantity × unit cost, in billionths; 0 without a cost.</summary>
    public Int128 Margin => MarginOf(Amount, Units);

    /// <summary>The margin of what is left of the line.</summary>
    public Int128 MarginOf(Int128 amount, Int128 units) => UnitCost is { } cost ? amount - (units * cost) : 0;

    public static LineRow Of(FactLine line)
    {
        var units = Scaled.Of(line.Quantity, 3);
        return new(
            line.Product, line.Category, units * Scaled.Of(line.UnitPrice, 6), (long)units,
            line.UnitCost is { } cost ? (long)Scaled.Of(cost, 6) : null);
    }
}
