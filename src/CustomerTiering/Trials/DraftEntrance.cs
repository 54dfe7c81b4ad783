using CustomerTiering.Policies;
using CustomerTiering.Rules.Decisions;
using CustomerTiering.Rules.Evaluation;
using CustomerTiering.Tiering.Timelines;

namespace CustomerTiering.Trials;

/// <summary>A draft as it would have come into force: where tiers are carried into it, as the version after those that decided before.</summary>
internal sealed class DraftEntrance
{
    private readonly TenantId _tenant;
    private readonly StandardInForce<CompiledPolicy> _draft;
    private readonly LadderVersions _versions;

    /// <param name="draft">The draft, from its first day on.</param>
    /// <param name="inForce">The versions of its ladder that decide on some day; null where there is none.</param>
    internal DraftEntrance(TenantId tenant, StandardInForce<CompiledPolicy> draft, LadderVersions? inForce)
    {
        // What is held was judged by a version that the draft follows, whatever number its text has.
        var before = inForce?.All ?? [];
        _draft = draft with { Reference = draft.Reference with { Version = before.Select(version => version.Reference.Version).DefaultIfEmpty().Max() + 1 } };
        _versions = new(
        [
            .. before.Where(version => version.From < draft.From).Select(version => version.Until < draft.From ? version : version with { Until = draft.From.AddDays(-1) }), _draft,
        ]);
        _tenant = tenant;
    }

    /// <summary>What the draft makes of customers who bear on one another, from its first day on; by the customer.</summary>
    /// <param name="before">What was held on the day before; nothing of who is not there. Overrides are left out.</param>
    /// <param name="to">The last day, included.</param>
    /// <param name="cancel">Ends it before the next ones are tried.</param>
    internal IReadOnlyDictionary<Guid, TriedCustomer> Try(
        IReadOnlyList<StoredFacts> together, IReadOnlyDictionary<Guid, HeldState?> before, DateOnly to, CancellationToken cancel)
    {
        cancel.ThrowIfCancellationRequested();
        var held = Carried(together, before, _draft.From);
        var entries = Entries(together, held, to).ToLookup(entry => entry.Customer, entry => entry.Planned);
        var tried = together.ToDictionary(one => one.Customer, one => TriedCustomer.Of(
            entries[one.Customer], held[one.Customer] is { } carried ? DecisionTimelines.Known(_tenant, _versions, one, carried) : null));
        // The facts of one are those of all: where they can't be counted, nothing more is decided of any.
        var failure = _draft.Compiled.Policy.JudgesGroups ? tried.Values.Select(one => one.Failure).FirstOrDefault(one => one is not null) : null;
        return failure is null ? tried : tried.ToDictionary(one => one.Key, one => one.Value with { Failure = failure });
    }

    /// <summary>What each of them held, overrides left out; it is not questioned.</summary>
    internal static IReadOnlyDictionary<Guid, HeldState?> Carried(IReadOnlyList<StoredFacts> together, IReadOnlyDictionary<Guid, HeldState?> before, DateOnly from) =>
        together.ToDictionary(
            one => one.Customer, one => before.GetValueOrDefault(one.Customer) is { } carried ? carried.CarriedTo(from) with { Overrides = [] } : null);

    /// <summary>The entries of customers who bear on one another, from the draft's first day on, in the order of days of each.</summary>
    /// <param name="held">What each of them held on the day before; null for nothing.</param>
    /// <param name="to">The last day, included.</param>
    internal IEnumerable<(Guid Customer, VersionedEntry Planned)> Entries(IReadOnlyList<StoredFacts> together, IReadOnlyDictionary<Guid, HeldState?> held, DateOnly to) =>
        DecisionTimelines.Due(_tenant, held.Values.All(one => one is null) ? new([_draft]) : _versions, together, held, _draft.From, to);
}
