using System.Collections.Immutable;
using CustomerTiering.Rules.Policies;

namespace CustomerTiering.Rules.Paths;

/// <summary>Until when the moves of a path do: as long as they count themselves, and everything else that the rule rests on is as it has to be.</summary>
/// <param name="at">How the customer stands.</param>
/// <param name="judge">It, judged again.</param>
internal sealed class LastDays(Standpoint at, Criterion rule, Rejudgement judge)
{
    private readonly Dictionary<int, DateOnly?> _ends = [];
    private readonly Dictionary<DateOnly, ImmutableArray<decimal?>> _values = [];

    /// <summary>The last day of each move of a path, in their order; null where no end is known.</summary>
    public IReadOnlyList<DateOnly?> Of(ImmutableArray<Part> path)
    {
        List<DateOnly?> own = [.. path.OfType<Part.ByShift>().Select(part => EndOf(part.Metric))];
        return OfTheRest(path, own.Min()) is { } rest ? [.. own.Select(day => day < rest ? day : rest)] : own;
    }

    /// <summary>The last day on which what is not moved is as it has to be, where that is before the end of the moves; null elsewhere, and where it is not known.</summary>
    private DateOnly? OfTheRest(ImmutableArray<Part> path, DateOnly? end)
    {
        if (!at.IsOpen || at.Facts is null || end <= at.Assessment.AsOf || path.Any(part => part is not Part.ByShift)) return null;
        var changes = RuleMetrics.Of(at.Policy, rule).Where(place => !IsMovedToo(path, place)).Select(EndOf)
            .OfType<DateOnly>().Where(day => day >= at.Assessment.AsOf && !(day >= end)).Distinct().Order().ToList();
        foreach (var day in changes)
            if (!HoldsOn(day.AddDays(1), path)) return day;
        return end is { } last && !HoldsOn(last, path) ? changes.LastOrDefault(at.Assessment.AsOf) : null;
    }

    /// <summary>Whether a move brings the metric where it is: itself, or of recency, since whoever moves anything buys.</summary>
    private bool IsMovedToo(ImmutableArray<Part> path, int place) =>
        path.Any(part => part is Part.Moved moved && moved.Metric == place) || at.Policy.Policy.Metrics[place] is Metric.Measured { Aggregate: Aggregate.DaysSinceLast };

    private bool HoldsOn(DateOnly day, ImmutableArray<Part> path)
    {
        if (!_values.TryGetValue(day, out var values)) _values[day] = values = at.Policy.Metrics.Evaluate(at.Facts!, day, at.TierStart).Values;
        if (values.IsDefaultOrEmpty) return true;
        decimal?[] then = [.. values.Select((value, place) => IsMovedToo(path, place) ? at.Assessment.Metrics[place] : WithAnOrder(value, place))];
        foreach (var moved in path.OfType<Part.Moved>()) then[moved.Metric] = moved.Value;
        return judge.Holds(then);
    }

    /// <summary>Whoever moves anything places an order: of orders, and of months with one, none is missing for want of it.</summary>
    private decimal? WithAnOrder(decimal? value, int place) =>
        value < at.Assessment.Metrics[place] && at.Policy.Policy.Metrics[place] is Metric.Measured
        {
            Measure.Kind: MeasureKind.Purchases, Aggregate: Aggregate.Count or Aggregate.ActiveMonths, Where.Count: 0, NetAtLeast: null,
        }
            ? value + 1 : value;

    private DateOnly? EndOf(int place)
    {
        if (!_ends.TryGetValue(place, out var end)) _ends[place] = end = at.Policy.Policy.Metrics[place] is Metric.Measured metric ? MoveDays.By(at, metric) : null;
        return end;
    }
}
