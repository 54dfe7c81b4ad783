using System.Text.Json;
using CustomerTiering.EventLog.Projections;
using CustomerTiering.Rules.Decisions;
using CustomerTiering.Tiering.Deciding;
using CustomerTiering.Tiering.Overrides;
using CustomerTiering.Tiering.Reading;

namespace CustomerTiering.Tiering;

/// <summary>The held state in its stored form.</summary>
public sealed record StoredHeld(
    string Tier, DateOnly EffectiveFrom, DateOnly? ValiditySince, DateOnly? ValidUntil, DateOnly? GraceEnds,
    IReadOnlyList<string> Warned, DateOnly? LastAsOf, string? Decision, int? JudgedBy = null, string? GivenBy = null, bool Provisional = false,
    long? KnownThrough = null);

/// <summary>A customer's tier on one ladder, with the history of its effective tier.</summary>
/// <param name="Computed">The tier by facts and criteria.</param>
/// <param name="Effective">The tier that serves the customer, overrides included.</param>
/// <param name="Outcome">The outcome of the last decision.</param>
/// <param name="Policy">The policy version of the last decision.</param>
/// <param name="Held">The held state; null after the customer left.</param>
/// <param name="ServicePlan">Code of the effective tier's service plan.</param>
/// <param name="LastWarned">The day of the last warning in this validity.</param>
/// <param name="Spans">Every change of the effective tier, ordered by day.</param>
/// <param name="Position">Position of the last event.</param>
/// <param name="Version">Version of the stream.</param>
/// <param name="Overrides">All overrides, past ones included; null for none.</param>
/// <param name="Turned">The latest recorded day on which an override began or ended.</param>
/// <param name="Foreseen">The forecast of the last decision; null for none, and after the customer left.</param>
public sealed record TierView(
    Guid Customer, string Ladder, string Computed, string Effective, string Outcome, DecidedBy Policy, DateOnly Joined, StoredHeld? Held,
    string? ServicePlan, DateOnly? LastWarned, IReadOnlyList<TierSpan> Spans, long Position, int Version,
    IReadOnlyList<OverrideRecord>? Overrides = null,
    DateOnly? Turned = null, ForeseenTier? Foreseen = null)
{
    internal TierView With(ServedFrom served) => this with { Effective = served.Effective, ServicePlan = served.ServicePlan };
}

/// <summary>Every customer's tier on every ladder. Key: <c>&lt;customer&gt;/&lt;ladder&gt;</c>.</summary>
public sealed class TiersProjection() : Projection<TierView>(ProjectionName, "tier")
{
    public const string ProjectionName = "tiers";

    /// <summary>All event types of a tier's stream, because the row holds the stream's version.</summary>
    public override IReadOnlySet<string> Types { get; } = new HashSet<string>
    {
        EventTypes.NameOf<TierDecided>(), EventTypes.NameOf<DowngradeWarned>(), EventTypes.NameOf<RetentionForeseen>(),
            EventTypes.NameOf<OverrideRequested>(),
        EventTypes.NameOf<OverrideApproved>(), EventTypes.NameOf<OverrideRejected>(), EventTypes.NameOf<OverrideGranted>(),
        EventTypes.NameOf<OverrideBegan>(),
        EventTypes.NameOf<OverrideRevoked>(), EventTypes.NameOf<OverrideExpired>(), EventTypes.NameOf<EffectiveTierRestated>(),
    };

    public override IEnumerable<string> Keys(RecordedEvent recorded) => [recorded.Stream.Value["tier/".Length..]];

    public override TierView Apply(string key, TierView? view, RecordedEvent recorded)
    {
        var body = EventSerializer.Read(recorded);
        var state = TierState.Apply(view is null ? null : State(view), body, recorded);
        var (held, spans) = (Store(state.Held), TierSpans.After(view?.Spans ?? [], body, recorded.Id, state.Held));
        var after = body switch
        {
            TierDecided { FollowedBy: not null } or EffectiveTierRestated { FollowedBy: not null } => view!, // does not change the current tier
            TierDecided e => new(
                e.Customer, e.Ladder, e.Computed, e.Effective, e.Outcome, e.Policy, e.Joined, held, e.ServicePlan,
                held?.Warned.Count > 0 ? view?.LastWarned : null, spans, recorded.Position, recorded.Version, Foreseen: e.Foreseen),
            DowngradeWarned e => view! with { LastWarned = e.AsOf },
            OverrideBegan e => view!.With(e.Served),
            OverrideRevoked e => view!.With(e.Served),
            OverrideExpired e => view!.With(e.Served),
            EffectiveTierRestated e => view!.With(e.Served),
            _ => view!,
        };
        return after with
        {
            Held = held,
            Spans = spans,
            Position = recorded.Position,
            Version = recorded.Version,
            Overrides = state.Overrides.Count == 0 ? null : state.Overrides,
            Turned = state.Turned,
        };
    }

    public override ReadOnlyMemory<byte> Write(TierView view) => JsonSerializer.SerializeToUtf8Bytes(view, EventJson.Options);

    public override TierView Read(ReadOnlyMemory<byte> stored) => JsonSerializer.Deserialize<TierView>(stored.Span, EventJson.Options)!;

    internal static TierState State(TierView view) => new(Held(view), view.Version)
    {
        Computed = view.Computed,
        Overrides = view.Overrides ?? [],
        Turned = view.Turned,
    };

    private static StoredHeld? Store(HeldState? held) => held is null ? null : new(
        held.Tier, held.EffectiveFrom, held.ValiditySince, held.ValidUntil, held.GraceEnds,
        [.. held.Warned.Select(period => period.ToString())], held.LastAsOf, held.DecisionId, held.PolicyVersion, held.GivenBy, held.Provisional,
        held.KnownThrough);

    private static HeldState? Held(TierView view) => view.Held is not { } held ? null : new(
        held.Tier, held.EffectiveFrom, held.ValiditySince, held.ValidUntil, held.GraceEnds,
        [.. held.Warned.Select(DecisionBodies.PeriodOf)], held.LastAsOf, held.Decision,
        view.Overrides is { } all ? OverrideRecords.Granted(all) : null,
        held.JudgedBy, held.GivenBy, held.Provisional, held.KnownThrough);
}
