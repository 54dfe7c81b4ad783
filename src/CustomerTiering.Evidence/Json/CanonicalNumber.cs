using System.Buffers;
using System.Globalization;

namespace CustomerTiering.Evidence.Json;

/// <summary>Numbers in the format of ECMAScript's Number::toString (ECMA-262, 6.1.6.1.20; RFC 8785, 3.2.2.3).</summary>
internal static class CanonicalNumber
{
    /// <summary>The longest form has 25 bytes: <c>-0.0000011111111111111111</c>.</summary>
    internal const int MaxBytes = 32;

    internal static void Write(IBufferWriter<byte> output, double value)
    {
        if (!double.IsFinite(value)) throw new CanonicalException("not-finite", "A number is not finite or too great for a double.");
        output.Advance(Format(value, output.GetSpan(MaxBytes)));
    }

    internal static int Format(double value, Span<byte> target)
    {
        if (value == 0)
        {
            target[0] = (byte)'0'; // also for minus zero
            return 1;
        }
        Span<byte> shortest = stackalloc byte[32];
        Math.Abs(value).TryFormat(shortest, out var length, "R", CultureInfo.InvariantCulture);
        Span<byte> digits = stackalloc byte[32];
        var (count, point) = Decompose(shortest[..length], digits);
        var at = 0;
        if (value < 0) target[at++] = (byte)'-';
        return at + Place(digits[..count], point, target[at..]);
    }

    /// <summary>
    /// The significant digits, without leading and trailing zeros, and the position of the decimal point: value = 0.digits × 10^point.
    /// </summary>
    private static (int Count, int Point) Decompose(ReadOnlySpan<byte> shortest, Span<byte> digits)
    {
        var exponent = 0;
        var e = shortest.IndexOf((byte)'E');
        if (e >= 0)
        {
            exponent = int.Parse(shortest[(e + 1)..], NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture);
            shortest = shortest[..e];
        }
        var dot = shortest.IndexOf((byte)'.');
        var point = exponent + (dot < 0 ? shortest.Length : dot);
        var count = 0;
        foreach (var c in shortest)
        {
            if (c == '.') continue;
            if (c == '0' && count == 0)
            {
                point--;
                continue;
            }
            digits[count++] = c;
        }
        while (digits[count - 1] == '0') count--;
        return (count, point);
    }

    private static int Place(ReadOnlySpan<byte> digits, int point, Span<byte> target)
    {
        var k = digits.Length;
        switch (point)
        {
            case <= 21 when k <= point:
                digits.CopyTo(target);
                target[k..point].Fill((byte)'0');
                return point;
            case > 0 and <= 21:
                digits[..point].CopyTo(target);
                target[point] = (byte)'.';
                digits[point..].CopyTo(target[(point + 1)..]);
                return k + 1;
            case > -6 and <= 0:
                "0."u8.CopyTo(target);
                target[2..(2 - point)].Fill((byte)'0');
                digits.CopyTo(target[(2 - point)..]);
                return 2 - point + k;
            default:
                return Scientific(digits, point - 1, target);
        }
    }

    private static int Scientific(ReadOnlySpan<byte> digits, int exponent, Span<byte> target)
    {
        var at = 0;
        target[at++] = digits[0];
        if (digits.Length > 1)
        {
            target[at++] = (byte)'.';
            digits[1..].CopyTo(target[at..]);
            at += digits.Length - 1;
        }
        target[at++] = (byte)'e';
        target[at++] = (byte)(exponent < 0 ? '-' : '+');
        Math.Abs(exponent).TryFormat(target[at..], out var written, default, CultureInfo.InvariantCulture);
        return at + written;
    }
}
