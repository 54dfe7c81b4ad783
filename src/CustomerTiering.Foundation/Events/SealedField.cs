using System.Text;
using System.Text.Json.Nodes;
using CustomerTiering.EventLog;
using CustomerTiering.EventLog.Read;
using CustomerTiering.Evidence.Persons;

namespace CustomerTiering.Events;

/// <summary>
/// A sealed member as it stands in an event, together with the place outside of which it opens nowhere: so a read model can hold a name without knowing it,
/// and forgets it at the moment at which the person's key is destroyed.
/// </summary>
/// <param name="Stream">The event's stream.</param>
/// <param name="Event">Its id.</param>
/// <param name="Type">Its stored type.</param>
/// <param name="Schema">The version of its shape.</param>
/// <param name="Member">The member of its body.</param>
/// <param name="Field">The sealed form, canonical JSON as a text: a <c>jsonb</c> column would reorder its members.</param>
public sealed record SealedField(string Stream, Guid Event, string Type, int Schema, string Member, string Field)
{
    /// <summary>The member of a recorded event, or null where it has none.</summary>
    public static SealedField? Of(RecordedEvent recorded, string member, Personal? personal) => personal?.Sealed is { } field
        ? new(recorded.Stream.Value, recorded.Id, recorded.Type, recorded.Schema, member, field.GetRawText())
        : null;

    /// <summary>What was sealed; null if the key does not open it.</summary>
    public JsonNode? Open(TenantId tenant, DataKey key)
    {
        var place = new FieldPlace(tenant.ToString(), Stream, Event, Type, Schema, "/" + Member);
        return PersonalField.Open(key, place, Encoding.UTF8.GetBytes(Field)) is OpenedField.Plain plain ? JsonNode.Parse(plain.Value.Span) : null;
    }

    /// <summary>The text that was sealed; null if the key does not open it.</summary>
    public string? OpenText(TenantId tenant, DataKey? key) => key is null ? null : (string?)Open(tenant, key);
}
