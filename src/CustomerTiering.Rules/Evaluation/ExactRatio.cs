using CustomerTiering.Rules.Values;

namespace CustomerTiering.Rules.Evaluation;

/// <summary>Scores from scaled integers, exact except for one final rounding.</summary>
internal static class ExactRatio
{
    private const int Decimals = 4;

    /// <summary>
    /// <paramref name="dividend"/> ÷ <paramref name="divisor"/> in ten-thousandths, rounded half to even. A quotient of <see cref="decimal"/>s would
    /// be rounded twice, and could mistake a value next to a tie for the tie.
    /// </summary>
    /// <param name="dividend">In ten-thousandths of the unit of <paramref name="divisor"/>.</param>
    /// <param name="divisor">Not 0.</param>
    public static decimal ToScore(Int128 dividend, Int128 divisor) => (long)Scaled.DivideHalfEven(dividend, divisor) / 10_000m;

    /// <summary>Rounds like every score, to 4 decimals.</summary>
    public static decimal Rounded(decimal score) => Math.Round(score, Decimals, MidpointRounding.ToEven);
}
