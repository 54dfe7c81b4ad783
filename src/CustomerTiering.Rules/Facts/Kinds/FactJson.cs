using System.Text.Json;
using CustomerTiering.Rules.Values;

namespace CustomerTiering.Rules.Facts.Kinds;

/// <summary>Writes optional members, and numbers as strings, so that no reader uses floating point.</summary>
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
