namespace CustomerTiering.Rules.Evaluation;

/// <summary>Divides whole numbers of a stated scale without any error but one last rounding, half to even.</summary>
internal static class ExactRatio
{
    private const int ScoreDecimals = 4;

    /// <summary>
    /// <paramref name="dividend"/> ÷ <paramref name="divisor"/> in ten-thousandths, the fourth decimal rounded half to even.
    /// The quotient of two <see cref="decimal"/>s would be rounded twice, and could take a value beside a tie for the tie.
    /// </summary>
    /// <param name="dividend">In ten-thousandths of the unit of <paramref name="divisor"/>.</param>
    /// <param name="divisor">Not 0.</param>
    public static decimal ToScore(Int128 dividend, Int128 divisor)
    {
        if (divisor < 0) (dividend, divisor) = (-dividend, -divisor);
        var (quotient, rest) = Int128.DivRem(dividend, divisor);
        var twice = Int128.Abs(rest) * 2;
        if (twice > divisor || (twice == divisor && !Int128.IsEvenInteger(quotient))) quotient += dividend < 0 ? -1 : 1;
        return new decimal((long)quotient) / 10_000m;
    }

    /// <summary>The value in units of 10^−<paramref name="decimals"/>; it has at most so many decimals.</summary>
    public static Int128 Scaled(decimal value, int decimals) => (Int128)(value * PowerOfTen(decimals));

    /// <summary>The value rounded as every score is.</summary>
    public static decimal Rounded(decimal score) => Math.Round(score, ScoreDecimals, MidpointRounding.ToEven);

    private static decimal PowerOfTen(int decimals) => decimals switch
    {
        4 => 10_000m,
        6 => 1_000_000m,
        _ => throw new ArgumentOutOfRangeException(nameof(decimals)),
    };
}
