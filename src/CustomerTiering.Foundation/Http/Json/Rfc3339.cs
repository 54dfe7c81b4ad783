using System.Globalization;
using System.Text.Json;

namespace CustomerTiering.Http.Json;

/// <summary>A date, <c>T</c>, a time to the second with up to seven fractional digits, and <c>Z</c> or an offset, which is required.</summary>
public static class Rfc3339
{
    internal const string Rule = "must be a time in RFC 3339 with its offset, such as \"2026-11-20T16:00:00Z\", from the year 1 to 9999 in UTC";

    private static readonly string[] Forms = [.. from zone in (string[])["'Z'", "zzz"] from digits in Enumerable.Range(0, 8)
        select "yyyy-MM-dd'T'HH:mm:ss" + (digits == 0 ? "" : "." + new string('f', digits)) + zone];

    /// <summary>Parses an instant, in UTC.</summary>
    public static bool TryRead(string? text, out DateTimeOffset instant) =>
        DateTimeOffset.TryParseExact(
            text, Forms, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal | DateTimeStyles.AdjustToUniversal, out instant);

    internal static DateTimeOffset Read(ref Utf8JsonReader reader) =>
        reader.TokenType == JsonTokenType.String && !reader.ValueIsEscaped && TryRead(reader.GetString(), out var instant)
            ? instant : throw new BrokenRule(Rule);
}
