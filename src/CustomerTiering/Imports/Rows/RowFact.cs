using CustomerTiering.Imports.Maps;
using CustomerTiering.Rules.Facts;

namespace CustomerTiering.Imports.Rows;

/// <summary>One fact that a row may contain, with its columns resolved.</summary>
internal sealed class RowFact
{
    private readonly RowTest[] _when;

    internal RowFact(MapFact fact, string path, JoinedRow row)
    {
        FactKinds.TryParse(fact.Kind!, out var kind);
        Kind = kind;
        _when = RowTest.Of(fact.When, path + ".when", row);
        Fields = [.. fact.Fields!.Select(field => new RowField(field.Key, field.Value, $"{path}.fields.{field.Key}", row))];
        (Id, At) = (Array.FindIndex(Fields, field => field.Member == "id"), Array.FindIndex(Fields, field => field.Member == "at"));
        IsGrouped = Array.Exists(Fields, field => field.IsLine);
    }

    internal FactKind Kind { get; }

    internal RowField[] Fields { get; }

    /// <summary>Index of the id field; negative if there is none.</summary>
    internal int Id { get; }

    internal int At { get; }

    /// <summary>Whether all rows with one id form one fact.</summary>
    internal bool IsGrouped { get; }

    internal bool Applies(JoinedRow row) => Array.TrueForAll(_when, test => test.Applies(row));

    internal string?[] Values(JoinedRow row) => Array.ConvertAll(Fields, field => field.Value(row));
}
