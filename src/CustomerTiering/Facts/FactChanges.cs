using CustomerTiering.Activity;
using CustomerTiering.EventLog;
using CustomerTiering.EventLog.Read;
using CustomerTiering.Events;
using CustomerTiering.Rules.Values;

namespace CustomerTiering.Facts;

/// <summary>From when on something else is known since facts were recorded.</summary>
public sealed class FactChanges(LogReader reader)
{
    /// <summary>For each event of facts the instant: its own or, for a correction, the earliest at which the corrected fact ever stood.</summary>
    public async Task<IReadOnlyDictionary<Guid, Instant>> SinceAsync(TenantId tenant, IReadOnlyCollection<RecordedEvent> events, CancellationToken cancel)
    {
        var since = new Dictionary<Guid, Instant>(events.Count);
        var corrections = new List<(Guid Id, FactCorrected Body)>();
        foreach (var recorded in events)
        {
            since[recorded.Id] = Instant.Of(recorded.Effective);
            if (EventSerializer.Read(recorded) is FactCorrected correction) corrections.Add((recorded.Id, correction));
        }
        if (corrections.Count == 0) return since;
        var originals = await reader.ByIdsAsync(tenant, [.. corrections.Select(one => one.Body.Of)], cancel);
        var stood = originals.ToDictionary(original => original.Id, original => Instant.Of(original.Effective));
        foreach (var recorded in await reader.StreamsAsync(tenant, [.. originals.Select(CorrectedFact.CorrectionsOf).Distinct()], cancel))
        {
            if (EventSerializer.Read(recorded) is FactCorrected earlier && stood.TryGetValue(earlier.Of, out var at)) stood[earlier.Of] = Earlier(at, Instant.Of(earlier.At));
        }
        foreach (var (id, correction) in corrections)
            since[id] = stood.TryGetValue(correction.Of, out var at) ? Earlier(at, Instant.Of(correction.At)) : Instant.Of(correction.At);
        return since;
    }

    private static Instant Earlier(Instant a, Instant b) => b < a ? b : a;
}
