using System.Diagnostics.CodeAnalysis;
using System.Globalization;
using System.Text;

namespace CustomerTiering.Rules.Values;

/// <summary>An ISO 8601 period of whole years, months, weeks and days, above zero: <c>P1Y6M</c>, <c>P2W</c>, <c>P90D</c>.</summary>
/// <remarks>Months are added first and clamp to the last day of the month, then days: 2026-01-31 + P1M1D = 2026-03-01.</remarks>
/// <param name="Months">Whole months; a year counts as twelve.</param>
/// <param name="Days">Whole days; a week counts as seven.</param>
public readonly record struct Period(int Months, int Days)
{
    private readonly string? _written;

    /// <summary>The text as read, which may differ from <see cref="ToString"/> for the same period: <c>P12M</c>, <c>P2W</c>.</summary>
    public string AsWritten { get => _written ?? ToString(); private init => _written = value; }

    /// <summary>Whether months and days are equal, regardless of the text.</summary>
    public bool Equals(Period other) => Months == other.Months && Days == other.Days;

    /// <inheritdoc/>
    public override int GetHashCode() => HashCode.Combine(Months, Days);

    /// <summary>The largest permitted count of one unit.</summary>
    public const int MostOfOneUnit = 36_500;

    /// <summary>This period <paramref name="n"/> times. Month ends are clamped once, from the start.</summary>
    public Period Times(int n) => new(Months * n, Days * n);

    /// <summary>The day one period after <paramref name="start"/>.</summary>
    /// <exception cref="ArgumentOutOfRangeException">The day would be outside the years 1 to 9999.</exception>
    public DateOnly After(DateOnly start) => start.AddMonths(Months).AddDays(Days);

    /// <summary>The day one period before <paramref name="end"/>.</summary>
    /// <exception cref="ArgumentOutOfRangeException">The day would be outside the years 1 to 9999.</exception>
    public DateOnly Before(DateOnly end) => end.AddMonths(-Months).AddDays(-Days);

    /// <summary>Reads an ISO 8601 period above zero: units in the order Y, M, W, D, each at most once; no time part, no sign.</summary>
    public static bool TryParse([NotNullWhen(true)] string? text, out Period period)
    {
        period = default;
        if (text is not ['P', _, ..]) return false;
        int months = 0, days = 0, last = -1;
        for (var i = 1; i < text.Length;)
        {
            var start = i;
            while (i < text.Length && char.IsAsciiDigit(text[i])) i++;
            if (i == start || i == text.Length || i - start > 5) return false;
            var count = int.Parse(text.AsSpan(start, i - start), NumberStyles.None, CultureInfo.InvariantCulture);
            var unit = "YMWD".IndexOf(text[i++], StringComparison.Ordinal);
            if (unit <= last || count > MostOfOneUnit) return false;
            last = unit;
            if (unit < 2) months += unit == 0 ? count * 12 : count;
            else days += unit == 2 ? count * 7 : count;
        }
        period = new(months, days) { AsWritten = text };
        return months + days > 0;
    }

    /// <summary>The period in ISO 8601: <c>P1Y</c> for 12 months, <c>P14D</c> for two weeks.</summary>
    public override string ToString()
    {
        var text = new StringBuilder("P");
        if (Months / 12 > 0) text.Append(CultureInfo.InvariantCulture, $"{Months / 12}Y");
        if (Months % 12 > 0) text.Append(CultureInfo.InvariantCulture, $"{Months % 12}M");
        if (Days > 0) text.Append(CultureInfo.InvariantCulture, $"{Days}D");
        return text.ToString();
    }
}
