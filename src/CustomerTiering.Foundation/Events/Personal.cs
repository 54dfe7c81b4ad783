using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.Json.Serialization;

namespace CustomerTiering.Events;

/// <summary>
/// A value that identifies or quotes a person. A handler sets the plain value; the log stores it sealed with the person's key. Readers get it sealed,
/// and open it if the caller may see it and the key still exists.
/// </summary>
[JsonConverter(typeof(PersonalConverter))]
public sealed record Personal
{
    private Personal(JsonNode? plain, JsonElement? sealedForm) => (Plain, Sealed) = (plain, sealedForm);

    /// <summary>The plain value before it is written; null for a value read from the log.</summary>
    internal JsonNode? Plain { get; }

    /// <summary>The sealed form as stored in the log; null before it is written.</summary>
    internal JsonElement? Sealed { get; }

    /// <summary>A text to be sealed; null for null.</summary>
    public static Personal? Of(string? text) => text is null ? null : new(JsonValue.Create(text), null);

    public static Personal Of(JsonObject value) => new(value, null);

    private sealed class PersonalConverter : JsonConverter<Personal>
    {
        public override Personal Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) =>
            new(null, JsonElement.ParseValue(ref reader));

        // A sealed value opens only at its original place, so only a plain value can be written.
        public override void Write(Utf8JsonWriter writer, Personal value, JsonSerializerOptions options) =>
            (value.Plain ?? throw new InvalidOperationException("A personal value that was read from one event can't be written into another."))
                .WriteTo(writer, options);
    }

    /// <summary>Skips personal members, for readers that never need them.</summary>
    internal sealed class Unread : JsonConverter<Personal>
    {
        private static readonly Personal Nothing = new(null, null);

        public override Personal Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options)
        {
            reader.Skip();
            return Nothing;
        }

        public override void Write(Utf8JsonWriter writer, Personal value, JsonSerializerOptions options) =>
            throw new InvalidOperationException("What was read without its personal members can't be written.");
    }

    /// <summary>Keeps personal data out of logs, where a record's description may end up.</summary>
    public override string ToString() => "(personal)";
}
