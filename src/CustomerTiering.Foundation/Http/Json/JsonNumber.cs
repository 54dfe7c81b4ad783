using System.Buffers.Text;

namespace CustomerTiering.Http.Json;

/// <summary>
/// Numbers that mean the same to everybody: at most 15 significant digits, which a double keeps (RFC 7493, 2.2), so that two amounts never have one canonical
/// form. Longer ones are written as strings.
/// </summary>
internal static class JsonNumber
{
    internal static string? Fault(ReadOnlySpan<byte> number)
    {
        if (!Utf8Parser.TryParse(number, out double value, out _) || !double.IsFinite(value)) return "The number is out of range.";
        return Digits(number) > 15 ? "A number must have at most 15 significant digits; write a longer one as a string." : null;
    }

    /// <summary>Significant digits: without zeros at either end.</summary>
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
