using System.Numerics;
using CustomerTiering.Rules.Policies;

namespace CustomerTiering.Rules.Evaluation;

/// <summary>What a metric of purchases is made of on a day, so that one more order can be added to it without scanning the facts again.</summary>
/// <param name="Gathered">The facts that count so far.</param>
/// <param name="AsOf">Number of the day on which it is judged.</param>
/// <param name="Margin">Of a margin: the sum of the margins in the window, in billionths; else 0.</param>
/// <param name="Net">Of a margin: the sum of what was kept in the window, in billionths; else 0.</param>
internal sealed record OrderInput(MeasuredMetric Metric, Tally Gathered, int AsOf, Int128 Margin, Int128 Net)
{
    /// <summary>Whether the value depends on the amount of the order, not only on there being one.</summary>
    public bool RestsOnAmount => Metric.NetAtLeast is not null || IsOfAmounts;

    private bool IsOfAmounts => Metric.Kind is MeasureKind.PurchasesGross or MeasureKind.PurchasesNet or MeasureKind.PurchasesMargin
        && Metric.Aggregate is Aggregate.Sum or Aggregate.Mean or Aggregate.Min or Aggregate.Max or Aggregate.Last;

    /// <summary>Whether the value moves in a straight line with the amount and without rounding: a sum of what was paid.</summary>
    public bool IsExact => !IsOfAmounts || (Metric.Aggregate != Aggregate.Mean && Metric.Kind != MeasureKind.PurchasesMargin);

    /// <summary>The value with one order of <paramref name="amount"/> more, of one line of quantity 1.</summary>
    /// <param name="day">Number of the order's day.</param>
    /// <param name="amount">In billionths of the currency.</param>
    public decimal? With(int day, Int128 amount)
    {
        // Without a costed line there is no margin to go by: the order has no cost, and is no sample either.
        if (Metric.Kind == MeasureKind.PurchasesMargin && Gathered is { Samples: 0, Sum: var sum } && sum == 0) return Finish(Gathered);
        if (Metric.NetAtLeast is { } least && amount < least) return Finish(Gathered);
        return Finish(Gathered.Plus(day, Metric.Kind switch
        {
            MeasureKind.PurchasesUnits => 1_000,
            MeasureKind.PurchasesMargin => MarginOf(amount),
            _ => amount,
        }));
    }

    private decimal? Finish(Tally tally) =>
        tally.TryFinish(Metric.PerOne, AsOf, Metric.AtLeastSamples, out var value) ? value ?? Metric.Missing : null;

    /// <summary>At the customer's own rate, half-even to a billionth.</summary>
    private Int128 MarginOf(Int128 amount)
    {
        if (Net == 0) return 0;
        var (dividend, divisor) = (BigInteger.Multiply((BigInteger)amount, (BigInteger)Margin), (BigInteger)Net);
        if (divisor < 0) (dividend, divisor) = (-dividend, -divisor);
        var quotient = BigInteger.DivRem(dividend, divisor, out var rest);
        var twice = BigInteger.Abs(rest) * 2;
        return (Int128)(twice > divisor || (twice == divisor && !quotient.IsEven) ? quotient + dividend.Sign : quotient);
    }
}
