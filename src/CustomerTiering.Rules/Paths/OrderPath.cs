using CustomerTiering.Rules.Evaluation;
using CustomerTiering.Rules.Policies;

namespace CustomerTiering.Rules.Paths;

/// <summary>The path of a single order, in addition to paths of moves that each count separately.</summary>
internal static class OrderPath
{
    /// <summary>The smallest order that makes a rule hold, with the days on which it does; null if there is none.</summary>
    public static TierPath? Of(Standpoint at, Criterion rule, Rejudgement judge)
    {
        var day = at.Assessment.AsOf;
        if (OrderSearch.Least(at, rule, judge, day) is not { } amount) return null;
        var metrics = RuleMetrics.Of(at.Policy, rule);
        var order = new SupposedOrder(at, day);
        var after = order.Metrics((long)(amount / order.Step));
        var from = at.IsOpen ? null : FirstDay(at, judge, metrics.Where(order.IsMoved), amount);
        var by = at.IsOpen ? LastDay(at, judge, metrics.Where(order.IsMoved), amount) : day;
        return new TierPath([], [], CostOf(at.Policy, metrics, after, amount))
        {
            Order = new(amount, at.Policy.Policy.Currency, [.. OrderConditions.Of(at.Policy, metrics)!], from, by),
            IsInternal = !judge.HoldsAsTold(after),
        };
    }

    /// <summary>Inserts the order: first if it costs less than moves of amounts alone, otherwise by its cost.</summary>
    public static IEnumerable<TierPath> Among(IReadOnlyList<TierPath> paths, TierPath? order)
    {
        if (order is not { Order.Amount: var amount }) return paths;
        var asked = paths.Where(path => IsOfAmounts(path, order.Order.Currency))
            .Select(path => path.Moves.Sum(move => move.Delta ?? move.Needed)).ToList();
        var place = asked.Count > 0 && amount < asked.Min()
            ? 0 : paths.TakeWhile(path => path.Conditions.Count == 0 && path.Cost <= order.Cost).Count();
        return [.. paths.Take(place), order, .. paths.Skip(place)];
    }

    /// <summary>Whether the path requires only spending.</summary>
    public static bool IsOfAmounts(TierPath path, string currency) =>
        path is { Conditions.Count: 0, Moves.Count: > 0 } && path.Moves.All(move => move.Unit == currency && move.Delta is null or > 0);

    /// <summary>The amount relative to the largest sum that it leads to, comparable to the cost of a move.</summary>
    private static decimal CostOf(CompiledPolicy policy, IEnumerable<int> metrics, decimal?[] after, decimal amount)
    {
        var sums = metrics.Where(place => policy.Policy.Metrics[
            place] is Metric.Measured { Aggregate: Aggregate.Sum, Measure.Kind: MeasureKind.PurchasesNet or MeasureKind.PurchasesGross })
            .Select(place => after[place] ?? 0);
        return Math.Round(amount / Math.Max(sums.Append(amount).Max(), 1), 6, MidpointRounding.ToEven);
    }

    /// <summary>The last day on which the order is sufficient on its own day, before facts leave a window; otherwise the as-of day.</summary>
    private static DateOnly? LastDay(Standpoint at, Rejudgement judge, IEnumerable<int> moved, decimal amount)
    {
        var ends = moved.Select(place => at.Policy.Policy.Metrics[place])
            .OfType<Metric.Measured>().Select(metric => MoveDays.By(at, metric)).OfType<DateOnly>().ToList();
        if (ends.Count == 0 || ends.Min() <= at.Assessment.AsOf) return ends.Count == 0 ? null : at.Assessment.AsOf;
        return IsEnough(at, judge, ends.Min(), ends.Min(), amount) ? ends.Min() : at.Assessment.AsOf;
    }

    /// <summary>
    /// Null if an order on the first day left has the same result on the day of assessment as an order on that day. Otherwise the first day within
    /// every window or, if that is too early, the day of assessment.
    /// </summary>
    private static DateOnly? FirstDay(Standpoint at, Rejudgement judge, IEnumerable<int> moved, decimal amount)
    {
        var day = at.Assessment.AsOf;
        if (at.From != DateOnly.MinValue && at.From < day && IsEnough(at, judge, day, at.From, amount)) return null;
        var first = moved.Select(place => at.Policy.Policy.Metrics[place])
            .OfType<Metric.Measured>().Select(metric => MoveDays.FirstOf(at, metric)).DefaultIfEmpty(day).Max();
        return first < day && IsEnough(at, judge, day, first, amount) ? first : day;
    }

    private static bool IsEnough(Standpoint at, Rejudgement judge, DateOnly judged, DateOnly bought, decimal amount)
    {
        var values = at.Policy.Metrics.Evaluate(at.Facts!, judged, at.TierStart).Values;
        if (values.IsDefaultOrEmpty) return false;
        var then = new SupposedOrder(at with { Assessment = at.Assessment with { AsOf = judged, Metrics = new(values) } }, bought);
        return judge.Holds(then.Metrics((long)(amount / then.Step)));
    }
}
