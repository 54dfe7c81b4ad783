using System.Globalization;
using System.Text;
using CustomerTiering.Rules.Values;

namespace CustomerTiering.Rules.Facts;

/// <summary>Normalises a customer's external id, so that ids that look the same identify the same customer.</summary>
public static class ExternalId
{
    /// <summary>The id in Unicode form C, trimmed of white space and format characters (zero width, direction marks); may be empty.</summary>
    public static string Tidy(string text)
    {
        var tidy = Nfc.Normalize(text);
        var (start, end) = (0, tidy.Length);
        while (start < end && Rune.DecodeFromUtf16(tidy.AsSpan(start, end - start), out var first, out var length) == 0 && IsBlank(first))
            start += length;
        while (start < end && Rune.DecodeLastFromUtf16(tidy.AsSpan(start, end - start), out var last, out var length) == 0 && IsBlank(last))
            end -= length;
        return start == 0 && end == tidy.Length ? tidy : tidy[start..end];
    }

    private static bool IsBlank(Rune rune) => Rune.IsWhiteSpace(rune) || Rune.GetUnicodeCategory(rune) == UnicodeCategory.Format;
}
