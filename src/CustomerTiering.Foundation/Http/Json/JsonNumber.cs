using System.Buffers.Text;

namespace CustomerTiering.Http.Json;

/// <summary>
/// Accepts only interoperable numbers: at most 15 significant digits, which a double preserves (RFC 7493, 2.2), so that different amounts never share
/// a canonical form. Longer ones must be written as strings.
/// </summary>
internal static class JsonNumber
{
    internal static string? Fault(ReadOnlySpan<byte> number)
    {
        if (!Utf8Parser.TryParse(number, out double value, out _) || !double.IsFinite(value)) return "The number is out of range.";
        return Digits(number) > 15 ? "A number must have at most 15 significant digits; write a longer one as a string." : null;
    }

    /// <summary>The number of significant digits, without leading and trailing zeros.</summary>
    private static int Digits(ReadOnlySpan<byte> number)
    {
        int count = 0, zeros = 0;
        foreach (var letter in number)
        {
            if (letter is (byte)'e' or (byte)'E') break;
            if (letter == (byte)'0') zeros += count > 0 ? 1 : 0;
            else if (letter is >= (byte)'1' and <= (byte)'9') (count, zeros) = (count + zeros + 1, 0);
        }
        return count;
    }
}
