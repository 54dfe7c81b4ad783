using CustomerTiering.Rules.Values;

namespace CustomerTiering.Rules.Facts.Tables;

/// <summary>One line, computed exactly.</summary>
/// <param name="Product">The product, or null.</param>
/// <param name="Category">The category that counts, or null.</param>
/// <param name="Amount">Quantity × price, in billionths.</param>
/// <param name="Units">Quantity, in thousandths.</param>
/// <param name="Margin">Quantity × (price − cost), in billionths; 0 without a cost.</param>
/// <param name="Costed">Whether the cost is known.</param>
internal readonly record struct LineRow(string? Product, string? Category, Int128 Amount, long Units, Int128 Margin, bool Costed)
{
    public static LineRow Of(FactLine line) => Of(line, line.Category, line.UnitCost);

    public static LineRow Of(FactLine line, string? category, decimal? cost)
    {
        var units = Scaled.Of(line.Quantity, 3);
        var price = Scaled.Of(line.UnitPrice, 6);
        var margin = cost is { } known ? units * (price - Scaled.Of(known, 6)) : 0;
        return new(line.Product, category, units * price, (long)units, margin, cost is not null);
    }
}
