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

/// <summary>What an event needs besides its body to be written.</summary>
/// <param name="Id">Its id, random or keyed.</param>
/// <param name="Effective">When what it tells happened or holds from, UTC.</param>
/// <param name="Subject">The customer it is about, or null.</param>
/// <param name="Key">The customer's data key; null where the body has nothing personal.</param>
/// <param name="Content">Where a repeated event must be told from another one under the same id: the fingerprint of its content; else empty.</param>
/// <param name="Cause">What led to it, or null.</param>
public readonly record struct EventEnvelope(
    Guid Id, DateTimeOffset Effective, Guid? Subject, DataKey? Key = null, ReadOnlyMemory<byte> Content = default, string? Cause = null);

/// <summary>Bodies to canonical bytes and back; personal members are sealed on the way in.</summary>
public sealed class EventSerializer(RandomNumberGenerator random)
{
    /// <summary>The event as the log takes it.</summary>
    /// <exception cref="InvalidOperationException">A personal member is there and no key.</exception>
    public NewEvent Write(TenantId tenant, StreamId stream, object body, in EventEnvelope envelope)
    {
        var type = EventTypes.Of(body);
        var data = CanonicalJson.Canonicalize(JsonSerializer.SerializeToUtf8Bytes(body, type.Body, EventJson.Options));
        if (type.Personal.Count > 0) data = Sealed(tenant, stream, type, data, envelope);
        return new(envelope.Id, type.Name, type.Schema, envelope.Effective, envelope.Subject, data, envelope.Content, envelope.Cause);
    }

    /// <summary>The body with its personal members sealed where they stand: names and their order stay, so it stays canonical.</summary>
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

    /// <summary>A personal member of a recorded event, opened; null if there is none, or it can't be opened.</summary>
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

    /// <summary>The body of a recorded event with nothing personal in it: such members are passed over.</summary>
    public static object ReadImpersonal(RecordedEvent recorded) => Read(recorded, EventJson.Impersonal);

    private static object Read(RecordedEvent recorded, JsonSerializerOptions options) =>
        JsonSerializer.Deserialize(recorded.Data.Span, EventTypes.Named(recorded.Type).Body, options)
        ?? throw new InvalidDataException($"Event {recorded.Position} has no body.");
}
