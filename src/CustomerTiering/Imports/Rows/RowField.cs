using CustomerTiering.Imports.Files;
using CustomerTiering.Imports.Maps;

namespace CustomerTiering.Imports.Rows;

/// <summary>The mapping of one member of a fact from a row.</summary>
internal sealed class RowField
{
    private readonly Column[] _columns;
    private readonly MapField _field;

    internal RowField(string member, MapField field, string path, JoinedRow row)
    {
        (Member, _field) = (member, field);
        IsLine = member.StartsWith("lines.", StringComparison.Ordinal);
        IsAttribute = member.StartsWith("attributes.", StringComparison.Ordinal);
        Name = IsLine || IsAttribute ? member[(member.IndexOf('.', StringComparison.Ordinal) + 1)..] : member;
        _columns = field.Value is not null ? [] : [.. (field.Columns ?? [field.Column!]).Select(column => row.Find(column, path))];
    }

    /// <summary>The full name: <c>lines.quantity</c>.</summary>
    internal string Member { get; }

    /// <summary>The name without its prefix: <c>quantity</c>.</summary>
    internal string Name { get; }

    internal bool IsLine { get; }

    internal bool IsAttribute { get; }

    /// <summary>The separator between several values; null if the member has one value.</summary>
    internal string? Split => _field.Split;

    internal string? Value(JoinedRow row)
    {
        var value = _field.Value ?? (_columns.Length == 1 ? row[_columns[0]] : Together(row));
        if (value is null) return null;
        if (_field.Words is { } words && words.TryGetValue(value, out var other)) value = other.Length == 0 ? null : other;
        return _field.Absolute && value is ['-', ..] ? value[1..] : value;
    }

    private string? Together(JoinedRow row)
    {
        var parts = Array.ConvertAll(_columns, column => row[column]);
        return Array.Exists(parts, part => part is null) ? null : string.Join('/', parts);
    }

    internal static bool IsBroken(string? value) => value is not null && CsvRows.IsBroken(value);
}
