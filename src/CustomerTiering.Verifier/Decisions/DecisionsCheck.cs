using System.Text;

namespace CustomerTiering.Verifier.Decisions;

/// <summary>The first difference between claimed and recomputed decisions.</summary>
/// <param name="Line">The line, from 1.</param>
/// <param name="Byte">The byte within the line, from 1.</param>
/// <param name="Expected">The claimed text from there on; empty at the end of the file.</param>
/// <param name="Decided">The recomputed text from there on; empty at its end.</param>
internal readonly record struct FirstDifference(int Line, int Byte, string Expected, string Decided);

/// <summary>Compares claimed decisions with recomputed ones, byte for byte.</summary>
internal static class DecisionsCheck
{
    private const int Shown = 60;

    internal static FirstDifference? Compare(ReadOnlySpan<byte> expected, IReadOnlyList<string> decided)
    {
        var line = 0;
        foreach (var text in decided)
        {
            line++;
            var bytes = Encoding.UTF8.GetBytes(text + "\n");
            var same = expected.CommonPrefixLength(bytes);
            if (same < bytes.Length) return new(line, same + 1, Show(expected[same..]), Show(bytes.AsSpan(same)));
            expected = expected[bytes.Length..];
        }
        return expected.IsEmpty ? null : new(line + 1, 1, Show(expected), "");
    }

    /// <summary>The rest of the line, truncated, with the line ending made visible.</summary>
    private static string Show(ReadOnlySpan<byte> rest)
    {
        var end = rest.IndexOf((byte)'\n');
        var shown = Encoding.UTF8.GetString(rest[..Math.Min(end < 0 ? rest.Length : end, Shown)]);
        return end is >= 0 and < Shown ? shown + "\\n" : shown;
    }
}
