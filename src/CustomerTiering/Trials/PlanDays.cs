using System.Numerics;

namespace CustomerTiering.Trials;

/// <summary>
/// For how many days a plan served customers: counted apart by the length of the period of its price in which they lie, so that a day costs the same share
/// of its period and a whole period exactly its price, leap years or not.
/// </summary>
/// <param name="Days">Customer-days in all.</param>
/// <param name="ByLength">Customer-days by the days of their period; empty for a plan without a price.</param>
public sealed record PlanDays(long Days, IReadOnlyDictionary<int, long> ByLength)
{
    /// <summary>None.</summary>
    public static PlanDays None { get; } = new(0, new SortedDictionary<int, long>());

    /// <summary>Both together.</summary>
    public static PlanDays operator +(PlanDays a, PlanDays b)
    {
        var sum = new SortedDictionary<int, long>();
        foreach (var (length, days) in a.ByLength.Concat(b.ByLength)) sum[length] = sum.GetValueOrDefault(length) + days;
        return new(a.Days + b.Days, sum);
    }

    /// <summary>What days cost at their prices: summed exactly, rounded once, half-even, to 2 decimals.</summary>
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
