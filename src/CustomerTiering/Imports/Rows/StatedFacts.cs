using System.Text.Json;
using CustomerTiering.Imports.Files;
using CustomerTiering.Rules.Facts;

namespace CustomerTiering.Imports.Rows;

/// <summary>The facts of a file in the format of the facts guide, one JSON object per line.</summary>
internal sealed class StatedFacts(ImportKind kind, InputFile file, ZoneRules? zone, ImportTally tally, Action progress)
{
    private const int RowsPerProgress = 10_000;

    internal IEnumerable<PlannedFact> Read(CancellationToken cancel)
    {
        var lines = new Lines(file.Content);
        while (lines.Next())
        {
            cancel.ThrowIfCancellationRequested();
            if (++tally.Read % RowsPerProgress == 0) progress();
            if (lines.TooLong)
            {
                tally.Reject(lines.Number, new FieldError("$", "line-too-long", $"The line has more than {Lines.Longest} bytes."));
                continue;
            }
            if (PlannedFact.Read(WithKind(lines.Current), [lines.Number], kind, zone, tally) is { } planned) yield return planned;
        }
    }

    /// <summary>The line with the default kind added if it names none.</summary>
    private ReadOnlyMemory<byte> WithKind(ReadOnlyMemory<byte> line)
    {
        if (kind.Default is not { } meant || line.Span.Trim(" \t\r"u8) is not [(byte)'{', ..] || NamesKind(line.Span)) return line.ToArray();
        var (begin, open) = (System.Text.Encoding.UTF8.GetBytes($"{{\"kind\":\"{meant.Name()}\""), line.Span.IndexOf((byte)'{') + 1);
        var rest = line.Span[open..];
        byte[] between = rest.TrimStart(" \t"u8) is [(byte)'}', ..] ? [] : [(byte)','];
        return (byte[])[.. begin, .. between, .. rest];
    }

    private static bool NamesKind(ReadOnlySpan<byte> line)
    {
        var reader = new Utf8JsonReader(line);
        try
        {
            while (reader.Read())
            {
                if (reader.CurrentDepth == 1 && reader.TokenType == JsonTokenType.PropertyName)
                {
                    if (reader.ValueTextEquals("kind"u8)) return true;
                    if (!reader.TrySkip()) return true;
                }
            }
            return false;
        }
        catch (JsonException)
        {
            return true; // not JSON; the fact reader refuses it
        }
    }
}
