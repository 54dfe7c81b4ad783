using System.Globalization;

namespace CustomerTiering.Rules.Values;

/// <summary>The fault of a text that should be a number within bounds.</summary>
public enum NumberFault
{
    /// <summary>No fault.</summary>
    None,

    /// <summary>The text is not a JSON number.</summary>
    NotANumber,

    /// <summary>The magnitude exceeds the bound.</summary>
    OutOfBounds,

    /// <summary>The number has more decimals than permitted. Trailing zeros do not count.</summary>
    TooManyDecimals,
}

/// <summary>
/// Decimal numbers as text. They are read exactly, without binary floating point, and written in one form, so that equal numbers have equal bytes.
/// The reader accepts the number grammar of RFC 8259: <c>-12.50</c>, <c>2e-3</c>; no plus sign, leading zeros, grouping or white space. The writer
/// uses no exponent, no trailing zeros, and no minus before zero.
/// </summary>
public static class PlainDecimal
{
    /// <summary>The maximum number of significant digits. Any such number is represented exactly.</summary>
    public const int MostDigits = 28;

    /// <summary>Reads a number exactly, of up to 28 significant digits and 28 decimals.</summary>
    /// <returns>False if the text is not a number or cannot be represented exactly.</returns>
    public static bool TryParse(ReadOnlySpan<char> text, out decimal value) =>
        Parse(text, decimal.MaxValue, MostDigits, out value) == NumberFault.None;

    /// <summary>Reads a number of magnitude up to and including <paramref name="bound"/>.</summary>
    /// <param name="decimals">The maximum number of decimals, 0 to 28; trailing zeros do not count.</param>
    /// <param name="value">The number, or 0 if there is a fault.</param>
    public static NumberFault Parse(ReadOnlySpan<char> text, decimal bound, int decimals, out decimal value)
    {
        value = 0;
        if (!Split(text, out var negative, out var whole, out var fraction, out var exponent)) return NumberFault.NotANumber;
        var digits = new Significant();
        digits.Take(whole);
        digits.Take(fraction);
        exponent += digits.Zeros - fraction.Length;
        if (digits.Count == 0) return NumberFault.None;
        if (digits.Count + exponent > MostDigits) return NumberFault.OutOfBounds;
        if (-exponent > decimals) return NumberFault.TooManyDecimals;
        if (digits.Count > MostDigits) return NumberFault.TooManyDecimals;
        var magnitude = digits.Decimal((int)exponent);
        if (magnitude > bound) return NumberFault.OutOfBounds;
        value = negative ? -magnitude : magnitude;
        return NumberFault.None;
    }

    /// <summary>The number as plain text: <c>1200</c>, <c>-0.5</c>, <c>0</c>.</summary>
    public static string Format(decimal value)
    {
        if (value == 0) return "0";
        var text = value.ToString(CultureInfo.InvariantCulture);
        return value.Scale == 0 ? text : text.TrimEnd('0').TrimEnd('.');
    }

    private static bool Split(
        ReadOnlySpan<char> text, out bool negative, out ReadOnlySpan<char> whole, out ReadOnlySpan<char> fraction, out long exponent)
    {
        fraction = default;
        exponent = 0;
        negative = text is ['-', ..];
        var rest = negative ? text[1..] : text;
        whole = Digits(ref rest);
        if (whole.IsEmpty || whole is ['0', _, ..]) return false;
        if (rest is ['.', ..])
        {
            rest = rest[1..];
            fraction = Digits(ref rest);
            if (fraction.IsEmpty) return false;
        }
        if (rest is not ['e' or 'E', ..]) return rest.IsEmpty;
        rest = rest[1..];
        var down = rest is ['-', ..];
        if (rest is ['-' or '+', ..]) rest = rest[1..];
        var power = Digits(ref rest);
        if (power.IsEmpty || !rest.IsEmpty) return false;
        exponent = Saturated(power) * (down ? -1 : 1);
        return true;
    }

    private static ReadOnlySpan<char> Digits(scoped ref ReadOnlySpan<char> rest)
    {
        var length = rest.IndexOfAnyExceptInRange('0', '9');
        var digits = length < 0 ? rest : rest[..length];
        rest = rest[digits.Length..];
        return digits;
    }

    // An exponent beyond ten digits exceeds every bound, and the length of any text.
    private static long Saturated(ReadOnlySpan<char> power)
    {
        var trimmed = power.TrimStart('0');
        return trimmed.Length > 10 ? 10_000_000_000 : trimmed.IsEmpty ? 0 : long.Parse(trimmed, NumberStyles.None, CultureInfo.InvariantCulture);
    }

    /// <summary>The digits of a number from the first to the last nonzero one, and the number of zeros after them.</summary>
    private struct Significant
    {
        private UInt128 _number;

        internal int Count { get; private set; }

        internal int Zeros { get; private set; }

        internal void Take(ReadOnlySpan<char> digits)
        {
            foreach (var digit in digits)
            {
                if (digit == '0')
                {
                    if (Count > 0) Zeros++;
                    continue;
                }
                Count += Zeros + 1;
                if (Count <= MostDigits) _number = Shifted(Zeros + 1) + (uint)(digit - '0');
                Zeros = 0;
            }
        }

        /// <summary>Multiplied by a power of ten. At most 28 digits may stand before or after the point.</summary>
        internal readonly decimal Decimal(int exponent)
        {
            var number = Shifted(Math.Max(exponent, 0));
            unchecked
            {
                return new((int)(uint)number, (int)(uint)(number >> 32), (int)(uint)(number >> 64), isNegative: false, (byte)Math.Max(-exponent, 0));
            }
        }

        private readonly UInt128 Shifted(int places)
        {
            var number = _number;
            for (; places > 0; places--) number *= 10;
            return number;
        }
    }
}
