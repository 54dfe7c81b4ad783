using System.Collections.Immutable;
using CustomerTiering.Rules.Evaluation;
using CustomerTiering.Rules.Policies;
using CustomerTiering.Rules.Values;

namespace CustomerTiering.Rules.Paths;

/// <summary>The effect of one additional order on the metrics: exact for one amount, and as bounds for a range of amounts.</summary>
internal sealed class SupposedOrder
{
    private const decimal HalfOfLastDecimal = 0.0000005m;

    private readonly CompiledPolicy _policy;
    private readonly ImmutableArray<decimal?> _metrics;
    private readonly OrderInput?[] _inputs;
    private readonly int _day;
    private readonly decimal?[] _constant;
    private readonly bool[] _moves;

    /// <param name="at">The customer's standpoint, with facts.</param>
    /// <param name="day">The day of the order, at most the day of assessment.</param>
    public SupposedOrder(Standpoint at, DateOnly day)
    {
        (_policy, _metrics, _day) = (at.Policy, at.Assessment.Metrics.Items, day.DayNumber);
        var facts = at.Facts ?? throw new ArgumentException("An order is supposed from facts.", nameof(at));
        _inputs = _policy.Metrics.OrderInputs(facts, at.Assessment.AsOf, at.TierStart, day);
        Step = Currencies.Smallest(_policy.Policy.Currency);
        _constant = [.. _inputs.Select((input, i) => input is null ? _metrics[i] : input.RestsOnAmount ? null : input.With(_day, 0))];
        _moves = [.. Enumerable.Range(0, _inputs.Length).Select(Moves)];
    }

    /// <summary>The smallest unit of the currency.</summary>
    public decimal Step { get; }

    /// <summary>Whether some order can change a metric.</summary>
    public bool IsMoved(int metric) => _moves[metric];

    /// <summary>
    /// The steps at which a metric bends: the amount passes the minimum or maximum of existing orders, or the least amount of an order that counts.
    /// Between them each metric is monotonic.
    /// </summary>
    public IEnumerable<long> Bends() => _inputs
        .Select((input, i) => (input, i)).Where(one => one.input is { RestsOnAmount: true, Metric.Aggregate: Aggregate.Min or Aggregate.Max })
        .Select(one => _metrics[one.i]).Concat(
            _inputs.Select(input => input?.Metric.NetAtLeast is { } least ? Scaled.ToDecimal(least, 9) : (decimal?)null))
        .OfType<decimal>().Where(value => value > 0 && value < OrderSearch.MostAmount).Select(value => (long)Math.Floor(value / Step));

    /// <summary>The metrics with an order of <paramref name="steps"/> steps.</summary>
    public decimal?[] Metrics(long steps)
    {
        var amount = Scaled.Of(steps * Step, 9);
        var values = new decimal?[_inputs.Length];
        for (var i = 0; i < values.Length; i++) values[i] = _inputs[i] is { RestsOnAmount: true } input ? input.With(_day, amount) : _constant[i];
        for (var i = 0; i < values.Length; i++)
            if (_moves[i] && _policy.Policy.Metrics[i] is Metric.Ratio ratio) values[i] = RatioOf(ratio, values) ?? ratio.Missing;
        return values;
    }

    /// <summary>The metrics with any order in a range of steps without a bend.</summary>
    public ValueRange[] Between(long from, long to)
    {
        var (first, last) = (Metrics(from), Metrics(to));
        var ranges = new ValueRange[first.Length];
        for (var i = 0; i < ranges.Length; i++)
            ranges[i] = _moves[i] && _policy.Policy.Metrics[i] is Metric.Ratio ratio
                ? Between(ratio, first, last) : ValueRange.Between(first[i], last[i]);
        return ranges;
    }

    private bool Moves(int metric) => _policy.Policy.Metrics[metric] is Metric.Ratio ratio
        ? _inputs[_policy.MetricAt(ratio.First)] is not null || _inputs[_policy.MetricAt(ratio.Second)] is not null
        : _inputs[metric] is { RestsOnAmount: true } || _constant[metric] != _metrics[metric];

    /// <summary>Both metrics are linear, so their exact ratio is monotonic while the divisor keeps its sign. Allows for rounding.</summary>
    private ValueRange Between(Metric.Ratio ratio, decimal?[] first, decimal?[] last)
    {
        var (over, under) = (_policy.MetricAt(ratio.First), _policy.MetricAt(ratio.Second));
        if (first[over] is null || first[under] is null || last[over] is null || last[under] is null)
            return ValueRange.Between(RatioOf(ratio, first), RatioOf(ratio, last)).Or(ratio.Missing);
        var (low, high) = (Math.Min(first[under]!.Value, last[under]!.Value), Math.Max(first[under]!.Value, last[under]!.Value));
        var (overError, underError) = (ErrorOf(over), ErrorOf(under));
        if (low - underError <= 0 && high + underError >= 0)
            return low == 0 && high == 0 && underError == 0 ? ValueRange.Missing.Or(ratio.Missing) : ValueRange.Anything.Or(ratio.Missing);
        if (overError == 0 && underError == 0) return ValueRange.Between(RatioOf(ratio, first), RatioOf(ratio, last));
        var (a, b) = (first[over]!.Value / first[under]!.Value, last[over]!.Value / last[under]!.Value);
        var error = 2 * (overError + (Math.Max(Math.Abs(a), Math.Abs(b)) * underError)) / (Math.Min(Math.Abs(low), Math.Abs(high)) - underError);
        return new(Rounded(Math.Min(a, b) - error), Rounded(Math.Max(a, b) + error), false, true);
    }

    private decimal ErrorOf(int metric) => _inputs[metric] is { IsExact: false } ? HalfOfLastDecimal : 0;

    private decimal? RatioOf(Metric.Ratio ratio, decimal?[] values) =>
        MetricEvaluator.RatioOf(values[_policy.MetricAt(ratio.First)], values[_policy.MetricAt(ratio.Second)]);

    private static decimal Rounded(decimal value) => Math.Round(value, 6, MidpointRounding.ToEven);
}
