using CustomerTiering.Rules.Decisions;
using CustomerTiering.Tiering.Deciding;
using CustomerTiering.Tiering.Overrides;

namespace CustomerTiering.Tiering;

/// <summary>A customer's state on a ladder, folded from the stream <c>tier/&lt;customer&gt;/&lt;ladder&gt;</c>.</summary>
/// <param name="Held">The held state; null before the first decision and after the customer left.</param>
/// <param name="Version">The version of the stream.</param>
public sealed record TierState(HeldState? Held, int Version)
{
    /// <summary>The prefix of stream names.</summary>
    public const string Prefix = "tier/";

    /// <summary>The state of a stream without events.</summary>
    public static TierState None { get; } = new(null, 0);

    /// <summary>The computed tier of the last decision; null without one.</summary>
    public string? Computed { get; init; }

    /// <summary>All overrides in the order of their requests.</summary>
    public IReadOnlyList<OverrideRecord> Overrides { get; init; } = [];

    /// <summary>The latest recorded day on which an override began or ended, or null.</summary>
    public DateOnly? Turned { get; init; }

    public static StreamId Stream(Guid customer, string ladder) => new($"{Prefix}{customer:D}/{ladder}");

    /// <summary>The key in read models: the stream's name without its prefix.</summary>
    public static string Key(Guid customer, string ladder) => $"{customer:D}/{ladder}";

    internal static Guid CustomerOf(string key) => Guid.ParseExact(key.AsSpan(0, 36), "D");

    public static TierState Apply(TierState? state, object body, RecordedEvent recorded)
    {
        state ??= None;
        var held = body switch
        {
            TierDecided e => HeldState.After(state.Held, DecisionBodies.ToDecision(recorded.Id, e)),
            DowngradeWarned e => Warned(state.Held, e.Periods),
            RetentionForeseen e => Warned(state.Held, e.Periods),
            OverrideRequested or OverrideApproved or OverrideRejected or OverrideGranted or OverrideBegan or OverrideRevoked or OverrideExpired
                or EffectiveTierRestated => state.Held,
            _ => throw new InvalidDataException($"{body.GetType().Name} is not an event of a tier."),
        };
        var overrides = OverrideRecords.After(state.Overrides, body, recorded);
        return new(held is null || overrides.Count == 0 ? held : held with { Overrides = OverrideRecords.Granted(overrides) }, recorded.Version)
        {
            Computed = body is TierDecided { FollowedBy: null } decided ? decided.Computed : state.Computed,
            Overrides = overrides,
            Turned = TurnOf(body) is { } turn && !(turn < state.Turned) ? turn : state.Turned,
        };
    }

    private static DateOnly? TurnOf(object body) => body switch
    {
        OverrideBegan e => e.Served.From,
        OverrideRevoked e => e.Served.From,
        OverrideExpired e => e.Served.From,
        _ => null,
    };

    private static HeldState Warned(HeldState? held, IReadOnlyList<string> periods) => held is null
        ? throw new InvalidDataException("A warning without a held tier.")
        : held with { Warned = [.. held.Warned, .. periods.Select(DecisionBodies.PeriodOf)] };
}
