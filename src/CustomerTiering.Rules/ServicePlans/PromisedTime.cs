using System.Diagnostics.CodeAnalysis;
using System.Globalization;
using System.Text.RegularExpressions;

namespace CustomerTiering.Rules.ServicePlans;

/// <summary>A promised time: an ISO 8601 duration of whole days (24 hours), hours and minutes, above zero, up to 366 days.</summary>
public static partial class PromisedTime
{
    /// <summary>The rule for error messages.</summary>
    public const string Rule = "must be an ISO 8601 duration of days, hours and minutes above zero, up to 366 days, such as PT4H or P2D";

    private static readonly TimeSpan Most = TimeSpan.FromDays(366);

    /// <summary>Reads <c>PT4H</c>, <c>P2D</c>, <c>P1DT12H30M</c>: units in this order, at most once; no weeks, months, fractions or signs.</summary>
    public static bool TryParse([NotNullWhen(true)] string? text, out TimeSpan time)
    {
        time = default;
        if (text is null || Form().Match(text) is not { Success: true } match) return false;
        time = new TimeSpan(Number(match, "d"), Number(match, "h"), Number(match, "m"), 0);
        return time > TimeSpan.Zero && time <= Most;
    }

    private static int Number(Match match, string unit) =>
        match.Groups[unit].Success ? int.Parse(match.Groups[unit].ValueSpan, NumberStyles.None, CultureInfo.InvariantCulture) : 0;

    [GeneratedRegex(
        @"^P(?=[0-9]|T[0-9])(?:(?<d>[0-9]{1,3})D)?(?:T(?=[0-9])(?:(?<h>[0-9]{1,4})H)?(?:(?<m>[0-9]{1,6})M)?)?\z", RegexOptions.ExplicitCapture)]
    private static partial Regex Form();
}
