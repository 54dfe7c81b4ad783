using CustomerTiering.Rules.Facts;

namespace CustomerTiering.Imports.Maps;

/// <summary>The map of a CSV file whose columns have the names of the facts guide. Each column maps to itself.</summary>
internal static class UnmappedCsv
{
    private static readonly string[] OfLines = ["product", "category", "quantity", "unitPrice", "unitCost"];

    /// <exception cref="ImportRefusedException">A column has a name that no fact of this kind has.</exception>
    internal static ImportMap For(ImportKind kind, IReadOnlyList<string> columns)
    {
        var unknown = columns.Where(column => column != "kind" && !kind.Facts.Any(fact => IsMember(fact, column))).ToList();
        if (unknown.Count > 0)
            throw new ImportRefusedException(
                [.. unknown.Select(name =>
                    new Http.FieldError("file", "unknown-column", $"No fact of {kind.Name} has a member '{name}'; use a map to describe it."))]);
        var named = columns.Contains("kind");
        if (kind.Default is null && !named) throw new ImportRefusedException("file", "missing-column", "There is no column 'kind'.");
        var told = named ? kind.Facts : [kind.Default!.Value];
        return new(null, null, null, null, null, null, null, null,
            [.. told.Where(fact => fact != FactKind.Correction).Select(fact => Fact(kind, fact, named, columns))]);
    }

    // Every column is mapped for every kind, so that a value in a column unknown to the kind is refused, not ignored.
    private static MapFact Fact(ImportKind kind, FactKind fact, bool named, IReadOnlyList<string> columns)
    {
        string[] words = fact == kind.Default ? [fact.Name(), ""] : [fact.Name()];
        var fields = columns.Where(column => column != "kind").ToDictionary(
            column => IsOfLine(fact, column) && !column.StartsWith("lines.", StringComparison.Ordinal) ? "lines." + column : column,
            column => new MapField(column, null, null, null, Split: column == "segments" ? "|" : null));
        return new(fact.Name(), named ? [new("kind", words, null, null, null, null)] : null, fields);
    }

    private static bool IsMember(FactKind fact, string column) =>
        IsOfLine(fact, column) || (
            fact == FactKind.Customer && column.StartsWith("attributes.", StringComparison.Ordinal) && column.Length > "attributes.".Length)
        || (column is not ("lines" or "attributes") && FactReader.MembersOf(fact).Contains(column));

    private static bool IsOfLine(FactKind fact, string column) => fact is FactKind.Purchase or FactKind.Return
        && OfLines.Contains(column.StartsWith("lines.", StringComparison.Ordinal) ? column["lines.".Length..] : column);
}
