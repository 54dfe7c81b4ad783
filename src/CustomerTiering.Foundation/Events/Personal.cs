using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.Json.Serialization;

namespace CustomerTiering.Events;

/// <summary>
/// A value that identifies a person or quotes one. A handler sets it in plain; the log holds it sealed with the person's key; whoever reads an
/// event sees it sealed, and opens it with <c>PersonKeys</c> where the caller may and the key still exists.
/// </summary>
[JsonConverter(typeof(PersonalConverter))]
public sealed record Personal
{
    private Personal(JsonNode? plain, JsonElement? sealedForm) => (Plain, Sealed) = (plain, sealedForm);

    /// <summary>The value itself, before it is written; null once it was read from the log.</summary>
    internal JsonNode? Plain { get; }

    /// <summary>The sealed form as the log holds it; null before it was written.</summary>
    internal JsonElement? Sealed { get; }

    /// <summary>A text to be sealed, or null for none.</summary>
    public static Personal? Of(string? text) => text is null ? null : new(JsonValue.Create(text), null);

    /// <summary>A structured value to be sealed.</summary>
    public static Personal Of(JsonObject value) => new(value, null);

    private sealed class PersonalConverter : JsonConverter<Personal>
    {
        public override Personal Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) =>
            new(null, JsonElement.ParseValue(ref reader));

        // What was sealed in one place opens in no other, so only a plain value can be written.
        public override void Write(Utf8JsonWriter writer, Personal value, JsonSerializerOptions options) =>
            (value.Plain ?? throw new InvalidOperationException("A personal value that was read from one event can't be written into another.")).WriteTo(writer, options);
    }

    /// <summary>Passes over personal members, for those who read what never needs one: whoever looks at such a member finds nothing to open.</summary>
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

    /// <summary>No text of a person ever reaches a log line by way of a record's description.</summary>
    public override string ToString() => "(personal)";
}
