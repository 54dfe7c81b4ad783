using CustomerTiering.Rules.Values;

namespace CustomerTiering.Rules.Facts.Tables;

/// <summary>The days of a table's rows in one zone.</summary>
internal readonly struct DayColumn
{
    private DayColumn(int[] days, bool ascending) => (Days, Ascending) = (days, ascending);

    /// <summary>One day number per row.</summary>
    public int[] Days { get; }

    /// <summary>
    /// Whether later rows never have earlier days. A clock set back from 00:01 to 23:01, as in St. John's before 2011, shows a new day, the old one,
    /// and the new one again.
    /// </summary>
    public bool Ascending { get; }

    public static DayColumn Of(long[] at, ref DayClock clock)
    {
        if (at.Length == 0) return new([], true);
        var days = new int[at.Length];
        var ascending = true;
        for (var i = 0; i < at.Length; i++)
        {
            days[i] = clock.DayOf(at[i]);
            ascending &= i == 0 || days[i] >= days[i - 1];
        }
        return new(days, ascending);
    }

    /// <summary>A range of rows that contains all days between the two, both included; if days are not ascending, it may contain others.</summary>
    public (int First, int End) Around(int from, int to) =>
        Ascending ? (After(from - 1), to == int.MaxValue ? Days.Length : After(to)) : (0, Days.Length);

    private int After(int day) => Sorted.CountUpTo<int>(Days, day);
}
