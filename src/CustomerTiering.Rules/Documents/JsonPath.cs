using System.Globalization;
using System.Text;

namespace CustomerTiering.Rules.Documents;

/// <summary>Steps of a JSON path (RFC 9535): <c>.name</c> if the short form is permitted, otherwise <c>['a name']</c>; and <c>[2]</c>.</summary>
internal static class JsonPath
{
    /// <summary>Longer names are truncated with an ellipsis, because paths are for people to read.</summary>
    public const int LongestName = 120;

    public static string Step(int index) => string.Create(CultureInfo.InvariantCulture, $"[{index}]");

    public static string Step(string name)
    {
        if (IsShorthand(name)) return "." + Cut(name);
        var step = new StringBuilder("['");
        foreach (var c in Cut(name))
        {
            if (c is '\'' or '\\') step.Append('\\').Append(c);
            else if (c < ' ') step.Append(CultureInfo.InvariantCulture, $"\\u{(int)c:x4}");
            else step.Append(c);
        }
        return step.Append("']").ToString();
    }

    /// <summary>A value as quoted in a message; long values are truncated.</summary>
    public static string Cut(string text)
    {
        if (text.Length <= LongestName) return text;
        var length = char.IsHighSurrogate(text[LongestName - 1]) ? LongestName - 1 : LongestName;
        return string.Concat(text.AsSpan(0, length), "…");
    }

    private static bool IsShorthand(string name) =>
        name.Length > 0 && !char.IsAsciiDigit(name[0]) && name.All(c => char.IsAsciiLetterOrDigit(c) || c == '_' || c >= '\u00a0');
}
