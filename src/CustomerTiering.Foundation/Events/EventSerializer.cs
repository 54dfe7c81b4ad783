using System.Buffers;
using System.Security.Cryptography;
using System.Text.Json;
using System.Text.Json.Nodes;
using CustomerTiering.EventLog;
using CustomerTiering.EventLog.Append;
using CustomerTiering.EventLog.Read;
using CustomerTiering.Evidence.Json;
using CustomerTiering.Evidence.Persons;

namespace CustomerTiering.Events;

/// <summary>The properties of an event besides its body.</summary>
/// <param name="Id">Its id, random or keyed.</param>
/// <param name="Effective">When the fact happened or takes effect, UTC.</param>
/// <param name="Subject">The customer concerned, or null.</param>
/// <param name="Key">The customer's data key; null if the body has no personal members.</param>
/// <param name="Content">The fingerprint that tells a duplicate from different content under the same id; empty if not needed.</param>
/// <param name="Cause">The cause, or null.</param>
public readonly record struct EventEnvelope(
    Guid Id, DateTimeOffset Effective, Guid? Subject, DataKey? Key = null, ReadOnlyMemory<byte> Content = default, string? Cause = null);

/// <summary>Converts bodies to canonical bytes and back; seals personal members on writing.</summary>
public sealed class EventSerializer(RandomNumberGenerator random)
{
    /// <summary>The event, ready to append.</summary>
    /// <exception cref="InvalidOperationException">The body has a personal member, but there is no key.</exception>
    public NewEvent Write(TenantId tenant, StreamId stream, object body, in EventEnvelope envelope)
    {
        var type = EventTypes.Of(body);
        var data = CanonicalJson.Canonicalize(JsonSerializer.SerializeToUtf8Bytes(body, type.Body, EventJson.Options));
        if (type.Personal.Count > 0) data = Sealed(tenant, stream, type, data, envelope);
        return new(envelope.Id, type.Name, type.Schema, envelope.Effective, envelope.Subject, data, envelope.Content, envelope.Cause);
    }

    /// <summary>Seals personal members in place: names and order are kept, so the body stays canonical.</summary>
    private byte[] Sealed(TenantId tenant, StreamId stream, EventType type, byte[] data, in EventEnvelope envelope)
    {
        var output = new ArrayBufferWriter<byte>(data.Length + (256 * type.Personal.Count));
        var reader = new Utf8JsonReader(data);
        var copied = 0;
        reader.Read();
        while (reader.Read() && reader.TokenType == JsonTokenType.PropertyName)
        {
            var name = PersonalName(type, reader);
            reader.Read();
            var start = (int)reader.TokenStartIndex;
            reader.Skip();
            if (name is null) continue;
            var end = (int)reader.BytesConsumed;
            if (envelope.Key is not { } key) throw new InvalidOperationException($"{type.Name} has a personal {name} and nobody's key.");
            var place = new FieldPlace(tenant.ToString(), stream.Value, envelope.Id, type.Name, type.Schema, "/" + name);
            output.Write(data.AsSpan(copied, start - copied));
            output.Write(PersonalField.Seal(key, place, data.AsSpan(start, end - start), random));
            copied = end;
        }
        output.Write(data.AsSpan(copied));
        return output.WrittenSpan.ToArray();
    }

    private static string? PersonalName(EventType type, in Utf8JsonReader reader)
    {
        foreach (var name in type.Personal)
            if (reader.ValueTextEquals(name)) return name;
        return null;
    }

    /// <summary>Opens a personal member of a recorded event; null if it is absent or cannot be opened.</summary>
    public static string? Open(TenantId tenant, RecordedEvent recorded, string member, Personal? personal, DataKey? key)
    {
        if (personal?.Sealed is not { } field || key is null) return null;
        var place = new FieldPlace(tenant.ToString(), recorded.Stream.Value, recorded.Id, recorded.Type, recorded.Schema, "/" + member);
        return PersonalField.Open(key, place, System.Text.Encoding.UTF8.GetBytes(field.GetRawText())) is OpenedField.Plain plain
            ? JsonNode.Parse(plain.Value.Span) is JsonValue text ? text.GetValue<string>() : System.Text.Encoding.UTF8.GetString(plain.Value.Span)
            : null;
    }

    /// <summary>The body of a recorded event; personal members stay sealed.</summary>
    public static object Read(RecordedEvent recorded) => Read(recorded, EventJson.Options);

    /// <summary>The body of a recorded event without its personal members.</summary>
    public static object ReadImpersonal(RecordedEvent recorded) => Read(recorded, EventJson.Impersonal);

    private static object Read(RecordedEvent recorded, JsonSerializerOptions options) =>
        JsonSerializer.Deserialize(recorded.Data.Span, EventTypes.Named(recorded.Type).Body, options)
        ?? throw new InvalidDataException($"Event {recorded.Position} has no body.");
}
