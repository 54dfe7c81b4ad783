using CustomerTiering.EventLog.Projections;
using CustomerTiering.Rules.Decisions;
using CustomerTiering.Tiering.Deciding;
using CustomerTiering.Tiering.Timelines;

namespace CustomerTiering.Tiering.Reading;

/// <summary>A customer's decided tier on a ladder.</summary>
/// <param name="Held">The held state; null after the customer left.</param>
/// <param name="Spans">Every change of the effective tier, ordered by day.</param>
public sealed record DecidedTier(HeldState? Held, IReadOnlyList<TierSpan> Spans);

/// <summary>Reads decided tiers of many customers at once, for comparison in other modules.</summary>
public sealed class DecidedTiers(ReadModels readModels, LogReader reader)
{
    public const string ReadModel = TiersProjection.ProjectionName;

    private static readonly TiersProjection Tiers = new();
    private readonly TierStateReader _states = new(readModels, reader);

    /// <summary>By customer; customers without a decision on the ladder are omitted.</summary>
    public async Task<IReadOnlyDictionary<Guid, DecidedTier>> OnAsync(
        TenantId tenant, string ladder, IReadOnlyCollection<Guid> customers, CancellationToken cancel)
    {
        var views = await readModels.ViewsAsync(tenant, Tiers, [.. customers.Select(customer => TierState.Key(customer, ladder))], cancel);
        return views.Value.Values.ToDictionary(view => view.Customer, view => new DecidedTier(TiersProjection.State(view).Held, view.Spans));
    }

    /// <summary>The held state from the log itself, so that no decision already visible elsewhere is missing; null if no tier is held.</summary>
    public async Task<IReadOnlyDictionary<Guid, HeldState?>> NowAsync(
        TenantId tenant, string ladder, IReadOnlyCollection<Guid> customers, CancellationToken cancel)
    {
        var keys = customers.ToDictionary(customer => customer, customer => TierState.Key(customer, ladder));
        var states = await _states.ReadAsync(tenant, keys.Values, past: null, fresh: true, cancel);
        return keys.ToDictionary(one => one.Key, one => states.GetValueOrDefault(one.Value)?.State.Held);
    }

    /// <summary>
    /// The held state at the end of the day before a day, according to the decisions known now; null for customers who had left. Customers without a
    /// decision are omitted.
    /// </summary>
    public async Task<IReadOnlyDictionary<Guid, HeldState?>> BeforeAsync(
        TenantId tenant, string ladder, IReadOnlyCollection<Guid> customers, DateOnly day, CancellationToken cancel)
    {
        var streams = customers.ToDictionary(customer => TierState.Stream(customer, ladder));
        return (await reader.StreamsAsync(tenant, streams.Keys, cancel)).GroupBy(recorded => recorded.Stream)
            .Select(stream => (Customer: streams[stream.Key], Past: DecisionHistory.Of(stream, day))).Where(one => one.Past.Count > 0)
            .ToDictionary(one => one.Customer, one => one.Past[^1].After);
    }
}
