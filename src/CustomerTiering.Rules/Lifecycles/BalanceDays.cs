using CustomerTiering.Rules.Facts;
using CustomerTiering.Rules.Policies;

namespace CustomerTiering.Rules.Lifecycles;

/// <summary>
/// The days on which a daily aggregate crosses a threshold, or gets enough samples, while the value in force stays the same. From a fixed first day
/// on, the aggregate only approaches that value, so each crossing is found by bisection. While days leave a rolling window it may rise and fall, and
/// each day is tested.
/// </summary>
internal sealed class BalanceDays
{
    /// <summary>In calendar units of varying length, enough samples may come and go for ever; this many days are searched.</summary>
    private const int MostDays = 3_653;

    private const int MostUnits = 120, FewestDaysOfAMonth = 28;

    private readonly Metric.Measured _metric;
    private readonly DateOnly _asOf;
    private readonly DateOnly _through;
    private readonly Func<DateOnly, int> _position;

    /// <param name="metric">One of the lifecycle's daily metrics.</param>
    /// <param name="asOf">The search starts after this day.</param>
    /// <param name="through">The last day without facts.</param>
    public BalanceDays(CompiledLifecycle lifecycle, Metric.Measured metric, KnownFacts facts, DateOnly asOf, DateOnly through)
    {
        (_metric, _asOf, _through) = (metric, asOf, through);
        var (alone, thresholds) = (lifecycle.Balances[metric.Name], lifecycle.Thresholds[metric.Name]);
        _position = day => PositionOf(alone.Evaluate(facts, day).Values[0], thresholds.AsSpan());
    }

    /// <summary>The days, unordered; some may change nothing.</summary>
    public List<DateOnly> Find(WindowRestarts restarts)
    {
        var found = new List<DateOnly>();
        if (_metric.Window is Window.Rolling rolling) DayByDay(rolling, found);
        else if (_metric.Window is Window.Calendar { Offset: < 0 } before) WholeUnits(before, found);
        else Spans(restarts, found);
        return found;
    }

    /// <summary>The position of a value among the thresholds, on one or between two; -1 for a missing value.</summary>
    private static int PositionOf(decimal? value, ReadOnlySpan<decimal> thresholds)
    {
        if (value is not { } number) return -1;
        var place = thresholds.BinarySearch(number);
        return place >= 0 ? (2 * place) + 1 : 2 * ~place;
    }

    private void DayByDay(Window.Rolling rolling, List<DateOnly> found)
    {
        var fewest = ((long)rolling.Length.Months * FewestDaysOfAMonth) + rolling.Length.Days;
        var settled = _metric.AtLeastSamples > fewest ? Later(MostDays) : SilentDays.Leaves(rolling.Length, _asOf);
        var (last, position) = (settled < _through ? settled : _through, _position(_asOf));
        for (var day = _asOf; day < last;)
        {
            day = day.AddDays(1);
            var now = _position(day);
            if (now != position) found.Add(day);
            position = now;
        }
    }

    /// <summary>A whole unit in the past stays unchanged until the next one begins.</summary>
    private void WholeUnits(Window.Calendar before, List<DateOnly> found)
    {
        var units = 1 - before.Offset + (_metric.AtLeastSamples >= FewestDaysOfAMonth ? MostUnits : 0);
        for (var later = 0; later <= units; later++) found.Add(WindowRestarts.OfUnit(before, _asOf, later));
    }

    private void Spans(WindowRestarts restarts, List<DateOnly> found)
    {
        // After the first restart only the value in force counts; only samples are still to come, anew in each span.
        var end = _metric.AtLeastSamples > 1 ? Later(MostDays) : restarts.After(_metric.Window, _asOf) ?? _through;
        for (var day = _asOf; ;)
        {
            var next = restarts.After(_metric.Window, day);
            var last = next is { } restart && restart <= _through ? restart.AddDays(-1) : _through;
            Passings(day, _position(day), last, _position(last), found);
            if (next is not { } first || first > _through || first > end) return;
            found.Add(first);
            day = first;
        }
    }

    /// <summary>The days after <paramref name="from"/>, up to <paramref name="to"/>, on which the position changes. It must be monotonic.</summary>
    private void Passings(DateOnly from, int before, DateOnly to, int after, List<DateOnly> found)
    {
        if (before == after) return;
        if (to.DayNumber - from.DayNumber == 1)
        {
            found.Add(to);
            return;
        }
        var middle = DateOnly.FromDayNumber((from.DayNumber + to.DayNumber) / 2);
        var between = _position(middle);
        Passings(from, before, middle, between, found);
        Passings(middle, between, to, after, found);
    }

    private DateOnly Later(int days) => DateOnly.MaxValue.DayNumber - _asOf.DayNumber < days ? DateOnly.MaxValue : _asOf.AddDays(days);
}
