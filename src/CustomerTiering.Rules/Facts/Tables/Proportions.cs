using System.Numerics;
using CustomerTiering.Rules.Values;

namespace CustomerTiering.Rules.Facts.Tables;

/// <summary>Divides an amount in proportion to other amounts.</summary>
internal static class Proportions
{
    /// <summary>
    /// The shares of <paramref name="amount"/>, rounded half-even. The last positive entry of <paramref name="over"/> takes the rest; an excess over
    /// the entry goes to earlier ones. No share exceeds its entry.
    /// </summary>
    /// <param name="amount">0 or more, at most the sum of <paramref name="over"/>.</param>
    /// <param name="over">Each 0 or more.</param>
    public static Int128[] Of(Int128 amount, ReadOnlySpan<Int128> over)
    {
        var shares = new Int128[over.Length];
        Int128 total = 0, rest = amount;
        var last = -1;
        for (var i = 0; i < over.Length; i++)
        {
            total += over[i];
            if (over[i] > 0) last = i;
        }
        for (var i = 0; i < last; i++) rest -= shares[i] = Share(amount, over[i], total);
        for (var i = last; i >= 0 && rest != 0; i--)
        {
            var more = Int128.Clamp(rest, -shares[i], over[i] - shares[i]);
            shares[i] += more;
            rest -= more;
        }
        return shares;
    }

    /// <summary><paramref name="amount"/> × <paramref name="part"/> ÷ <paramref name="total"/>, rounded half-even.</summary>
    private static Int128 Share(Int128 amount, Int128 part, Int128 total)
    {
        if (part == 0 || amount == 0) return 0;
        if (amount == total) return part;
        if (amount <= long.MaxValue && part <= long.MaxValue) return Scaled.DivideHalfEven(amount * part, total);
        // Beyond some billions the product exceeds 128 bits.
        var quotient = BigInteger.DivRem((BigInteger)amount * (BigInteger)part, (BigInteger)total, out var over);
        var twice = (over * 2).CompareTo((BigInteger)total);
        return (Int128)(twice > 0 || (twice == 0 && !quotient.IsEven) ? quotient + 1 : quotient);
    }
}
