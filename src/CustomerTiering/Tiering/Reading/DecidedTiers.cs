using CustomerTiering.EventLog.Projections;
using CustomerTiering.Rules.Decisions;
using CustomerTiering.Tiering.Deciding;
using CustomerTiering.Tiering.Timelines;

namespace CustomerTiering.Tiering.Reading;

/// <summary>What the log has decided of a customer on a ladder.</summary>
/// <param name="Held">What is held, with its dates; null after leaving.</param>
/// <param name="Spans">Every change of the effective tier, in order of days.</param>
public sealed record DecidedTier(HeldState? Held, IReadOnlyList<TierSpan> Spans);

/// <summary>What the log has decided so far, many customers at once, as other modules compare with it.</summary>
public sealed class DecidedTiers(ReadModels readModels, LogReader reader)
{
    public const string ReadModel = TiersProjection.ProjectionName;

    private static readonly TiersProjection Tiers = new();
    private readonly TierStateReader _states = new(readModels, reader);

    /// <summary>By customer; whoever has no decision on the ladder is left out.</summary>
    public async Task<IReadOnlyDictionary<Guid, DecidedTier>> OnAsync(TenantId tenant, string ladder, IReadOnlyCollection<Guid> customers, CancellationToken cancel)
    {
        var views = await readModels.ViewsAsync(tenant, Tiers, [.. customers.Select(customer => TierState.Key(customer, ladder))], cancel);
        return views.Value.Values.ToDictionary(view => view.Customer, view => new DecidedTier(TiersProjection.State(view).Held, view.Spans));
    }

    /// <summary>What is held now, from the log itself, so that no decision is missing that anybody has seen; null for nothing.</summary>
    public async Task<IReadOnlyDictionary<Guid, HeldState?>> NowAsync(TenantId tenant, string ladder, IReadOnlyCollection<Guid> customers, CancellationToken cancel)
    {
        var keys = customers.ToDictionary(customer => customer, customer => TierState.Key(customer, ladder));
        var states = await _states.ReadAsync(tenant, keys.Values, past: null, fresh: true, cancel);
        return keys.ToDictionary(one => one.Key, one => states.GetValueOrDefault(one.Value)?.State.Held);
    }

    /// <summary>
    /// What was held at the end of the day before a day, by all that is known now of the days before it; null for who had left, and whoever had no decision is left out.
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
