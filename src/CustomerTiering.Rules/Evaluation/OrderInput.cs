using System.Numerics;
using CustomerTiering.Rules.Policies;

namespace CustomerTiering.Rules.Evaluation;

/// <summary>The parts of a metric of purchases on a day, so that one more order can be added without scanning the facts again.</summary>
/// <param name="Gathered">The facts that count so far.</param>
/// <param name="AsOf">Day number of the assessment.</param>
/// <param name="Margin">For a margin, the sum of the margins in the window, in billionths; otherwise 0.</param>
/// <param name="Net">For a margin, the net sum in the window, in billionths; otherwise 0.</param>
internal sealed record OrderInput(MeasuredMetric Metric, Tally Gathered, int AsOf, Int128 Margin, Int128 Net)
{
    /// <summary>Whether the value depends on the amount of the order, not only on its existence.</summary>
    public bool RestsOnAmount => Metric.NetAtLeast is not null || IsOfAmounts;

    private bool IsOfAmounts => Metric.Kind is MeasureKind.PurchasesGross or MeasureKind.PurchasesNet or MeasureKind.PurchasesMargin
        && Metric.Aggregate is Aggregate.Sum or Aggregate.Mean or Aggregate.Min or Aggregate.Max or Aggregate.Last;

    /// <summary>Whether the value is linear in the amount and not rounded: a sum of amounts.</summary>
    public bool IsExact => !IsOfAmounts || (Metric.Aggregate != Aggregate.Mean && Metric.Kind != MeasureKind.PurchasesMargin);

    /// <summary>The value with one additional order of one line with quantity 1.</summary>
    /// <param name="day">Day number of the order.</param>
    /// <param name="amount">In billionths of the currency.</param>
    public decimal? With(int day, Int128 amount)
    {
        // Without a costed line there is no margin to apply: the order has no cost and is not a sample.
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

    /// <summary>At the customer's own rate, rounded half-even to a billionth.</summary>
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
