using System.Text.Json;
using CustomerTiering.Rules.Values;

namespace CustomerTiering.Rules.Facts.Kinds;

/// <summary>Members that may be left out, and numbers as texts, so that nobody reads them through floating point.</summary>
internal static class FactJson
{
    public static void Optional(this Utf8JsonWriter json, string name, string? text)
    {
        if (text is not null) json.WriteString(name, text);
    }

    public static void Optional(this Utf8JsonWriter json, string name, decimal? value)
    {
        if (value is { } number) json.WriteString(name, PlainDecimal.Format(number));
    }
}
