using System.Collections.Frozen;
using System.Globalization;
using System.Text;
using CustomerTiering.Rules.Values;

namespace CustomerTiering.Customers.Duplicates;

/// <summary>
/// What is left of a text when it is compared with those of other customers: letters and digits, in lower case, Latin ones without their accents, full-width
/// ones as the usual ones; so that neither case nor accents, spaces or punctuation matter. It is for finding who is to be looked at, never for saying that two
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
        var words = Plain(name, between: ' ').Split(' ', StringSplitOptions.RemoveEmptyEntries);
        Array.Sort(words, StringComparer.Ordinal);
        return words.Length == 0 ? null : string.Join(' ', words);
    }

    /// <summary>An attribute of one of <see cref="DeclareAttribute.Types"/>; null for what tells nobody apart: an empty text, and any boolean.</summary>
    public static string? OfAttribute(string type, string text) => type switch
    {
        "text" => Plain(text, between: null) is { Length: > 0 } plain ? plain : null,
        "number" => PlainDecimal.TryParse(text, out var number) ? PlainDecimal.Format(number) : null,
        _ => null,
    };

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
