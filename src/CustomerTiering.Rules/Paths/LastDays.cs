using System.Collections.Immutable;
using CustomerTiering.Rules.Policies;

namespace CustomerTiering.Rules.Paths;

/// <summary>How long the moves of a path suffice: while they count themselves, and everything else the rule depends on stays valid.</summary>
/// <param name="at">The customer's standpoint.</param>
/// <param name="judge">Judges the rule again.</param>
internal sealed class LastDays(Standpoint at, Criterion rule, Rejudgement judge)
{
    private readonly Dictionary<int, DateOnly?> _ends = [];
    private readonly Dictionary<DateOnly, ImmutableArray<decimal?>> _values = [];

    /// <summary>The last day of each move of a path, in order; null if no end is known.</summary>
    public IReadOnlyList<DateOnly?> Of(ImmutableArray<Part> path)
    {
        List<DateOnly?> own = [.. path.OfType<Part.ByShift>().Select(part => EndOf(part.Metric))];
        return OfTheRest(path, own.Min()) is { } rest ? [.. own.Select(day => day < rest ? day : rest)] : own;
    }

    /// <summary>The last day on which the unmoved metrics stay valid, if before the end of the moves; otherwise, or if unknown, null.</summary>
    private DateOnly? OfTheRest(ImmutableArray<Part> path, DateOnly? end)
    {
        if (!at.IsOpen || at.Facts is null || end <= at.Assessment.AsOf || path.Any(part => part is not Part.ByShift)) return null;
        var changes = RuleMetrics.Of(at.Policy, rule).Where(place => !IsMovedToo(path, place)).Select(EndOf)
            .OfType<DateOnly>().Where(day => day >= at.Assessment.AsOf && !(day >= end)).Distinct().Order().ToList();
        foreach (var day in changes)
            if (!HoldsOn(day.AddDays(1), path)) return day;
        return end is { } last && !HoldsOn(last, path) ? changes.LastOrDefault(at.Assessment.AsOf) : null;
    }

    /// <summary>Whether a move also sets the metric: the moved metric itself, or recency, since every move involves a purchase.</summary>
    private bool IsMovedToo(ImmutableArray<Part> path, int place) =>
        path.Any(part => part is Part.Moved moved && moved.Metric == place)
            || at.Policy.Policy.Metrics[place] is Metric.Measured { Aggregate: Aggregate.DaysSinceLast };

    private bool HoldsOn(DateOnly day, ImmutableArray<Part> path)
    {
        if (!_values.TryGetValue(day, out var values)) _values[day] = values = at.Policy.Metrics.Evaluate(at.Facts!, day, at.TierStart).Values;
        if (values.IsDefaultOrEmpty) return true;
        decimal?[] then = [.. values.Select((value, place) => IsMovedToo(path, place) ? at.Assessment.Metrics[place] : WithAnOrder(value, place))];
        foreach (var moved in path.OfType<Part.Moved>()) then[moved.Metric] = moved.Value;
        return judge.Holds(then);
    }

    /// <summary>Every move involves an order, so counts of orders and of active months do not fall short for lack of one.</summary>
    private decimal? WithAnOrder(decimal? value, int place) =>
        value < at.Assessment.Metrics[place] && at.Policy.Policy.Metrics[place] is Metric.Measured
        {
            Measure.Kind: MeasureKind.Purchases, Aggregate: Aggregate.Count or Aggregate.ActiveMonths, Where.Count: 0, NetAtLeast: null,
        }
            ? value + 1 : value;

    private DateOnly? EndOf(int place)
    {
        if (!_ends.TryGetValue(place, out var end))
            _ends[place] = end = at.Policy.Policy.Metrics[place] is Metric.Measured metric ? MoveDays.By(at, metric) : null;
        return end;
    }
}
