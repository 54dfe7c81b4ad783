using CustomerTiering.Rules.Facts;

namespace CustomerTiering.Activity;

/// <summary>One line of a purchase or a return. Quantity and prices are 0 or more; unit cost is what the company paid.</summary>
public sealed record PurchaseLine(string? Product, string? Category, decimal Quantity, decimal UnitPrice, decimal? UnitCost);

/// <summary>Lines of a purchase or return in events and in facts.</summary>
internal static class PurchaseLines
{
    internal static EquatableList<FactLine> Fact(IReadOnlyList<PurchaseLine>? lines) => lines is null
        ? []
        : new([.. lines.Select(line => new FactLine(line.Product, line.Category, line.Quantity, line.UnitPrice, line.UnitCost))]);

    internal static IReadOnlyList<PurchaseLine>? Body(EquatableList<FactLine> lines) => lines.Count == 0
        ? null
        : [.. lines.Select(line => new PurchaseLine(line.Product, line.Category, line.Quantity, line.UnitPrice, line.UnitCost))];
}
