using System.Text;
using System.Text.Json.Nodes;
using CustomerTiering.Access;
using CustomerTiering.EventLog;
using CustomerTiering.EventLog.Read;
using CustomerTiering.Evidence.Json;
using CustomerTiering.Evidence.Persons;
using CustomerTiering.Persons;

namespace CustomerTiering.Events;

/// <summary>
/// An event in readable form. Personal members of <see cref="Data"/> are plain for callers who may see them, <c>(sealed)</c> for others,
/// <c>(erased)</c> once the key is destroyed, and <c>(not verifiable)</c> if the key does not open them.
/// </summary>
public sealed record ReadableEvent(
    long Position, Guid Id, string Type, Guid? Subject, DateTimeOffset Effective, DateTimeOffset Recorded, string Actor, string? Cause,
    string? Correlation,
    string Stream, int Version, JsonObject Data);

/// <summary>Converts recorded events into readable form for a caller.</summary>
public sealed class ReadableEvents(People people)
{
    public const string Sealed = "(sealed)", Erased = "(erased)", NotVerifiable = "(not verifiable)";

    public async Task<IReadOnlyList<ReadableEvent>> ReadAsync(Caller caller, IReadOnlyList<RecordedEvent> events, CancellationToken cancel)
    {
        var subjects = caller.SeesPersons
            ? events.Where(one => one.Subject is not null && EventTypes.Named(one.Type).Personal.Count > 0)
                .Select(one => one.Subject!.Value).Distinct().ToList()
            : [];
        var persons = subjects.Count == 0 ? new Dictionary<Guid, Person>() : await people.ByCustomerAsync(caller.Tenant, subjects, cancel);
        return [.. events.Select(one => Readable(caller, one, one.Subject is { } subject ? persons.GetValueOrDefault(subject)?.Key : null))];
    }

    /// <summary>A sealed text in readable form; null for null.</summary>
    public static string? Text(TenantId tenant, SealedField? text, bool reads, DataKey? key) =>
        text is null ? null : !reads ? Sealed : key is null ? Erased : text.OpenText(tenant, key) ?? NotVerifiable;

    /// <summary>One event, with the person's key if there is one.</summary>
    internal static ReadableEvent Readable(Caller caller, RecordedEvent recorded, DataKey? key)
    {
        var data = JsonNode.Parse(recorded.Data.Span)!.AsObject();
        foreach (var member in EventTypes.Named(recorded.Type).Personal)
        {
            if (data[member] is not { } field) continue;
            data[member] = !caller.SeesPersons ? Sealed
                : key is null ? Erased
                : new SealedField(recorded.Stream.Value, recorded.Id, recorded.Type, recorded.Schema, member,
                    Encoding.UTF8.GetString(CanonicalJson.Write(field))).Open(caller.Tenant, key)
                    ?? NotVerifiable;
        }
        return new(
            recorded.Position, recorded.Id, recorded.Type, recorded.Subject, recorded.Effective, recorded.Recorded, recorded.Actor, recorded.Cause,
            recorded.Correlation, recorded.Stream.Value, recorded.Version, data);
    }
}
