using CustomerTiering.Policies;
using CustomerTiering.Rules.Decisions;
using CustomerTiering.Rules.Evaluation;
using CustomerTiering.Tiering.Timelines;

namespace CustomerTiering.Trials;

/// <summary>A draft as if it had come into force. If tiers are carried, it is the version after those in force before.</summary>
internal sealed class DraftEntrance
{
    private readonly TenantId _tenant;
    private readonly StandardInForce<CompiledPolicy> _draft;
    private readonly LadderVersions _versions;

    /// <param name="draft">The draft, from its first day on.</param>
    /// <param name="inForce">The versions of the ladder that decide on some day; null for none.</param>
    internal DraftEntrance(TenantId tenant, StandardInForce<CompiledPolicy> draft, LadderVersions? inForce)
    {
        // Carried tiers were judged by versions that precede the draft, whatever its number.
        var before = inForce?.All ?? [];
        _draft = draft with
        {
            Reference = draft.Reference with
            {
                Version = before.Select(version => version.Reference.Version)
            .DefaultIfEmpty().Max() + 1
            }
        };
        _versions = new(
        [
            .. before.Where(version => version.From < draft.From).Select(
                version => version.Until < draft.From ? version : version with { Until = draft.From.AddDays(-1) }), _draft,
        ]);
        _tenant = tenant;
    }

    /// <summary>For each of several dependent customers, the results under the draft from its first day on.</summary>
    /// <param name="before">The state held on the day before, without overrides; customers without one are omitted.</param>
    /// <param name="to">The last day, inclusive.</param>
    /// <param name="cancel">Cancels before the next set of customers.</param>
    internal IReadOnlyDictionary<Guid, TriedCustomer> Try(
        IReadOnlyList<StoredFacts> together, IReadOnlyDictionary<Guid, HeldState?> before, DateOnly to, CancellationToken cancel)
    {
        cancel.ThrowIfCancellationRequested();
        var held = Carried(together, before, _draft.From);
        var entries = Entries(together, held, to).ToLookup(entry => entry.Customer, entry => entry.Planned);
        var tried = together.ToDictionary(one => one.Customer, one => TriedCustomer.Of(
            entries[one.Customer], held[one.Customer] is { } carried ? DecisionTimelines.Known(_tenant, _versions, one, carried) : null));
        // Group members depend on each other's facts: if those of one cannot be counted, no further decisions are made for any.
        var failure = _draft.Compiled.Policy.JudgesGroups ? tried.Values.Select(one => one.Failure).FirstOrDefault(one => one is not null) : null;
        return failure is null ? tried : tried.ToDictionary(one => one.Key, one => one.Value with { Failure = failure });
    }

    /// <summary>The held state of each customer without overrides; taken as given.</summary>
    internal static IReadOnlyDictionary<Guid, HeldState?> Carried(
        IReadOnlyList<StoredFacts> together, IReadOnlyDictionary<Guid, HeldState?> before, DateOnly from) =>
        together.ToDictionary(
            one => one.Customer, one =>
                before.GetValueOrDefault(one.Customer) is { } carried ? carried.CarriedTo(from) with { Overrides = [] } : null);

    /// <summary>The entries of dependent customers from the draft's first day on, ordered by day for each customer.</summary>
    /// <param name="held">The state held on the day before; null for none.</param>
    /// <param name="to">The last day, inclusive.</param>
    internal IEnumerable<(Guid Customer, VersionedEntry Planned)> Entries(
        IReadOnlyList<StoredFacts> together, IReadOnlyDictionary<Guid, HeldState?> held, DateOnly to) =>
        DecisionTimelines.Due(_tenant, held.Values.All(one => one is null) ? new([_draft]) : _versions, together, held, _draft.From, to);
}
