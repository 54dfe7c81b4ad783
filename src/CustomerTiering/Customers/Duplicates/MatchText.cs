using System.Collections.Frozen;
using System.Globalization;
using System.Text;

namespace CustomerTiering.Customers.Duplicates;

/// <summary>
/// Normalizes text for comparison between customers. Only letters and digits remain, in lower case, Latin letters without accents and full-width
/// forms as their usual ones. Chinese characters are joined whatever stands between them. A match suggests a review and never proves that two
/// customers are one.
/// </summary>
public static class MatchText
{
    // The program runs without ICU tables (invariant globalization), so Unicode normalization is not available. The part that names need is here.
    private static readonly FrozenDictionary<int, string> PlainOnes = new (string Plain, string Letters)[]
    {
        ("a", "àáâãäåāăąǎǟǡǻȁȃȧḁạảấầẩẫậắằẳẵặ"), ("ae", "æǽǣ"), ("b", "ḃḅḇ"), ("c", "çćĉċčḉ"), ("d", "ďḋḍḏḑḓđð"), ("e", "èéêëēĕėęěȅȇȩḕḗḙḛḝẹẻẽếềểễệ"),
            ("f", "ḟ"),
        ("g", "ĝğġģǧǵḡ"), ("h", "ĥȟḣḥḧḩḫẖħ"), ("i", "ìíîïĩīĭįǐȉȋḭḯỉịı"), ("ij", "ĳ"), ("j", "ĵǰ"), ("k", "ķǩḱḳḵ"), ("l", "ĺļľḷḹḻḽł"), ("m", "ḿṁṃ"),
        ("n", "ñńņňǹṅṇṉṋ"), ("o", "òóôõöōŏőơǒǫǭȍȏȫȭȯȱṍṏṑṓọỏốồổỗộớờởỡợøǿ"), ("oe", "œ"), ("p", "ṕṗ"), ("r", "ŕŗřȑȓṙṛṝṟ"), ("s", "śŝşšſșṡṣṥṧṩẛ"),
        ("ss", "ß"),
        ("t", "ţťțṫṭṯṱẗŧ"), ("th", "þ"), ("u", "ùúûüũūŭůűųưǔǖǘǚǜȕȗṳṵṷṹṻụủứừửữự"), ("v", "ṽṿ"), ("w", "ŵẁẃẅẇẉẘ"), ("x", "ẋẍ"), ("y", "ýÿŷȳẏẙỳỵỷỹ"),
        ("z", "źżžẑẓẕ"),
    }.SelectMany(one => one.Letters.EnumerateRunes(), (one, letter) => KeyValuePair.Create(letter.Value, one.Plain)).ToFrozenDictionary();

    /// <summary>A name as its words in sorted order; null if it contains no letter or digit. <c>O'Brien, Zoë</c> becomes <c>obrien zoe</c>.</summary>
    public static string? OfName(string name)
    {
        var words = Words(name);
        words.Sort(StringComparer.Ordinal);
        return words.Count == 0 ? null : string.Join(' ', words);
    }

    /// <summary>Whether a name contains the text, or all of its words in any order, after the normalization used for duplicates.</summary>
    public static bool Contains(string name, string sought)
    {
        var (words, wanted) = (Words(name), Words(sought));
        return wanted.Count == 0
            ? name.Contains(sought, StringComparison.OrdinalIgnoreCase)
            : string.Join(' ', words).Contains(string.Join(' ', wanted), StringComparison.Ordinal) || wanted.TrueForAll(words.Contains);
    }

    /// <summary>Whether a name begins with the text, after the normalization used for duplicates.</summary>
    public static bool Begins(string name, string sought) => Words(sought) is { Count: > 0 } wanted
        ? string.Join(' ', Words(name)).StartsWith(string.Join(' ', wanted), StringComparison.Ordinal)
        : name.StartsWith(sought, StringComparison.OrdinalIgnoreCase);

    /// <summary>
    /// An attribute of one of <see cref="DeclareAttribute.Types"/>; null for values that distinguish nobody: empty texts and booleans.
    /// </summary>
    public static string? OfAttribute(string type, string text) => type switch
    {
        "text" => Plain(text, between: null) is { Length: > 0 } plain ? plain : null,
        "number" => PlainDecimal.TryParse(text, out var number) ? PlainDecimal.Format(number) : null,
        _ => null,
    };

    /// <summary>
    /// The words in their order. Spaces and brackets don't separate Chinese characters: 华信（集团）公司 and 华信 集团公司 are both the same single word.
    /// </summary>
    private static List<string> Words(string name)
    {
        var words = new List<string>();
        foreach (var word in Plain(name, between: ' ').Split(' ', StringSplitOptions.RemoveEmptyEntries))
        {
            if (words.Count > 0 && (IsHan(words[^1], last: true) || IsHan(word, last: false))) words[^1] += word;
            else words.Add(word);
        }
        return words;
    }

    /// <summary>Whether the first or last character is Chinese: a unified ideograph, or one of their extensions and compatibility forms.</summary>
    private static bool IsHan(string word, bool last)
    {
        var rune = last ? word.EnumerateRunes().Last() : word.EnumerateRunes().First();
        return rune.Value is (>= 0x3400 and <= 0x4DBF) or (>= 0x4E00 and <= 0x9FFF) or (>= 0xF900 and <= 0xFAFF) or (>= 0x20000 and <= 0x323AF);
    }

    private static string Plain(string text, char? between)
    {
        var plain = new StringBuilder(text.Length);
        foreach (var written in text.EnumerateRunes())
        {
            var rune = Rune.ToLowerInvariant(Usual(written));
            if (IsAccent(rune)) continue;
            if (PlainOnes.TryGetValue(rune.Value, out var letters)) plain.Append(letters);
            else if (IsOfWord(rune)) plain.Append(rune);
            else if (between is { } space) plain.Append(space);
        }
        return plain.ToString();
    }

    /// <summary>Full-width forms have a constant distance from the usual ones in Unicode.</summary>
    private static Rune Usual(Rune rune) => rune.Value is >= 0xFF01 and <= 0xFF5E ? new(rune.Value - 0xFF01 + '!') : rune;

    /// <summary>Combining accents and apostrophes: <c>O’Brien</c> is one word.</summary>
    private static bool IsAccent(Rune rune) => rune.Value is (>= 0x0300 and <= 0x036F) or '\'' or 0x2018 or 0x2019 or 0x02BC or '`';

    /// <summary>Marks belong to words in scripts that write vowels with them.</summary>
    private static bool IsOfWord(Rune rune) => Rune.IsLetterOrDigit(rune)
        || Rune.GetUnicodeCategory(rune) is UnicodeCategory.NonSpacingMark or UnicodeCategory.SpacingCombiningMark;
}
