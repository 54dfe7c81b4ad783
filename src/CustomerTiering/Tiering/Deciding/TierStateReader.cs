using CustomerTiering.EventLog.Projections;
using CustomerTiering.Rules.Decisions;
using CustomerTiering.Tiering.Timelines;

namespace CustomerTiering.Tiering.Deciding;

/// <summary>A customer's state on a ladder and, if requested, the decisions that still stand.</summary>
internal sealed record KnownTier(TierState State, IReadOnlyList<DecidedDay> Stood)
{
    internal static KnownTier None { get; } = new(TierState.None, []);

    /// <summary>A customer with a held tier and no history.</summary>
    internal static KnownTier Of(HeldState? held) => new(new(held, 0), []);
}

/// <summary>Reads held tiers from the read model or, where that is not sufficient, from the streams.</summary>
internal sealed class TierStateReader(ReadModels readModels, LogReader reader)
{
    private static readonly TiersProjection Tiers = new();

    /// <param name="keys">Customers on ladders, as keys of the read model.</param>
    /// <param name="past">Selects, by the states in the read model, the keys whose past decisions are read from the stream; null for none.</param>
    /// <param name="fresh">True to read all streams, because the read model was out of date.</param>
    internal async Task<IReadOnlyDictionary<string, KnownTier>> ReadAsync(
        TenantId tenant, IReadOnlyCollection<string> keys, Func<IReadOnlyDictionary<string, KnownTier>, IEnumerable<string>>? past, bool fresh,
        CancellationToken cancel)
    {
        var known = new Dictionary<string, KnownTier>();
        if (!fresh)
        {
            foreach (var (key, view) in (await readModels.ViewsAsync(tenant, Tiers, keys, cancel)).Value)
                known[key] = new(TiersProjection.State(view), []);
            if (past is null) return known;
            keys = [.. past(known).Where(known.ContainsKey)];
        }
        var events = (await reader.StreamsAsync(tenant, [.. keys.Select(key => new StreamId(TierState.Prefix + key))], cancel))
            .GroupBy(recorded => recorded.Stream);
        foreach (var stream in events)
        {
            var state = stream.Aggregate(TierState.None, (state, recorded) => TierState.Apply(state, EventSerializer.Read(recorded), recorded));
            var stood = DecisionHistory.Of(stream);
            // The log has decisions in the order of recording; the held state follows from their as-of dates.
            if (state.Held is not null && stood.Count > 0 && stood[^1].After is { } after) state = state with { Held = state.Held.AsLedTo(after) };
            known[stream.Key.Value[TierState.Prefix.Length..]] = new(state, stood);
        }
        return known;
    }
}
