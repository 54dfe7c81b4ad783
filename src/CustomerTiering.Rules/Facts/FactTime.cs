using System.Globalization;
using CustomerTiering.Rules.Values;

namespace CustomerTiering.Rules.Facts;

/// <summary>
/// Reads the forms of <c>at</c>: RFC 3339 with an offset; or, in a given zone, a local time or a date (its midnight). Times are truncated to a
/// microsecond. Years are 1000 to 9998, so that nearby days are within the calendar.
/// </summary>
public static class FactTime
{
    private static readonly string[] LocalForms = ["yyyy-MM-dd", "yyyy-MM-dd'T'HH:mm", "yyyy-MM-dd'T'HH:mm:ss"];

    /// <summary>Reads a time.</summary>
    /// <param name="zone">The zone for times without an offset; null: such a time is invalid.</param>
    public static bool TryParse(string text, ZoneRules? zone, out Instant at)
    {
        at = default;
        if (!SplitOffset(text, out var local, out var offset) || !SplitFraction(ref local, out var microseconds)) return false;
        if (!DateTime.TryParseExact(local, LocalForms, CultureInfo.InvariantCulture, DateTimeStyles.None, out var time)) return false;
        if (time.Year is < 1000 or > 9998 || (offset is not null && local.Length != 19)) return false;
        time = DateTime.SpecifyKind(time, DateTimeKind.Unspecified).AddMicroseconds(microseconds);
        if (offset is { } minutes) at = Instant.Of(new DateTimeOffset(DateTime.SpecifyKind(time, DateTimeKind.Utc)).AddMinutes(-minutes));
        else if (zone is not null) at = zone.FromLocal(time);
        return offset is not null || zone is not null;
    }

    // RFC 3339 permits lower-case t and z, and a space for readability.
    private static bool SplitOffset(string text, out string local, out int? minutes)
    {
        (local, minutes) = (text, null);
        if (text.Length > 10 && text[10] is 't' or ' ') local = string.Concat(text.AsSpan(0, 10), "T", text.AsSpan(11));
        if (local.Length <= 10) return true;
        if (local[^1] is 'Z' or 'z')
        {
            (local, minutes) = (local[..^1], 0);
            return true;
        }
        if (local[^6] is not ('+' or '-')) return true;
        var (sign, offset) = (local[^6] == '-' ? -1 : 1, local[^5..]);
        local = local[..^6];
        if (offset[2] != ':' || !Digits(offset.AsSpan(0, 2), out var hours) || !Digits(offset.AsSpan(3), out var rest) || hours > 23 || rest > 59)
            return false;
        minutes = sign * ((hours * 60) + rest);
        return true;
    }

    private static bool SplitFraction(ref string local, out int microseconds)
    {
        microseconds = 0;
        var point = local.IndexOf('.', StringComparison.Ordinal);
        if (point < 0) return true;
        var fraction = local[(point + 1)..];
        if (point != 19 || fraction.Length is 0 or > 18 || fraction.AsSpan().ContainsAnyExceptInRange('0', '9')) return false;
        local = local[..point];
        microseconds = int.Parse(fraction.PadRight(6, '0').AsSpan(0, 6), NumberStyles.None, CultureInfo.InvariantCulture);
        return true;
    }

    private static bool Digits(ReadOnlySpan<char> text, out int value) =>
        int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out value);
}
