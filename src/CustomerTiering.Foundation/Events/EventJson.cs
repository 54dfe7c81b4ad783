using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Serialization;
using System.Text.Json.Serialization.Metadata;
using CustomerTiering.Rules.Values;

namespace CustomerTiering.Events;

/// <summary>The JSON of event bodies and read-model rows: camel case, no nulls, decimals as plain strings, days and instants as ISO 8601.</summary>
public static class EventJson
{
    public static JsonSerializerOptions Options { get; } = Make();

    /// <summary>As <see cref="Options"/>, for reading only: personal members are skipped.</summary>
    internal static JsonSerializerOptions Impersonal { get; } = Make(new Personal.Unread());

    private static JsonSerializerOptions Make(params JsonConverter[] first)
    {
        var options = new JsonSerializerOptions(JsonSerializerDefaults.General)
        {
            PropertyNamingPolicy = JsonNamingPolicy.CamelCase,
            DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
            RespectNullableAnnotations = true,
            RespectRequiredConstructorParameters = false,
            TypeInfoResolver = new DefaultJsonTypeInfoResolver { Modifiers = { PositionalRecords.SetMembers, SortMembers } },
            Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping, // never embedded in HTML
        };
        foreach (var converter in first) options.Converters.Add(converter);
        options.Converters.Add(new DecimalAsText());
        options.Converters.Add(new InstantAsText());
        options.Converters.Add(new JsonStringEnumConverter(JsonNamingPolicy.KebabCaseLower));
        options.MakeReadOnly();
        return options;
    }

    /// <summary>Writes members in canonical order, so that a body need not be sorted afterwards.</summary>
    private static void SortMembers(JsonTypeInfo type)
    {
        if (type.Kind != JsonTypeInfoKind.Object) return;
        List<JsonPropertyInfo> members = [.. type.Properties.OrderBy(member => member.Name, StringComparer.Ordinal)];
        type.Properties.Clear();
        foreach (var member in members) type.Properties.Add(member);
    }

    private sealed class DecimalAsText : JsonConverter<decimal>
    {
        private const int LongestText = 64; // a sign, 28 digits and a point, with room for invalid input

        public override decimal Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options)
        {
            Span<char> text = stackalloc char[LongestText];
            return reader.TokenType == JsonTokenType.String
                && (reader.HasValueSequence ? reader.ValueSequence.Length : reader.ValueSpan.Length) <= text.Length
                && PlainDecimal.TryParse(text[..reader.CopyString(text)], out var value)
                ? value
                : throw new JsonException("A decimal is a plain decimal string.");
        }

        public override void Write(Utf8JsonWriter writer, decimal value, JsonSerializerOptions options) =>
            writer.WriteStringValue(PlainDecimal.Format(value));
    }

    private sealed class InstantAsText : JsonConverter<Instant>
    {
        public override Instant Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) =>
            Instant.Of(reader.GetDateTimeOffset());

        public override void Write(Utf8JsonWriter writer, Instant value, JsonSerializerOptions options) => writer.WriteStringValue(value.ToString());
    }
}
