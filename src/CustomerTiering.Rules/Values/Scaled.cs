namespace CustomerTiering.Rules.Values;

/// <summary>Decimals as integers of a small unit, so that sums are exact and fast, and quotients are rounded once.</summary>
internal static class Scaled
{
    private static readonly Int128[] Powers = MakePowers();

    /// <summary><paramref name="value"/> × 10^<paramref name="decimals"/>.</summary>
    /// <exception cref="ArgumentException">The value has more decimals. No reader accepts such a fact.</exception>
    public static Int128 Of(decimal value, int decimals)
    {
        Span<int> bits = stackalloc int[4];
        decimal.GetBits(value, bits);
        var shift = decimals - ((bits[3] >> 16) & 0x7F);
        var digits = unchecked(new Int128((uint)bits[2], ((ulong)(uint)bits[1] << 32) | (uint)bits[0]));
        if (shift > 0) digits *= Powers[shift];
        else if (shift < 0)
        {
            (digits, var rest) = Int128.DivRem(digits, Powers[-shift]);
            if (rest != 0) throw new ArgumentException($"More than {decimals} decimals.", nameof(value));
        }
        return bits[3] < 0 ? -digits : digits;
    }

    /// <summary>The decimal of <paramref name="value"/> ÷ 10^<paramref name="decimals"/>.</summary>
    /// <exception cref="OverflowException">The result needs more than 96 bits.</exception>
    public static decimal ToDecimal(Int128 value, byte decimals)
    {
        var digits = (UInt128)Int128.Abs(value);
        if (digits >> 96 != 0) throw new OverflowException("A value beyond the range of decimals.");
        return new(unchecked((int)(uint)(digits & uint.MaxValue)), unchecked((int)(uint)((digits >> 32) & uint.MaxValue)),
            unchecked((int)(uint)(digits >> 64)), value < 0, decimals);
    }

    /// <summary><paramref name="dividend"/> ÷ <paramref name="divisor"/>, rounded half-even to an integer.</summary>
    public static Int128 DivideHalfEven(Int128 dividend, Int128 divisor)
    {
        if (divisor < 0) (dividend, divisor) = (-dividend, -divisor);
        Int128 quotient, rest;
        if (divisor <= int.MaxValue && dividend <= long.MaxValue && dividend >= long.MinValue)
        {
            // Most sums fit 64 bits, where division is twenty times as fast.
            var (q, r) = Math.DivRem((long)dividend, (long)divisor);
            (quotient, rest) = (q, r);
        }
        else
        {
            (quotient, rest) = Int128.DivRem(dividend, divisor);
        }
        if (rest == 0) return quotient;
        var twice = Int128.Abs(rest) * 2;
        return twice > divisor || (twice == divisor && !Int128.IsEvenInteger(quotient)) ? quotient + (dividend < 0 ? -1 : 1) : quotient;
    }

    /// <summary>10^<paramref name="exponent"/>, for exponents from 0 to 28.</summary>
    public static Int128 Power(int exponent) => Powers[exponent];

    private static Int128[] MakePowers()
    {
        var powers = new Int128[29];
        powers[0] = 1;
        for (var i = 1; i < powers.Length; i++) powers[i] = powers[i - 1] * 10;
        return powers;
    }
}
