namespace CustomerTiering.Satisfaction;

/// <summary>An estimate with its 95 % confidence interval.</summary>
/// <param name="Value">The estimate.</param>
/// <param name="Low">The interval's lower end; null where one answer alone says nothing of the spread.</param>
/// <param name="High">Its upper end.</param>
public sealed record Estimate(decimal Value, decimal? Low, decimal? High);

/// <summary>
/// What scores say of all who might have answered. Shares and means have 4 decimals, NPS 2, half away from zero. The arithmetic is in binary floating
/// point, since there are roots in it; no amount of money is.
/// </summary>
public static class ScoreStatistics
{
    /// <summary>Fewer answers than these are said to be few: below about 30 the normal approximation of means and of NPS is not to be relied on.</summary>
    public const int Few = 30;

    /// <summary>The 97.5 % point of the standard normal distribution.</summary>
    public const double Z = 1.959963984540054;

    /// <summary>
    /// A share with Wilson's score interval: (x + z²/2 ± z·√(x(n−x)/n + z²/4)) / (n + z²), which stays within 0 and 1 and holds for few answers too.
    /// E. B. Wilson, Probable inference, JASA 22 (1927), 209–212; recommended by Brown, Cai and DasGupta, Statistical Science 16 (2001), 101–133.
    /// </summary>
    /// <param name="hits">How many answers count.</param>
    /// <param name="count">Of how many; null comes of none.</param>
    public static Estimate? Share(long hits, long count)
    {
        if (count == 0) return null;
        double x = hits, n = count, square = Z * Z;
        var middle = x + (square / 2);
        var spread = Z * Math.Sqrt((x * (n - x) / n) + (square / 4));
        // At the ends of the scale the interval touches them exactly; rounding errors must not take it beyond.
        return new(Round(x / n, 4), Round(Math.Max(0, (middle - spread) / (n + square)), 4), Round(Math.Min(1, (middle + spread) / (n + square)), 4));
    }

    /// <summary>
    /// The mean with the interval of the normal approximation: m ± z·s/√n, s² = Σ(score − m)²/(n − 1). Not cut off at the ends of the scale.
    /// Any textbook; for instance Casella and Berger, Statistical Inference, 2nd ed., 9.2.
    /// </summary>
    /// <param name="histogram">How many answers each score has.</param>
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
    /// The Net Promoter Score in points from −100 to 100: 100·(p − d), p the share of 9 and 10, d that of 0 to 6; the interval from the variance of a difference of two
    /// shares of one multinomial sample, (p + d − (p − d)²)/n. B. Rocks, Interval estimation for the Net Promoter Score, The American Statistician 70
    /// (2016), 365–372. Cut off at the ends of the scale; if all answered alike it has no width, which is why few answers are said to be few.
    /// </summary>
    /// <param name="histogram">How many answers each score has.</param>
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
