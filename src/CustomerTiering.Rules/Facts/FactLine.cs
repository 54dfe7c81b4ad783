namespace CustomerTiering.Rules.Facts;

/// <summary>One line of a purchase or return.</summary>
/// <param name="Product">The product, or null.</param>
/// <param name="Category">The category, or null.</param>
/// <param name="Quantity">0 to 10^9, at most 3 decimals.</param>
/// <param name="UnitPrice">0 to 10^9, at most 6 decimals; the line's amount is quantity × price, exact.</param>
/// <param name="UnitCost">0 to 10^9, at most 6 decimals; null: unknown, and the line has no margin.</param>
public readonly record struct FactLine(string? Product, string? Category, decimal Quantity, decimal UnitPrice, decimal? UnitCost);
