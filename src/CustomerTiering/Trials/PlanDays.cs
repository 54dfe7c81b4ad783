using System.Numerics;

namespace CustomerTiering.Trials;

/// <summary>
/// The customer-days of a service plan, counted by the length of the price period that contains them. A day costs the same share of its period, and a
/// whole period costs exactly its price, in leap years too.
/// </summary>
/// <param name="Days">All customer-days.</param>
/// <param name="ByLength">Customer-days by the length of their period in days; empty for a plan without a price.</param>
public sealed record PlanDays(long Days, IReadOnlyDictionary<int, long> ByLength)
{
    public static PlanDays None { get; } = new(0, new SortedDictionary<int, long>());

    public static PlanDays operator +(PlanDays a, PlanDays b)
    {
        var sum = new SortedDictionary<int, long>();
        foreach (var (length, days) in a.ByLength.Concat(b.ByLength)) sum[length] = sum.GetValueOrDefault(length) + days;
        return new(a.Days + b.Days, sum);
    }

    /// <summary>The cost of the days at their prices: summed exactly, rounded once, half-even, to 2 decimals.</summary>
    public static decimal CostOf(IEnumerable<(decimal Price, PlanDays Days)> served)
    {
        var (sum, divisor) = (BigInteger.Zero, BigInteger.One);
        foreach (var (price, days) in served)
        {
            var (units, scale) = Fraction(price);
            foreach (var (length, count) in days.ByLength)
            {
                sum = (sum * scale * length) + (units * count * divisor);
                divisor *= scale * length;
                var common = BigInteger.GreatestCommonDivisor(sum, divisor);
                (sum, divisor) = (sum / common, divisor / common);
            }
        }
        var (cents, rest) = BigInteger.DivRem(sum * 100, divisor);
        if (rest * 2 > divisor || (rest * 2 == divisor && !cents.IsEven)) cents++;
        return (decimal)cents / 100;
    }

    private static (BigInteger Units, BigInteger Scale) Fraction(decimal price) =>
        (new BigInteger(price * (decimal)BigInteger.Pow(10, price.Scale)), BigInteger.Pow(10, price.Scale));
}
