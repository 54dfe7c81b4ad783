using System.Globalization;
using CustomerTiering.Rules.Values;

namespace CustomerTiering.Api.Hosting;

/// <summary>Reads configuration values, and collects errors, so that all are reported at once.</summary>
internal sealed class ConfiguredValues(IConfiguration configuration)
{
    private readonly List<string> _wrong = [];

    internal string? Text(string key) => configuration[key];

    /// <summary>An integer within bounds, both inclusive; null if absent or invalid.</summary>
    internal int? Whole(string key, int least, int most)
    {
        if (Text(key) is not { } text) return null;
        if (int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var number) && number >= least && number <= most) return number;
        Refuse(key, string.Create(CultureInfo.InvariantCulture, $"must be a whole number from {least} to {most}"));
        return null;
    }

    /// <summary>A period of up to 100 years; null if absent or invalid.</summary>
    internal Period? Period(string key)
    {
        if (Text(key) is not { } text) return null;
        if (Rules.Values.Period.TryParse(text, out var period) && period is { Months: <= 1200, Days: <= 36_525 }) return period;
        Refuse(key, "must be an ISO 8601 period of whole years, months, weeks and days, such as P6M, up to 100 years");
        return null;
    }

    /// <summary>Records that a value is invalid. <paramref name="rule"/> reads like <c>must be a whole number</c>.</summary>
    internal void Refuse(string key, string rule) => _wrong.Add($"{Name(key)} {rule}; it is {(Text(key) is { } text ? $"'{text}'" : "not set")}.");

    /// <exception cref="Refused">A value is invalid; one line for each.</exception>
    internal void RefuseUnlessRight()
    {
        if (_wrong.Count > 0) throw Refused.For(_wrong);
    }

    /// <summary>The name of the environment variable.</summary>
    private static string Name(string key) => key.Replace(":", "__", StringComparison.Ordinal);
}
