namespace CustomerTiering.Satisfaction;

/// <summary>An estimate with its 95 % confidence interval.</summary>
/// <param name="Low">Lower end of the interval; null if a single answer gives no spread.</param>
/// <param name="High">Upper end of the interval; null if a single answer gives no spread.</param>
public sealed record Estimate(decimal Value, decimal? Low, decimal? High);

/// <summary>
/// Estimates for the population from a sample of scores. Shares and means are rounded to 4 decimals, NPS to 2, half away from zero. The arithmetic is
/// binary floating point because it needs square roots. Amounts of money never use it.
/// </summary>
public static class ScoreStatistics
{
    /// <summary>
    /// Samples smaller than this are flagged as few. Below about 30 answers, the normal approximation of means and NPS is unreliable.
    /// </summary>
    public const int Few = 30;

    /// <summary>The 97.5 % point of the standard normal distribution.</summary>
    public const double Z = 1.959963984540054;

    /// <summary>
    /// A share with Wilson's score interval: (x + z²/2 ± z·√(x(n−x)/n + z²/4)) / (n + z²). It stays within 0 and 1 and is also valid for small
    /// samples. E. B. Wilson, Probable inference, JASA 22 (1927), 209–212; recommended by Brown, Cai and DasGupta, Statistical Science 16 (2001),
    /// 101–133.
    /// </summary>
    /// <param name="hits">The number of answers that count, x.</param>
    /// <param name="count">The number of all answers, n; 0 returns null.</param>
    public static Estimate? Share(long hits, long count)
    {
        if (count == 0) return null;
        double x = hits, n = count, square = Z * Z;
        var middle = x + (square / 2);
        var spread = Z * Math.Sqrt((x * (n - x) / n) + (square / 4));
        // At the ends of the scale the interval touches them exactly. Clamping keeps rounding errors from exceeding them.
        return new(Round(x / n, 4), Round(Math.Max(0, (middle - spread) / (n + square)), 4), Round(Math.Min(1, (middle + spread) / (n + square)), 4));
    }

    /// <summary>
    /// The mean with the normal-approximation interval: m ± z·s/√n, s² = Σ(score − m)²/(n − 1). Not clamped to the scale. Casella and Berger,
    /// Statistical Inference, 2nd ed., 9.2.
    /// </summary>
    /// <param name="histogram">The number of answers by score.</param>
    public static Estimate? Mean(IReadOnlyDictionary<int, long> histogram)
    {
        var n = histogram.Values.Sum();
        if (n == 0) return null;
        var sum = histogram.Sum(one => one.Key * one.Value);
        var mean = (double)sum / n;
        if (n == 1) return new(Round(mean, 4), null, null);
        var squares = histogram.Sum(one => one.Value * (one.Key - mean) * (one.Key - mean));
        var spread = Z * Math.Sqrt(squares / (n - 1) / n);
        return new(Round(mean, 4), Round(mean - spread, 4), Round(mean + spread, 4));
    }

    /// <summary>
    /// The Net Promoter Score in points from −100 to 100: 100·(p − d), where p is the share of scores 9 and 10 and d that of 0 to 6. The interval
    /// uses the variance of a difference of two shares of one multinomial sample, (p + d − (p − d)²)/n. B. Rocks, Interval estimation for the Net
    /// Promoter Score, The American Statistician 70 (2016), 365–372. Clamped to the scale. If all answers are alike the interval has no width, which
    /// is one reason to flag small samples.
    /// </summary>
    /// <param name="histogram">The number of answers by score.</param>
    public static Estimate? NetPromoterScore(IReadOnlyDictionary<int, long> histogram)
    {
        double n = histogram.Values.Sum();
        if (n == 0) return null;
        var p = histogram.Where(one => one.Key >= 9).Sum(one => one.Value) / n;
        var d = histogram.Where(one => one.Key <= 6).Sum(one => one.Value) / n;
        var score = p - d;
        var spread = Z * Math.Sqrt(Math.Max(0, (p + d - (score * score)) / n));
        return new(Round(100 * score, 2), Round(Math.Max(-100, 100 * (score - spread)), 2), Round(Math.Min(100, 100 * (score + spread)), 2));
    }

    private static decimal Round(double value, int decimals) => Normal(Math.Round((decimal)value, decimals, MidpointRounding.AwayFromZero));

    private static decimal Normal(decimal value) => PlainDecimal.TryParse(PlainDecimal.Format(value), out var plain) ? plain : value;
}
