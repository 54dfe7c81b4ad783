using System.Globalization;
using System.Text;
using CustomerTiering.Rules.Values;

namespace CustomerTiering.Rules.Paper;

/// <summary>Writes JSON without white space. Only required escapes are used, numbers are strings, and a missing value is null.</summary>
internal static class JsonText
{
    public static StringBuilder Text(this StringBuilder json, string? text)
    {
        if (text is null) return json.Append("null");
        json.Append('"');
        foreach (var c in text)
        {
            _ = c switch
            {
                '"' => json.Append("\\\""),
                '\\' => json.Append("\\\\"),
                '\b' => json.Append("\\b"),
                '\t' => json.Append("\\t"),
                '\n' => json.Append("\\n"),
                '\f' => json.Append("\\f"),
                '\r' => json.Append("\\r"),
                < ' ' => json.Append(CultureInfo.InvariantCulture, $"\\u{(int)c:x4}"),
                _ => json.Append(c),
            };
        }
        return json.Append('"');
    }

    public static StringBuilder Number(this StringBuilder json, decimal? number) =>
        json.Text(number is { } value ? PlainDecimal.Format(value) : null);

    public static StringBuilder Day(this StringBuilder json, DateOnly? day) =>
        json.Text(day?.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture));

    /// <summary>The name of a member, preceded by a comma unless it is the first.</summary>
    public static StringBuilder Member(this StringBuilder json, string name)
    {
        if (json[^1] is not ('{' or '[')) json.Append(',');
        return json.Text(name).Append(':');
    }
}
