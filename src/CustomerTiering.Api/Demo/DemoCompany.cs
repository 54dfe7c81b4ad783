namespace CustomerTiering.Api.Demo;

/// <summary>A generated company, deterministic on every machine: seed, number of customers and last day determine it.</summary>
/// <param name="Seed">Any number.</param>
/// <param name="Customers">The number of customers.</param>
/// <param name="Until">The last day of its history, inclusive.</param>
internal sealed record DemoCompany(int Seed, int Customers, DateOnly Until)
{
    /// <summary>The source of all its facts, so that a repeated fact is recognised as a duplicate.</summary>
    internal const string Source = "demo";

    /// <summary>The offset of Shanghai, constant for the whole history.</summary>
    internal static readonly TimeSpan Offset = TimeSpan.FromHours(8);

    /// <summary>The first day of its history of three years.</summary>
    internal DateOnly First => FirstOf(Until);

    /// <summary>The length of its history, in days.</summary>
    internal int Days => Until.DayNumber - First.DayNumber + 1;

    internal static DateOnly FirstOf(DateOnly until) => until.AddYears(-3).AddDays(1);

    /// <summary>The last day of a history that began on <paramref name="first"/>.</summary>
    internal static DateOnly UntilOf(DateOnly first)
    {
        var until = first.AddYears(3).AddDays(-1);
        return FirstOf(until) == first ? until : until.AddDays(FirstOf(until) < first ? 1 : -1);
    }
}
