using CustomerTiering.EventLog;
using CustomerTiering.EventLog.Read;
using CustomerTiering.Events;
using CustomerTiering.Rules.Values;

namespace CustomerTiering.Facts;

/// <summary>Computes from when recorded facts change what is known.</summary>
public sealed class FactChanges(LogReader reader)
{
    /// <summary>For each fact event its effective time or, for a correction, the earliest time the corrected fact ever had.</summary>
    public async Task<IReadOnlyDictionary<Guid, Instant>> SinceAsync(
        TenantId tenant, IReadOnlyCollection<RecordedEvent> events, CancellationToken cancel)
    {
        var bodies = events.Select(recorded => (Recorded: recorded, Correction: EventSerializer.Read(recorded) as FactCorrected)).ToList();
        var stood = await StoodAsync(tenant, [.. bodies.Select(one => one.Correction).OfType<FactCorrected>()], cancel);
        return bodies.ToDictionary(one => one.Recorded.Id, one => Since(one.Correction, Instant.Of(one.Recorded.Effective), stood));
    }

    /// <summary>The same for an event that is not recorded.</summary>
    public async Task<Instant> SinceAsync(TenantId tenant, object body, Instant at, CancellationToken cancel) =>
        body is FactCorrected correction ? Since(correction, at, await StoodAsync(tenant, [correction], cancel)) : at;

    private static Instant Since(FactCorrected? correction, Instant at, IReadOnlyDictionary<Guid, Instant> stood) =>
        correction is null ? at
        : stood.TryGetValue(correction.Of, out var since) ? Earlier(since, Instant.Of(correction.At))
        : Instant.Of(correction.At);

    /// <summary>The earliest time of each corrected fact, as first stated and as corrected so far.</summary>
    private async Task<IReadOnlyDictionary<Guid, Instant>> StoodAsync(
        TenantId tenant, IReadOnlyCollection<FactCorrected> corrections, CancellationToken cancel)
    {
        if (corrections.Count == 0) return new Dictionary<Guid, Instant>();
        var originals = await reader.ByIdsAsync(tenant, [.. corrections.Select(correction => correction.Of)], cancel);
        var stood = originals.ToDictionary(original => original.Id, original => Instant.Of(original.Effective));
        foreach (var recorded in await reader.StreamsAsync(tenant, [.. originals.Select(CorrectedFact.CorrectionsOf).Distinct()], cancel))
        {
            if (EventSerializer.Read(recorded) is FactCorrected earlier && stood.TryGetValue(earlier.Of, out var at))
                stood[earlier.Of] = Earlier(at, Instant.Of(earlier.At));
        }
        return stood;
    }

    private static Instant Earlier(Instant a, Instant b) => b < a ? b : a;
}
