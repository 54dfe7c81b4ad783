using System.Globalization;

namespace CustomerTiering.Evidence.Leaves;

/// <summary>Times in a leaf: UTC with exactly six fractional digits, PostgreSQL's precision.</summary>
internal static class LeafTime
{
    private const string Form = "yyyy-MM-dd'T'HH:mm:ss.ffffff'Z'";

    /// <summary>The length of <c>2026-11-20T16:00:00.000000Z</c>.</summary>
    internal const int Bytes = 27;

    /// <summary>Truncates to microseconds.</summary>
    internal static void Write(Span<byte> target, DateTimeOffset time)
    {
        // The standard format "O" differs only by a seventh digit, and is several times as fast as a custom format.
        Span<byte> finer = stackalloc byte[Bytes + 1];
        time.UtcDateTime.TryFormat(finer, out _, "O", CultureInfo.InvariantCulture);
        finer[..(Bytes - 1)].CopyTo(target);
        target[Bytes - 1] = (byte)'Z';
    }

    internal static bool TryParse(string text, out DateTimeOffset time) =>
        DateTimeOffset.TryParseExact(
            text, Form, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal | DateTimeStyles.AdjustToUniversal, out time);
}
