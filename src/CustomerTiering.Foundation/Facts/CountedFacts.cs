using CustomerTiering.EventLog;
using CustomerTiering.EventLog.Read;
using CustomerTiering.Persons;

namespace CustomerTiering.Facts;

/// <summary>Attributes facts of duplicates to their survivors.</summary>
public sealed class CountedFacts(People people)
{
    /// <summary>The same events, with the subject of each fact replaced by the customer it counts for now.</summary>
    public async Task<IReadOnlyList<RecordedEvent>> OfAsync(TenantId tenant, IReadOnlyList<RecordedEvent> events, CancellationToken cancel)
    {
        var survivors = await people.SurvivorsAsync(tenant, [.. events.Where(IsFact).Select(recorded => recorded.Subject!.Value).Distinct()], cancel);
        if (survivors.Count == 0) return events;
        return [.. events.Select(recorded => IsFact(recorded) && survivors.TryGetValue(recorded.Subject!.Value, out var survivor)
            ? recorded with { Subject = survivor } : recorded)];
    }

    private static bool IsFact(RecordedEvent recorded) => FactEvents.Types.Contains(recorded.Type) && recorded.Subject is not null;
}
