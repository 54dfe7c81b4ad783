using CustomerTiering.EventLog;
using CustomerTiering.EventLog.Read;
using CustomerTiering.Events;
using CustomerTiering.Persons;
using CustomerTiering.Rules.Facts;

namespace CustomerTiering.Facts;

/// <summary>Reads the basis for judging facts from the log.</summary>
internal sealed class GuardReading(LogReader reader, People people, TenantId tenant)
{
    private static readonly string Noted = EventTypes.NameOf<CorrectionNoted>();

    /// <summary>Reads the streams that the facts bear on, and facts in other streams that refer to them.</summary>
    internal async Task<GuardBook> ReadAsync(
        IReadOnlyList<SourceFact> facts, FactIds ids, IReadOnlyDictionary<Guid, CorrectedFact> originals, CancellationToken cancel)
    {
        var streams = facts.SelectMany(fact => StreamsOf(fact, ids, originals)).ToHashSet();
        if (streams.Count == 0) return new(static (_, _) => true);
        var events = (await reader.StreamsAsync(tenant, streams, cancel)).ToList();
        var known = events.Select(recorded => recorded.Id).ToHashSet();
        var elsewhere = events.Where(recorded => recorded.Type == Noted).Select(recorded => ((CorrectionNoted)EventSerializer.Read(recorded)).Fact);
        List<RecordedEvent> others = [.. originals.Values.Select(one => one.Original).Where(one => !known.Contains(one.Id))];
        others.AddRange(
            await ElsewhereAsync([.. elsewhere.Where(id => !known.Contains(id) && !originals.ContainsKey(id)).Distinct()], streams, cancel));
        return await BookAsync(streams, events, others, cancel);
    }

    private static IEnumerable<StreamId> StreamsOf(SourceFact fact, FactIds ids, IReadOnlyDictionary<Guid, CorrectedFact> originals)
    {
        if (fact.Correction is not { } request)
        {
            if (ids.Referred(fact) is { } of) yield return FactStreams.Guarding(FactRules.RefersTo(fact.Kind)!.Value, of);
            yield break;
        }
        if (!originals.TryGetValue(ids.Of(request.OfKind, request.Of), out var original)) yield break;
        yield return original.CorrectionsGoTo;
        if (FactRules.RefersTo(request.OfKind) is not { } kind) yield break;
        if (original.Reference is { } before) yield return FactStreams.Guarding(kind, before);
        if (ids.Replaced(request) is { } after) yield return FactStreams.Guarding(kind, after);
    }

    /// <summary>Facts in other streams that refer here, or once did, with their corrections.</summary>
    private async Task<IReadOnlyList<RecordedEvent>> ElsewhereAsync(IReadOnlyCollection<Guid> facts, HashSet<StreamId> read, CancellationToken cancel)
    {
        if (facts.Count == 0) return [];
        var found = await reader.ByIdsAsync(tenant, facts, cancel);
        StreamId[] homes = [.. found.Select(CorrectedFact.CorrectionsOf).Distinct().Where(stream => !read.Contains(stream))];
        var corrections = homes.Length == 0 ? [] : await reader.StreamsAsync(tenant, homes, cancel);
        return [.. found, .. corrections.Where(recorded => recorded.Type == EventTypes.NameOf<FactCorrected>())];
    }

    private async Task<GuardBook> BookAsync(
        HashSet<StreamId> streams, List<RecordedEvent> events, List<RecordedEvent> others, CancellationToken cancel)
    {
        Guid[] customers = [.. events.Concat(others).Select(recorded => recorded.Subject!.Value).Distinct()];
        var survivors = await people.SurvivorsAsync(tenant, customers, cancel);
        var book = new GuardBook((one, other) => survivors.GetValueOrDefault(one, one) == survivors.GetValueOrDefault(other, other));
        foreach (var stream in streams) book.Open(stream);
        foreach (var recorded in events.Concat(others).OrderBy(recorded => recorded.Position))
        {
            if (recorded.Type != Noted) book.Know(recorded.Subject!.Value, FactEvents.Of(recorded), CorrectedFact.CorrectionsOf(recorded));
            if (streams.Contains(recorded.Stream)) book.Count(recorded.Stream, recorded.Id);
        }
        return book;
    }
}
