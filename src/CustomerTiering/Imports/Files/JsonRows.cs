using System.Text.Json;
using CustomerTiering.Http.Json;

namespace CustomerTiering.Imports.Files;

/// <summary>JSON objects, one per line. The column name of a nested member is its path with dots.</summary>
internal sealed class JsonRows(Stream content) : TableRows
{
    private readonly Lines _lines = new(content);
    private readonly List<string[]> _paths = [];
    private string?[] _values = [];
    private string? _fault;

    internal override long Line => _lines.Number;

    internal override IReadOnlyList<string>? Columns => null;

    internal override string? Fault => _fault;

    internal override string? this[int slot] => _values[slot];

    internal override int? Slot(string column)
    {
        var path = column.Split('.');
        var known = _paths.FindIndex(other => other.SequenceEqual(path));
        if (known >= 0) return known;
        _paths.Add(path);
        _values = new string?[_paths.Count];
        return _paths.Count - 1;
    }

    internal override bool Next()
    {
        if (!_lines.Next()) return false;
        Array.Clear(_values);
        _fault = _lines.TooLong ? $"The line has more than {Lines.Longest} bytes." : StrictJson.Check(_lines.Current.Span) is { } fault
            ? $"{fault.Path}: {fault.Reason}" : null;
        if (_fault is not null) return true;
        using var document = JsonDocument.Parse(_lines.Current, new JsonDocumentOptions { MaxDepth = JsonSettings.MaxDepth });
        if (document.RootElement.ValueKind != JsonValueKind.Object) _fault = "The line is not a JSON object.";
        else for (var i = 0; i < _values.Length; i++) _values[i] = Value(document.RootElement, _paths[i]);
        return true;
    }

    private string? Value(JsonElement element, string[] path)
    {
        foreach (var name in path)
            if (element.ValueKind != JsonValueKind.Object || !element.TryGetProperty(name, out element)) return null;
        switch (element.ValueKind)
        {
            case JsonValueKind.String: return element.GetString() is { Length: > 0 } text ? text : null;
            case JsonValueKind.Number or JsonValueKind.True or JsonValueKind.False: return element.GetRawText();
            case JsonValueKind.Null: return null;
            default:
                _fault ??= $"'{string.Join('.', path)}' is a list or an object, not one value.";
                return null;
        }
    }

    public override void Dispose() => content.Dispose();
}
