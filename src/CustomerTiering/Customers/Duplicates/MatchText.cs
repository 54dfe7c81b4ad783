using System.Collections.Frozen;
using System.Globalization;
using System.Text;

namespace CustomerTiering.Customers.Duplicates;

/// <summary>
/// What is left of a text when it is compared with those of other customers: letters and digits, in lower case, Latin ones without their accents, full-width
/// ones as the usual ones; so that neither case nor accents, spaces or punctuation matter. Chinese characters stand without spaces, whatever stands between them. It is for finding who is to be looked at, never for saying that two
/// are one.
/// </summary>
public static class MatchText
{
    // The program runs without the tables of ICU, whose normalisation would be the same wherever they are alone; what names need of it is here.
    private static readonly FrozenDictionary<int, string> PlainOnes = new (string Plain, string Letters)[]
    {
        ("a", "àáâãäåāăąǎǟǡǻȁȃȧḁạảấầẩẫậắằẳẵặ"), ("ae", "æǽǣ"), ("b", "ḃḅḇ"), ("c", "çćĉċčḉ"), ("d", "ďḋḍḏḑḓđð"), ("e", "èéêëēĕėęěȅȇȩḕḗḙḛḝẹẻẽếềểễệ"), ("f", "ḟ"),
        ("g", "ĝğġģǧǵḡ"), ("h", "ĥȟḣḥḧḩḫẖħ"), ("i", "ìíîïĩīĭįǐȉȋḭḯỉịı"), ("ij", "ĳ"), ("j", "ĵǰ"), ("k", "ķǩḱḳḵ"), ("l", "ĺļľḷḹḻḽł"), ("m", "ḿṁṃ"),
        ("n", "ñńņňǹṅṇṉṋ"), ("o", "òóôõöōŏőơǒǫǭȍȏȫȭȯȱṍṏṑṓọỏốồổỗộớờởỡợøǿ"), ("oe", "œ"), ("p", "ṕṗ"), ("r", "ŕŗřȑȓṙṛṝṟ"), ("s", "śŝşšſșṡṣṥṧṩẛ"), ("ss", "ß"),
        ("t", "ţťțṫṭṯṱẗŧ"), ("th", "þ"), ("u", "ùúûüũūŭůűųưǔǖǘǚǜȕȗṳṵṷṹṻụủứừửữự"), ("v", "ṽṿ"), ("w", "ŵẁẃẅẇẉẘ"), ("x", "ẋẍ"), ("y", "ýÿŷȳẏẙỳỵỷỹ"), ("z", "źżžẑẓẕ"),
    }.SelectMany(one => one.Letters.EnumerateRunes(), (one, letter) => KeyValuePair.Create(letter.Value, one.Plain)).ToFrozenDictionary();

    /// <summary>A name: its words in whatever order; null where no letter or digit is in it. <c>O'Brien, Zoë</c> is <c>obrien zoe</c>.</summary>
    public static string? OfName(string name)
    {
        var words = Words(name);
        words.Sort(StringComparer.Ordinal);
        return words.Count == 0 ? null : string.Join(' ', words);
    }

    /// <summary>Whether a name has what is looked for somewhere in it, or all of its words in whatever order; both compared as names of duplicates are.</summary>
    public static bool Contains(string name, string sought)
    {
        var (words, wanted) = (Words(name), Words(sought));
        return wanted.Count == 0
            ? name.Contains(sought, StringComparison.OrdinalIgnoreCase)
            : string.Join(' ', words).Contains(string.Join(' ', wanted), StringComparison.Ordinal) || wanted.TrueForAll(words.Contains);
    }

    /// <summary>Whether a name begins with what is looked for; both compared as names of duplicates are.</summary>
    public static bool Begins(string name, string sought) => Words(sought) is { Count: > 0 } wanted
        ? string.Join(' ', Words(name)).StartsWith(string.Join(' ', wanted), StringComparison.Ordinal)
        : name.StartsWith(sought, StringComparison.OrdinalIgnoreCase);

    /// <summary>An attribute of one of <see cref="DeclareAttribute.Types"/>; null for what tells nobody apart: an empty text, and any boolean.</summary>
    public static string? OfAttribute(string type, string text) => type switch
    {
        "text" => Plain(text, between: null) is { Length: > 0 } plain ? plain : null,
        "number" => PlainDecimal.TryParse(text, out var number) ? PlainDecimal.Format(number) : null,
        _ => null,
    };

    /// <summary>The words in their order. No space or bracket parts Chinese characters: 华信（集团）公司 is one word, 华信 集团公司 the same.</summary>
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

    /// <summary>The first or the last character is a Chinese one: of the unified ideographs, their extensions and compatibility forms.</summary>
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

    /// <summary>Full-width forms stand in Unicode as far from the usual ones as each other.</summary>
    private static Rune Usual(Rune rune) => rune.Value is >= 0xFF01 and <= 0xFF5E ? new(rune.Value - 0xFF01 + '!') : rune;

    /// <summary>Accents that stand by themselves behind their letters, and apostrophes: <c>O’Brien</c> is one word.</summary>
    private static bool IsAccent(Rune rune) => rune.Value is (>= 0x0300 and <= 0x036F) or '\'' or 0x2018 or 0x2019 or 0x02BC or '`';

    /// <summary>Marks are part of the words of those scripts that write vowels with them.</summary>
    private static bool IsOfWord(Rune rune) => Rune.IsLetterOrDigit(rune)
        || Rune.GetUnicodeCategory(rune) is UnicodeCategory.NonSpacingMark or UnicodeCategory.SpacingCombiningMark;
}
