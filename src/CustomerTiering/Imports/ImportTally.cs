using System.Text.Encodings.Web;
using System.Text.Json;

namespace CustomerTiering.Imports;

/// <summary>Counts the outcomes of rows and facts, and writes rejected rows to a file that exists only if there are any.</summary>
internal sealed class ImportTally : IDisposable
{
    private static readonly byte[] LineEnd = "\n"u8.ToArray();
    private readonly Lock _lock = new();
    private readonly string _path;
    private ulong[] _rejectedLines = new ulong[1024];
    private FileStream? _file;

    internal ImportTally(string path)
    {
        _path = path;
        File.Delete(path); // rows that still fail are reported again
    }

    internal long Read { get; set; }

    internal long Skipped { get; set; }

    internal long Rejected { get; private set; }

    internal long Accepted { get; set; }

    internal long Duplicates { get; set; }

    internal long Events { get; set; }

    internal void Reject(long line, params IReadOnlyList<FieldError> errors)
    {
        lock (_lock)
        {
            if (!Mark(line)) Rejected++;
            _file ??= new(_path, FileMode.Create, FileAccess.Write, FileShare.Read);
            using (var json = new Utf8JsonWriter(_file, new JsonWriterOptions { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping }))
            {
                json.WriteStartObject();
                json.WriteNumber("line", line);
                json.WriteStartArray("errors");
                foreach (var error in errors)
                {
                    json.WriteStartObject();
                    json.WriteString("field", error.Field);
                    json.WriteString("code", error.Code);
                    json.WriteString("message", error.Message);
                    json.WriteEndObject();
                }
                json.WriteEndArray();
                json.WriteEndObject();
            }
            _file.Write(LineEnd);
        }
    }

    /// <summary>Rejects all rows of a fact. Each row gets the errors of its own line, or else those of the other rows.</summary>
    internal void Reject(long[] lines, IReadOnlyList<FieldError> errors)
    {
        for (var i = 0; i < lines.Length; i++)
        {
            var index = i;
            var own = lines.Length == 1 ? errors : [.. errors.Where(error => LineOf(error.Field) is not { } line || line == index)];
            Reject(lines[i], own.Count > 0 ? own : [Together(lines[LineOf(errors[0].Field) is { } first && first < lines.Length ? first : 0])]);
        }
    }

    internal static FieldError Together(long line) => new("$", "rejected-together", $"Another row of the same fact is rejected: line {line}.");

    // $.lines[12].quantity refers to the thirteenth row.
    private static int? LineOf(string field)
    {
        const string Lines = "$.lines[";
        if (!field.StartsWith(Lines, StringComparison.Ordinal)) return null;
        var end = field.IndexOf(']', StringComparison.Ordinal);
        return end > 0 && int.TryParse(field.AsSpan(Lines.Length, end - Lines.Length), out var line) ? line : null;
    }

    /// <returns>True if the line was already marked.</returns>
    private bool Mark(long line)
    {
        var (word, bit) = (line >> 6, 1UL << (int)(line & 63));
        if (word >= _rejectedLines.Length) Array.Resize(ref _rejectedLines, (int)Math.Max(word + 1, 2L * _rejectedLines.Length));
        var marked = (_rejectedLines[word] & bit) != 0;
        _rejectedLines[word] |= bit;
        return marked;
    }

    public void Dispose() => _file?.Dispose();
}
