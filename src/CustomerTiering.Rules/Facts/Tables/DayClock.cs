using CustomerTiering.Rules.Values;

namespace CustomerTiering.Rules.Facts.Tables;

/// <summary>Calendar days of nearly ordered instants. The last offset is cached while it applies.</summary>
internal struct DayClock(ZoneRules zone)
{
    private const long MicrosecondsPerDay = 86_400_000_000;
    private static readonly int EpochDay = DateOnly.FromDateTime(DateTime.UnixEpoch).DayNumber;
    private long _from = long.MaxValue;
    private long _until = long.MinValue;
    private long _offset;

    /// <summary>The day's number, as <see cref="DateOnly.DayNumber"/>.</summary>
    public int DayOf(long microseconds)
    {
        if (microseconds < _from || microseconds >= _until) Find(microseconds);
        var local = microseconds + _offset;
        var day = local / MicrosecondsPerDay;
        return EpochDay + (int)(local < 0 && day * MicrosecondsPerDay != local ? day - 1 : day);
    }

    private void Find(long microseconds)
    {
        var transitions = zone.Transitions.AsSpan();
        int low = 0, high = transitions.Length;
        while (low < high)
        {
            var middle = (low + high) >>> 1;
            if (transitions[middle].At.Microseconds <= microseconds) low = middle + 1;
            else high = middle;
        }
        _from = low == 0 ? long.MinValue : transitions[low - 1].At.Microseconds;
        _until = low == transitions.Length ? long.MaxValue : transitions[low].At.Microseconds;
        _offset = transitions[Math.Max(0, low - 1)].OffsetSeconds * 1_000_000L;
    }
}
