using CustomerTiering.Rules.Values;

namespace CustomerTiering.Rules.Policies;

/// <summary>A unit of the calendar.</summary>
public enum CalendarUnit
{
#pragma warning disable CS1591 // The names say it.
    Month, Quarter, Year,
#pragma warning restore CS1591
}

/// <summary>The days whose facts a metric counts, relative to the as-of day D. D is included, except in a calendar window before it.</summary>
public abstract record Window
{
    private Window() { }

    /// <summary>After D − <paramref name="Length"/>, up to D.</summary>
    public sealed record Rolling(Period Length) : Window;

    /// <summary>From the first day of the unit up to D; with a negative <paramref name="Offset"/>, the whole unit that many units earlier.</summary>
    /// <param name="Offset">0 or less.</param>
    /// <param name="Begins">The first day of a year; 29 February becomes 28 February in other years. Null for 1 January and for other units.</param>
    public sealed record Calendar(CalendarUnit Unit, int Offset, MonthDay? Begins = null) : Window;

    /// <summary>From the last anniversary of joining, included, up to D.</summary>
    public sealed record Anniversary : Window;

    /// <summary>From the first day of the held tier, included, up to D; without a held tier, from joining.</summary>
    public sealed record SinceTierStart : Window;

    /// <summary>
    /// From the last anniversary of the first day of the held tier, included, up to D; without a held tier, of joining. Empty before the tier's first
    /// day.
    /// </summary>
    public sealed record TierAnniversary : Window;

    /// <summary>
    /// From the start of the current cycle up to D. Cycles start whole periods before or after the date in an attribute, counted from that date, so
    /// that month ends are clamped once. If the attribute on D is absent or not a date (<c>YYYY-MM-DD</c>), there is no window and the metric is
    /// missing.
    /// </summary>
    public sealed record Cycle(Period Length, string Attribute) : Window;

    /// <summary>Everything up to D.</summary>
    public sealed record Lifetime : Window;

    /// <summary>A state: the value in force at the end of D.</summary>
    public sealed record State : Window;
}
