using CustomerTiering.EventLog;
using CustomerTiering.EventLog.Read;
using CustomerTiering.Persons;

namespace CustomerTiering.Facts;

/// <summary>For whom facts count that were recorded of somebody who is a duplicate: for the survivor.</summary>
public sealed class CountedFacts(People people)
{
    /// <summary>The same events, those of facts about the customers for whom they count now.</summary>
    public async Task<IReadOnlyList<RecordedEvent>> OfAsync(TenantId tenant, IReadOnlyList<RecordedEvent> events, CancellationToken cancel)
    {
        var survivors = await people.SurvivorsAsync(tenant, [.. events.Where(IsFact).Select(recorded => recorded.Subject!.Value).Distinct()], cancel);
        if (survivors.Count == 0) return events;
        return [.. events.Select(recorded => IsFact(recorded) && survivors.TryGetValue(recorded.Subject!.Value, out var survivor) ? recorded with { Subject = survivor } : recorded)];
    }

    private static bool IsFact(RecordedEvent recorded) => FactEvents.Types.Contains(recorded.Type) && recorded.Subject is not null;
}
