using System.Text.Json;
using CustomerTiering.EventLog.Projections;
using CustomerTiering.EventLog.Read;
using CustomerTiering.Events;
using CustomerTiering.Rules.Decisions;
using CustomerTiering.Rules.Evaluation;

namespace CustomerTiering.Tiering;

/// <summary>What is held, in a form that is stored.</summary>
public sealed record StoredHeld(
    string Tier, DateOnly EffectiveFrom, DateOnly? ValiditySince, DateOnly? ValidUntil, DateOnly? GraceEnds, GrantedBy? Grant,
    IReadOnlyList<string> Warned, DateOnly? LastAsOf, string? Decision);

/// <summary>A customer's tier on one ladder, now and since when.</summary>
/// <param name="Customer">Whose.</param>
/// <param name="Ladder">On which ladder.</param>
/// <param name="Computed">What facts and criteria say.</param>
/// <param name="Effective">What serves the customer.</param>
/// <param name="Outcome">Of the last decision.</param>
/// <param name="Policy">By which the last decision was made.</param>
/// <param name="Joined">The day of joining.</param>
/// <param name="Held">What is held, its dates and what gave it; null after leaving.</param>
/// <param name="ServicePlan">Code of the plan that the effective tier brings.</param>
/// <param name="LastWarned">The day of the last warning in this validity.</param>
/// <param name="Spans">Every change of the effective tier, in order of days.</param>
/// <param name="Position">Position of the last event.</param>
/// <param name="Version">Version of the stream.</param>
public sealed record TierView(
    Guid Customer, string Ladder, string Computed, string Effective, string Outcome, DecidedBy Policy, DateOnly Joined, StoredHeld? Held,
    string? ServicePlan, DateOnly? LastWarned, IReadOnlyList<TierSpan> Spans, long Position, int Version);

/// <summary>Every customer's tier on every ladder: key <c>&lt;customer&gt;/&lt;ladder&gt;</c>.</summary>
public sealed class TiersProjection() : Projection<TierView>(ProjectionName, "tier")
{
    public const string ProjectionName = "tiers";

    public override IReadOnlySet<string> Types { get; } =
        new HashSet<string> { EventTypes.NameOf<TierDecided>(), EventTypes.NameOf<DowngradeWarned>(), EventTypes.NameOf<RetentionForeseen>() };

    public override IEnumerable<string> Keys(RecordedEvent recorded) => [recorded.Stream.Value["tier/".Length..]];

    public override TierView Apply(string key, TierView? view, RecordedEvent recorded)
    {
        var body = EventSerializer.Read(recorded);
        var state = TierState.Apply(view is null ? null : new(Held(view.Held), view.Version), body, recorded);
        var held = Store(state.Held);
        return body switch
        {
            TierDecided { FollowedBy: { } next } e => view! with
            {
                Spans = TierSpans.Late(view.Spans, e, recorded.Id, next),
                Position = recorded.Position,
                Version = recorded.Version,
            },
            TierDecided e => new(
                e.Customer, e.Ladder, e.Computed, e.Effective, e.Outcome, e.Policy, e.Joined, held, e.ServicePlan,
                held?.Warned.Count > 0 ? view?.LastWarned : null, TierSpans.After(view?.Spans ?? [], e, recorded.Id), recorded.Position, recorded.Version),
            DowngradeWarned e => view! with { Held = held, LastWarned = e.AsOf, Position = recorded.Position, Version = recorded.Version },
            _ => view! with { Held = held, Position = recorded.Position, Version = recorded.Version },
        };
    }

    public override ReadOnlyMemory<byte> Write(TierView view) => JsonSerializer.SerializeToUtf8Bytes(view, EventJson.Options);

    public override TierView Read(ReadOnlyMemory<byte> stored) => JsonSerializer.Deserialize<TierView>(stored.Span, EventJson.Options)!;

    internal static TierState State(TierView view) => new(Held(view.Held), view.Version);

    private static StoredHeld? Store(HeldState? held) => held is null ? null : new(
        held.Tier, held.EffectiveFrom, held.ValiditySince, held.ValidUntil, held.GraceEnds,
        held.Grant is { } grant
            ? new(grant.Rule == RuleKind.Retain ? "retain" : "qualify", grant.AsOf, grant.TierStart, grant.DecisionId, new(grant.Policy.Id, grant.Policy.Version, grant.Policy.Digest))
            : null,
        [.. held.Warned.Select(period => period.ToString())], held.LastAsOf, held.DecisionId);

    private static HeldState? Held(StoredHeld? held) => held is null ? null : new(
        held.Tier, held.EffectiveFrom, held.ValiditySince, held.ValidUntil, held.GraceEnds,
        held.Grant is { } grant
            ? new(grant.Rule == "retain" ? RuleKind.Retain : RuleKind.Qualify, grant.AsOf, grant.TierStart, grant.Decision, TierBodies.To(grant.Policy))
            : null,
        [.. held.Warned.Select(TierBodies.PeriodOf)], held.LastAsOf, held.Decision);
}
