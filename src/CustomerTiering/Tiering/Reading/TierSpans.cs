using CustomerTiering.Rules.Decisions;

namespace CustomerTiering.Tiering.Reading;

/// <summary>The first day of an effective tier.</summary>
/// <param name="From">First day, inclusive, in the policy's zone.</param>
/// <param name="Tier">Code of the effective tier.</param>
/// <param name="Decision">The decision or override that caused the change.</param>
public sealed record TierSpan(DateOnly From, string Tier, Guid Decision);

/// <summary>The changes of the effective tier, folded from the events of one stream.</summary>
public static class TierSpans
{
    /// <summary>Every change of the effective tier, ordered by day.</summary>
    public static IReadOnlyList<TierSpan> Of(IEnumerable<RecordedEvent> events)
    {
        IReadOnlyList<TierSpan> spans = [];
        TierState? state = null;
        foreach (var recorded in events)
        {
            var body = EventSerializer.Read(recorded);
            state = TierState.Apply(state, body, recorded);
            spans = After(spans, body, recorded.Id, state.Held);
        }
        return spans;
    }

    /// <summary>The changes after one more event and the held state that follows from it.</summary>
    internal static IReadOnlyList<TierSpan> After(IReadOnlyList<TierSpan> spans, object body, Guid id, HeldState? held) => body switch
    {
        TierDecided { FollowedBy: { } next } e => Late(spans, e, id, next),
        EffectiveTierRestated { FollowedBy: { } next } e => Within(spans, e, next),
        TierDecided e => Change(spans, e.EffectiveFrom > e.Assessed.AsOf ? e.EffectiveFrom : e.Assessed.AsOf, e.Effective, id, held),
        OverrideBegan e => Change(spans, e.Served.From, e.Served.Effective, e.Override, held),
        OverrideRevoked e => Change(spans, e.Served.From, e.Served.Effective, e.Override, held),
        OverrideExpired e => Change(spans, e.Served.From, e.Served.Effective, e.Override, held),
        EffectiveTierRestated e => Change(spans, e.Served.From, e.Served.Effective, e.Decision, held),
        _ => spans,
    };

    /// <summary>A change replaces changes from its first day on. The end of an override in force on that day is added.</summary>
    private static List<TierSpan> Change(IReadOnlyList<TierSpan> spans, DateOnly first, string tier, Guid id, HeldState? held)
    {
        List<TierSpan> kept = [.. spans.Where(span => span.From < first || (span.From == first && span.Tier == tier))];
        if (kept.Count == 0 || kept[^1].Tier != tier) kept.Add(new(first, tier, id));
        if (held?.OverrideOn(first) is { } by && held.Tier != tier && by.Until < DateOnly.MaxValue)
            kept.Add(new(by.Until.AddDays(1), held.Tier, Guid.Parse(held.DecisionId!)));
        return kept;
    }

    /// <summary>
    /// A late decision replaces only the changes caused by decisions of its day, up to the next decision's day. Two spans of the same tier may become
    /// adjacent: the later one still reflects its own decision.
    /// </summary>
    private static List<TierSpan> Late(IReadOnlyList<TierSpan> spans, TierDecided decided, Guid id, DateOnly next)
    {
        var asOf = decided.Assessed.AsOf;
        var begins = decided.EffectiveFrom >= asOf;
        var from = begins ? decided.EffectiveFrom : asOf;
        // A recheck may give a tier whose first day is in the past. It becomes effective on the day of the recheck.
        bool Serves(List<TierSpan> kept) => begins || kept.FindLast(span => span.From < from)?.Tier != decided.Effective;
        bool IsSaid(TierSpan span) => begins && span.From == from && span.Tier == decided.Effective;
        bool IsTaken(TierSpan span) =>
            span.From >= asOf && (span.Decision.ToString("D") == decided.Supersedes || (span.From >= from && span.From < next));
        List<TierSpan> kept = [.. spans.Where(span => IsSaid(span) || !IsTaken(span))];
        if (Serves(kept) && !kept.Exists(IsSaid)) kept.Insert(kept.TakeWhile(span => span.From < from).Count(), new(from, decided.Effective, id));
        return kept;
    }

    /// <summary>The same for the effective tier since an override began or ended in between.</summary>
    private static List<TierSpan> Within(IReadOnlyList<TierSpan> spans, EffectiveTierRestated restated, DateOnly next)
    {
        var from = restated.Served.From;
        return [.. spans.Where(span => span.From < from), new(from, restated.Served.Effective, restated.Decision),
            .. spans.Where(span => span.From >= next)];
    }
}
