using CustomerTiering.Activity;
using CustomerTiering.Rules.Facts;
using CustomerTiering.Rules.Values;

namespace CustomerTiering.Facts.Kinds;

/// <summary>Lines of a purchase or return in events and in facts.</summary>
internal static class LoggedLines
{
    internal static EquatableList<FactLine> Fact(IReadOnlyList<PurchaseLine>? lines) => lines is null
        ? []
        : new([.. lines.Select(line => new FactLine(line.Product, line.Category, line.Quantity, line.UnitPrice, line.UnitCost))]);

    internal static IReadOnlyList<PurchaseLine>? Body(EquatableList<FactLine> lines) => lines.Count == 0
        ? null
        : [.. lines.Select(line => new PurchaseLine(line.Product, line.Category, line.Quantity, line.UnitPrice, line.UnitCost))];
}
