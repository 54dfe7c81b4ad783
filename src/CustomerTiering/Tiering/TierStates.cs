using CustomerTiering.EventLog;
using CustomerTiering.EventLog.Projections;
using CustomerTiering.EventLog.Read;
using CustomerTiering.Events;
using CustomerTiering.Rules.Decisions;

namespace CustomerTiering.Tiering;

/// <summary>What a customer holds on a ladder and, where it was asked for, what stands of the decisions that led to it.</summary>
internal sealed record KnownTier(TierState State, IReadOnlyList<DecidedDay> Stood)
{
    internal static KnownTier None { get; } = new(TierState.None, []);

    /// <summary>Of a customer of whom nothing is known but what is held.</summary>
    internal static KnownTier Of(HeldState? held) => new(new(held, 0), []);
}

/// <summary>Reads what customers hold: from the read model, cheaply, or from the streams themselves.</summary>
internal sealed class TierStates(ReadModels readModels, LogReader reader)
{
    private static readonly TiersProjection Tiers = new();

    /// <param name="tenant">Whose customers.</param>
    /// <param name="keys">Customers on ladders, as in read models.</param>
    /// <param name="since">From which day on decisions are made again: where one was, the stream is read.</param>
    /// <param name="fresh">True: the streams of all are read, since the read model was too old.</param>
    /// <param name="cancel">Ends it early.</param>
    internal async Task<IReadOnlyDictionary<string, KnownTier>> ReadAsync(
        TenantId tenant, IReadOnlyCollection<string> keys, Func<string, DateOnly>? since, bool fresh, CancellationToken cancel)
    {
        var known = new Dictionary<string, KnownTier>();
        if (!fresh)
        {
            foreach (var (key, view) in (await readModels.ViewsAsync(tenant, Tiers, keys, cancel)).Value) known[key] = new(TiersProjection.State(view), []);
            if (since is null) return known;
            keys = [.. known.Where(one => one.Value.State.Held?.LastAsOf is not { } last || last >= since(one.Key)).Select(one => one.Key)];
        }
        var events = (await reader.StreamsAsync(tenant, [.. keys.Select(key => new StreamId(TierState.Prefix + key))], cancel)).GroupBy(recorded => recorded.Stream);
        foreach (var stream in events)
        {
            var state = stream.Aggregate(TierState.None, (state, recorded) => TierState.Apply(state, EventSerializer.Read(recorded), recorded));
            known[stream.Key.Value[TierState.Prefix.Length..]] = new(state, since is null ? [] : TierPast.Of(stream));
        }
        return known;
    }
}
