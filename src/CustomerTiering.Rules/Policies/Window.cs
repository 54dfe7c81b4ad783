using CustomerTiering.Rules.Values;

namespace CustomerTiering.Rules.Policies;

/// <summary>A unit of the calendar.</summary>
public enum CalendarUnit
{
#pragma warning disable CS1591 // The names say it.
    Month, Quarter, Year,
#pragma warning restore CS1591
}

/// <summary>The days whose facts a metric counts, seen from the as-of day D; D is included, except in a calendar window that lies before it.</summary>
public abstract record Window
{
    private Window() { }

    /// <summary>After D − <paramref name="Length"/>, up to D.</summary>
    public sealed record Rolling(Period Length) : Window;

    /// <summary>From the first day of the unit up to D, or with a negative <paramref name="Offset"/> the whole unit that many units before.</summary>
    public sealed record Calendar(CalendarUnit Unit, int Offset) : Window;

    /// <summary>Since the last anniversary of joining, that day included, up to D.</summary>
    public sealed record Anniversary : Window;

    /// <summary>Since the first day of the held tier, included, up to D; without a held tier since joining.</summary>
    public sealed record SinceTierStart : Window;

    /// <summary>Everything up to D.</summary>
    public sealed record Lifetime : Window;

    /// <summary>A state: the value in force at the end of D.</summary>
    public sealed record State : Window;
}
