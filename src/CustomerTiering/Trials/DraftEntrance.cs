using CustomerTiering.EventLog;
using CustomerTiering.Facts;
using CustomerTiering.Policies;
using CustomerTiering.Rules.Decisions;
using CustomerTiering.Rules.Evaluation;
using CustomerTiering.Tiering;

namespace CustomerTiering.Trials;

/// <summary>A draft as it would have come into force: where tiers are carried into it, as the version after those that decided before.</summary>
internal sealed class DraftEntrance
{
    private readonly TenantId _tenant;
    private readonly StandardInForce<CompiledPolicy> _draft;
    private readonly IReadOnlyList<StandardInForce<CompiledPolicy>> _versions;

    /// <param name="tenant">Whose.</param>
    /// <param name="draft">The draft, from its first day on.</param>
    /// <param name="inForce">The versions of its ladder that decide on some day, by first day.</param>
    internal DraftEntrance(TenantId tenant, StandardInForce<CompiledPolicy> draft, IReadOnlyList<StandardInForce<CompiledPolicy>> inForce)
    {
        // What is held was judged by a version that the draft follows, whatever number its text has.
        _draft = draft with { Reference = draft.Reference with { Version = inForce.Select(version => version.Reference.Version).DefaultIfEmpty().Max() + 1 } };
        _versions =
        [
            .. inForce.Where(version => version.From < draft.From).Select(version => version.Until < draft.From ? version : version with { Until = draft.From.AddDays(-1) }), _draft,
        ];
        _tenant = tenant;
    }

    /// <summary>What the draft makes of a customer, from its first day on.</summary>
    /// <param name="facts">The customer's facts.</param>
    /// <param name="held">What was held on the day before; null for nothing. Overrides are left out.</param>
    /// <param name="to">The last day, included.</param>
    internal TriedCustomer Try(StoredFacts facts, HeldState? held, DateOnly to)
    {
        if (held is null) return TriedCustomer.Of(TierTimelines.Due(_tenant, [_draft], facts, null, _draft.From, to));
        var bare = held with { Overrides = [] };
        return TriedCustomer.Of(TierTimelines.Due(_tenant, _versions, facts, bare, _draft.From, to), TierTimelines.Known(_tenant, _versions, _draft, facts, bare));
    }
}
