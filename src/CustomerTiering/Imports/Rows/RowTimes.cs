using System.Globalization;
using CustomerTiering.Rules.Facts;

namespace CustomerTiering.Imports.Rows;

/// <summary>
/// Parses times in the formats and the zone of a map. The last result is cached, because the rows of a purchase mostly share their time.
/// </summary>
internal sealed class RowTimes(IReadOnlyList<string>? forms, ZoneRules? zone)
{
    private readonly string[] _forms = [.. forms ?? []];
    private string? _lastText;
    private Instant? _last;

    internal ZoneRules? Zone => zone;

    /// <summary>The instant, or null if the text is not a time.</summary>
    internal Instant? Read(string text)
    {
        if (text == _lastText) return _last;
        (_lastText, _last) = (text, Parse(text));
        return _last;
    }

    private Instant? Parse(string text)
    {
        if (_forms.Length == 0) return FactTime.TryParse(text, zone, out var at) ? at : null;
        foreach (var form in _forms)
        {
            if (HasOffset(form))
            {
                if (DateTimeOffset.TryParseExact(text, form, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out var time))
                    return InRange(time.Year) ? Instant.Of(time) : null;
            }
            else if (zone is not null && DateTime.TryParseExact(text, form, CultureInfo.InvariantCulture, DateTimeStyles.None, out var local))
            {
                return InRange(local.Year) ? zone.FromLocal(DateTime.SpecifyKind(local, DateTimeKind.Unspecified)) : null;
            }
        }
        return null;
    }

    private static bool HasOffset(string form) => form.Contains('z', StringComparison.Ordinal) || form.Contains('K', StringComparison.Ordinal);

    private static bool InRange(int year) => year is >= 1000 and <= 9998;
}
