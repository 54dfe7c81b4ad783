namespace CustomerTiering.Trials;

/// <summary>Counts the customers served by a plan on each day of a trial.</summary>
/// <param name="from">The first day, inclusive.</param>
/// <param name="to">The last day, inclusive.</param>
public sealed class ServedDays(DateOnly from, DateOnly to)
{
    private readonly int[] _changes = new int[to.DayNumber - from.DayNumber + 2];

    /// <summary>Adds a customer for a range of days, both inclusive and within the trial.</summary>
    public void Add(DateOnly first, DateOnly last)
    {
        _changes[first.DayNumber - from.DayNumber]++;
        _changes[last.DayNumber - from.DayNumber + 1]--;
    }

    /// <param name="per">The period of the plan's price; null without a price. Periods follow each other from the first day of the trial.</param>
    public PlanDays Count(Period? per)
    {
        var (days, customers) = (0L, 0L);
        var byLength = new SortedDictionary<int, long>();
        var (n, start, next) = (0, from, from);
        for (var day = from; day <= to; day = day.AddDays(1))
        {
            customers += _changes[day.DayNumber - from.DayNumber];
            days += customers;
            if (per is not { } period) continue;
            if (day == next) (start, next) = (next, period.Times(++n).After(from));
            var length = next.DayNumber - start.DayNumber;
            if (customers > 0) byLength[length] = byLength.GetValueOrDefault(length) + customers;
        }
        return new(days, byLength);
    }
}
