using CustomerTiering.EventLog.Projections;
using CustomerTiering.Rules.Decisions;
using CustomerTiering.Tiering.Timelines;

namespace CustomerTiering.Tiering.Deciding;

/// <summary>What a customer holds on a ladder and, where it was asked for, what stands of the decisions that led to it.</summary>
internal sealed record KnownTier(TierState State, IReadOnlyList<DecidedDay> Stood)
{
    internal static KnownTier None { get; } = new(TierState.None, []);

    /// <summary>Of a customer of whom nothing is known but what is held.</summary>
    internal static KnownTier Of(HeldState? held) => new(new(held, 0), []);
}

/// <summary>Reads what customers hold: from the read model, cheaply, or from the streams themselves.</summary>
internal sealed class TierStateReader(ReadModels readModels, LogReader reader)
{
    private static readonly TiersProjection Tiers = new();

    /// <param name="keys">Customers on ladders, as in read models.</param>
    /// <param name="past">Of whom, by what the read model says, the decisions are needed that led to what is held: their streams are read. Null: of nobody.</param>
    /// <param name="fresh">True: the streams of all are read, since the read model was too old.</param>
    internal async Task<IReadOnlyDictionary<string, KnownTier>> ReadAsync(
        TenantId tenant, IReadOnlyCollection<string> keys, Func<IReadOnlyDictionary<string, KnownTier>, IEnumerable<string>>? past, bool fresh, CancellationToken cancel)
    {
        var known = new Dictionary<string, KnownTier>();
        if (!fresh)
        {
            foreach (var (key, view) in (await readModels.ViewsAsync(tenant, Tiers, keys, cancel)).Value) known[key] = new(TiersProjection.State(view), []);
            if (past is null) return known;
            keys = [.. past(known).Where(known.ContainsKey)];
        }
        var events = (await reader.StreamsAsync(tenant, [.. keys.Select(key => new StreamId(TierState.Prefix + key))], cancel)).GroupBy(recorded => recorded.Stream);
        foreach (var stream in events)
        {
            var state = stream.Aggregate(TierState.None, (state, recorded) => TierState.Apply(state, EventSerializer.Read(recorded), recorded));
            var stood = DecisionHistory.Of(stream);
            // The log tells in which order decisions were made; what led to what is held is told by their days.
            if (state.Held is not null && stood.Count > 0 && stood[^1].After is { } after) state = state with { Held = state.Held.AsLedTo(after) };
            known[stream.Key.Value[TierState.Prefix.Length..]] = new(state, stood);
        }
        return known;
    }
}
