using System.Text;

namespace CustomerTiering.Rules.Values;

/// <summary>
/// Unicode normalization form C (UAX 15). The platform's own cannot be used: the program runs without ICU, where it leaves texts unchanged, and ICU's
/// tables differ between machines.
/// </summary>
internal static class Nfc
{
    // Hangul syllables are composed arithmetically.
    private const int SyllableBase = 0xAC00, LeadBase = 0x1100, VowelBase = 0x1161, TailBase = 0x11A7;
    private const int Leads = 19, Vowels = 21, Tails = 28, Syllables = Leads * Vowels * Tails;

    // Characters below this one neither compose nor decompose.
    private const char FirstToLookAt = '\u00C0';

    /// <summary>The text in form C.</summary>
    public static string Normalize(string text)
    {
        if (!text.AsSpan().ContainsAnyExceptInRange('\0', (char)(FirstToLookAt - 1))) return text;
        var codes = new List<int>(text.Length);
        foreach (var rune in text.EnumerateRunes()) Decompose(rune.Value, codes);
        Order(codes);
        var composed = new StringBuilder(text.Length);
        foreach (var code in Compose(codes)) composed.Append(new Rune(code).ToString());
        return composed.ToString();
    }

    private static void Decompose(int code, List<int> codes)
    {
        if (code is >= SyllableBase and < SyllableBase + Syllables)
        {
            var syllable = code - SyllableBase;
            codes.Add(LeadBase + (syllable / (Vowels * Tails)));
            codes.Add(VowelBase + (syllable % (Vowels * Tails) / Tails));
            if (syllable % Tails > 0) codes.Add(TailBase + (syllable % Tails));
        }
        else if (NfcTables.Instance.Decompositions.TryGetValue(code, out var into))
        {
            foreach (var part in into) Decompose(part, codes);
        }
        else
        {
            codes.Add(code);
        }
    }

    /// <summary>Sorts the marks after a letter by class. The sort is stable.</summary>
    private static void Order(List<int> codes)
    {
        for (var i = 1; i < codes.Count; i++)
            for (var j = i; j > 0 && ClassOf(codes[j]) is > 0 and var combining && ClassOf(codes[j - 1]) > combining; j--)
                (codes[j - 1], codes[j]) = (codes[j], codes[j - 1]);
    }

    private static List<int> Compose(List<int> codes)
    {
        var composed = new List<int>(codes.Count);
        var (starter, last) = (-1, 0);
        foreach (var code in codes)
        {
            var combining = ClassOf(code);
            // A mark is blocked by an earlier one of the same or a higher class, a letter by any mark.
            var isNext = starter >= 0 && (starter == composed.Count - 1 || last < combining);
            if (isNext && Composite(composed[starter], code) is { } composite)
            {
                composed[starter] = composite;
                continue;
            }
            composed.Add(code);
            if (combining == 0) starter = composed.Count - 1;
            last = combining;
        }
        return composed;
    }

    private static int? Composite(int first, int second)
    {
        if (first is >= LeadBase and < LeadBase + Leads && second is >= VowelBase and < VowelBase + Vowels)
            return SyllableBase + ((((first - LeadBase) * Vowels) + second - VowelBase) * Tails);
        if (first is >= SyllableBase and < SyllableBase + Syllables
            && (first - SyllableBase) % Tails == 0 && second is > TailBase and < TailBase + Tails)
            return first + second - TailBase;
        return NfcTables.Instance.Compositions.TryGetValue((first, second), out var composite) ? composite : null;
    }

    private static int ClassOf(int code) => NfcTables.Instance.Classes.TryGetValue(code, out var combining) ? combining : 0;
}
