using CustomerTiering.Rules.Values;

namespace CustomerTiering.Rules.Evaluation;

/// <summary>Scores from whole numbers of a stated scale, without any error but one last rounding.</summary>
internal static class ExactRatio
{
    private const int Decimals = 4;

    /// <summary>
    /// <paramref name="dividend"/> ÷ <paramref name="divisor"/> in ten-thousandths, rounded half to even.
    /// The quotient of two <see cref="decimal"/>s would be rounded twice, and could take a value beside a tie for the tie.
    /// </summary>
    /// <param name="dividend">In ten-thousandths of the unit of <paramref name="divisor"/>.</param>
    /// <param name="divisor">Not 0.</param>
    public static decimal ToScore(Int128 dividend, Int128 divisor) => (long)Scaled.DivideHalfEven(dividend, divisor) / 10_000m;

    /// <summary>The value rounded as every score is.</summary>
    public static decimal Rounded(decimal score) => Math.Round(score, Decimals, MidpointRounding.ToEven);
}
