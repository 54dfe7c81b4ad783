using System.Text;
using System.Text.Json.Nodes;
using CustomerTiering.EventLog;
using CustomerTiering.EventLog.Read;
using CustomerTiering.Evidence.Persons;

namespace CustomerTiering.Events;

/// <summary>
/// A sealed member of an event, together with the place it is bound to. A read model can thus store a name without knowing it, and loses it the
/// moment the person's key is destroyed. <see cref="Field"/> is canonical JSON as text, since a <c>jsonb</c> column would reorder its members.
/// </summary>
public sealed record SealedField(string Stream, Guid Event, string Type, int Schema, string Member, string Field)
{
    /// <summary>The member of a recorded event, or null if absent.</summary>
    public static SealedField? Of(RecordedEvent recorded, string member, Personal? personal) => personal?.Sealed is { } field
        ? new(recorded.Stream.Value, recorded.Id, recorded.Type, recorded.Schema, member, field.GetRawText())
        : null;

    /// <summary>The plain value; null if the key does not open it.</summary>
    public JsonNode? Open(TenantId tenant, DataKey key)
    {
        var place = new FieldPlace(tenant.ToString(), Stream, Event, Type, Schema, "/" + Member);
        return PersonalField.Open(key, place, Encoding.UTF8.GetBytes(Field)) is OpenedField.Plain plain ? JsonNode.Parse(plain.Value.Span) : null;
    }

    /// <summary>The plain text; null if the key does not open it.</summary>
    public string? OpenText(TenantId tenant, DataKey? key) => key is null ? null : (string?)Open(tenant, key);
}
