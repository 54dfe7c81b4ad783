using CustomerTiering.Rules.Policies;

namespace CustomerTiering.Rules.Paths;

/// <summary>
/// Finds the smallest single order that makes a rule hold, exactly. Amounts are bisected from the smallest up. Ranges in which the rule cannot hold,
/// by bounds on the metrics, are skipped. The amount found is verified individually.
/// </summary>
internal sealed class OrderSearch
{
    /// <summary>The largest order considered.</summary>
    public const decimal MostAmount = 1_000_000_000;

    /// <summary>The maximum number of ranges before the search is given up. A few dozen are usual.</summary>
    private const int MostRanges = 50_000;

    private readonly Rejudgement _judge;
    private readonly SupposedOrder _order;
    private int _ranges;

    private OrderSearch(Rejudgement judge, SupposedOrder order) => (_judge, _order) = (judge, order);

    /// <summary>The amount; null if no order makes the rule hold, if conditions of its metrics exclude each other, or without facts.</summary>
    public static decimal? Least(Standpoint at, Criterion rule, Rejudgement judge, DateOnly day)
    {
        var metrics = RuleMetrics.Of(at.Policy, rule);
        if (at.Facts is null || OrderConditions.Of(at.Policy, metrics) is null) return null;
        var order = new SupposedOrder(at, day);
        if (!metrics.Any(order.IsMoved)) return null;
        return new OrderSearch(judge, order).Least() * order.Step;
    }

    private long? Least()
    {
        var (from, most) = (1L, (long)(MostAmount / _order.Step));
        foreach (var to in _order.Bends().SelectMany(bend => (long[])[bend - 1, bend, bend + 1])
            .Where(bend => bend > 0 && bend < most).Append(most).Distinct().Order())
        {
            if (Least(from, to) is { } found) return found;
            from = to + 1;
        }
        return null;
    }

    private long? Least(long from, long to)
    {
        if (from == to) return _judge.Holds(_order.Metrics(from)) ? from : null;
        if (_ranges++ > MostRanges || _judge.HoldsWithin(_order.Between(from, to)) == false) return null;
        var middle = from + ((to - from) / 2);
        return Least(from, middle) ?? Least(middle + 1, to);
    }
}
