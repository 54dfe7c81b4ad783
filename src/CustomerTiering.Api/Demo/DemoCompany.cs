namespace CustomerTiering.Api.Demo;

/// <summary>A generated company: the same seed, number of customers and last day give the same one, on every machine.</summary>
/// <param name="Seed">Any number.</param>
/// <param name="Customers">How many.</param>
/// <param name="Until">The last day of its history, included.</param>
internal sealed record DemoCompany(int Seed, int Customers, DateOnly Until)
{
    /// <summary>The name of the source of all its facts: with it a fact's id is known again, and nothing is added twice.</summary>
    internal const string Source = "demo";

    /// <summary>Shanghai, which has had no other for longer than the history.</summary>
    internal static readonly TimeSpan Offset = TimeSpan.FromHours(8);

    /// <summary>The first day of its history: three years.</summary>
    internal DateOnly First => FirstOf(Until);

    /// <summary>How many days its history has.</summary>
    internal int Days => Until.DayNumber - First.DayNumber + 1;

    internal static DateOnly FirstOf(DateOnly until) => until.AddYears(-3).AddDays(1);

    /// <summary>The last day of a history that began on a day.</summary>
    internal static DateOnly UntilOf(DateOnly first)
    {
        var until = first.AddYears(3).AddDays(-1);
        return FirstOf(until) == first ? until : until.AddDays(FirstOf(until) < first ? 1 : -1);
    }
}
