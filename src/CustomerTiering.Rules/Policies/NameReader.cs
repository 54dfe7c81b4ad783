using CustomerTiering.Rules.Documents;

namespace CustomerTiering.Rules.Policies;

/// <summary>Reads a text in several languages.</summary>
internal static class NameReader
{
    /// <summary>The texts; without any, the code is displayed instead.</summary>
    public static LocalizedText Read(Cursor? name)
    {
        var texts = new List<KeyValuePair<string, string>>();
        foreach (var (language, text) in name?.Map() ?? [])
        {
            if (!IsLanguage(language))
                text.Refuse(ErrorCodes.InvalidLanguage, $"'{JsonPath.Cut(language)}' is not a BCP 47 language such as en or zh-Hant");
            if (text.Name() is { } said) texts.Add(new(language, said));
        }
        return new([.. texts]);
    }

    // The form of BCP 47: a language of 2 to 8 letters, then subtags of 1 to 8 letters or digits.
    private static bool IsLanguage(string tag)
    {
        var parts = tag.Split('-');
        return parts[0].Length is >= 2 and <= 8 && parts[0].All(char.IsAsciiLetter)
            && parts.Skip(1).All(p => p.Length is >= 1 and <= 8 && p.All(char.IsAsciiLetterOrDigit));
    }
}
