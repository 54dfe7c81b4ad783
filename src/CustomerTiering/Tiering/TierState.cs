using CustomerTiering.EventLog;
using CustomerTiering.EventLog.Read;
using CustomerTiering.Rules.Decisions;

namespace CustomerTiering.Tiering;

/// <summary>What a customer holds on a ladder, folded from the stream <c>tier/&lt;customer&gt;/&lt;ladder&gt;</c>.</summary>
/// <param name="Held">What is held, or null: no decision yet, or the customer left.</param>
/// <param name="Version">The stream's version.</param>
public sealed record TierState(HeldState? Held, int Version)
{
    /// <summary>Of the streams' names.</summary>
    public const string Prefix = "tier/";

    /// <summary>Of a stream that is not there.</summary>
    public static TierState None { get; } = new(null, 0);

    public static StreamId Stream(Guid customer, string ladder) => new($"{Prefix}{customer:D}/{ladder}");

    /// <summary>The stream's own name is its key in read models: customer, a slash, ladder.</summary>
    public static string Key(Guid customer, string ladder) => $"{customer:D}/{ladder}";

    internal static Guid CustomerOf(string key) => Guid.ParseExact(key.AsSpan(0, 36), "D");

    public static TierState Apply(TierState? state, object body, RecordedEvent recorded)
    {
        state ??= None;
        var held = body switch
        {
            TierDecided e => HeldState.After(state.Held, TierBodies.ToDecision(recorded.Id, e)),
            DowngradeWarned e => Warned(state.Held, e.Periods),
            RetentionForeseen e => Warned(state.Held, e.Periods),
            _ => throw new InvalidDataException($"{body.GetType().Name} is not an event of a tier."),
        };
        return new(held, recorded.Version);
    }

    private static HeldState Warned(HeldState? held, IReadOnlyList<string> periods) => held is null
        ? throw new InvalidDataException("A warning without a held tier.")
        : held with { Warned = [.. held.Warned, .. periods.Select(TierBodies.PeriodOf)] };
}
