using System.Text;
using CsvHelper;

namespace CustomerTiering.Imports.Files;

/// <summary>CSV according to RFC 4180, with a header line.</summary>
internal sealed class CsvRows : TableRows
{
    private const int LongestRow = 1 << 20;
    private const char Replacement = '\uFFFD';
    private readonly CsvReader _reader;
    private readonly string[] _columns;
    private bool _malformed;

    /// <param name="delimiter">The column separator; null detects it from the first lines.</param>
    internal CsvRows(Stream content, Encoding encoding, char? delimiter)
    {
        _reader = CsvReader.Create(content, new CsvReaderOptions
        {
            Separator = delimiter,
            Encoding = encoding,
            MaxRecordSize = LongestRow,
            TrackLineNumbers = true,
            PoolStrings = true,
            OnMalformedRecord = _ => _malformed = true,
        });
        _reader.ReadHeader();
        _columns = [.. _reader.Headers];
        if (_columns.Length == 0) throw new ImportRefusedException("file", "empty-file", "The file has no header line.");
        if (_columns.Where(name => name.Length > 0)
            .GroupBy(name => name, StringComparer.Ordinal).FirstOrDefault(names => names.Count() > 1) is { } twice)
            throw new ImportRefusedException("file", "duplicate-column", $"The column '{twice.Key}' occurs twice.");
    }

    internal override long Line => _reader.LineNumber;

    internal override IReadOnlyList<string> Columns => _columns;

    internal override string? Fault =>
        _malformed ? "There is a quote in an invalid place."
        : _reader.FieldCount != _columns.Length ? $"The row has {_reader.FieldCount} columns, expected {_columns.Length}."
        : null;

    internal override string? this[int slot] => _reader.IsEmpty(slot) ? null : _reader.GetString(slot);

    internal override int? Slot(string column) => Array.IndexOf(_columns, column) is >= 0 and var slot ? slot : null;

    internal override bool Next()
    {
        _malformed = false;
        try
        {
            return _reader.Read();
        }
        catch (CsvFormatException)
        {
            throw new ImportRefusedException(
                "file", "row-too-long", $"After line {_reader.LineNumber} a row has more than {LongestRow} bytes; a quote may be missing.");
        }
    }

    /// <summary>Whether the value contains bytes that are invalid in the file's encoding.</summary>
    internal static bool IsBroken(string value) => value.Contains(Replacement, StringComparison.Ordinal);

    public override void Dispose() => _reader.Dispose();
}
