namespace CustomerTiering.Tiering;

/// <summary>From when a tier was effective.</summary>
/// <param name="From">First day, included, in the policy's zone.</param>
/// <param name="Tier">Code of the effective tier.</param>
/// <param name="Decision">The decision that made it so.</param>
public sealed record TierSpan(DateOnly From, string Tier, Guid Decision);

/// <summary>What decisions make of the days on which tiers were effective.</summary>
internal static class TierSpans
{
    /// <summary>A decision takes the place of what was to begin on its first day or later.</summary>
    internal static List<TierSpan> After(IReadOnlyList<TierSpan> spans, TierDecided decided, Guid id)
    {
        List<TierSpan> kept = [.. spans.Where(span => span.From < decided.EffectiveFrom || (span.Tier == decided.Effective && span.From == decided.EffectiveFrom))];
        if (kept.Count == 0 || kept[^1].Tier != decided.Effective) kept.Add(new(decided.EffectiveFrom, decided.Effective, id));
        return kept;
    }

    /// <summary>
    /// A decision that was made late takes the place only of what its day let begin, up to the next one's. Two spans of one tier may come to stand side by
    /// side: the later one is still what its decision says.
    /// </summary>
    internal static List<TierSpan> Late(IReadOnlyList<TierSpan> spans, TierDecided decided, Guid id, DateOnly next)
    {
        var asOf = decided.Assessed.AsOf;
        var begins = decided.EffectiveFrom >= asOf;
        var from = begins ? decided.EffectiveFrom : asOf;
        bool IsSaid(TierSpan span) => begins && span.From == from && span.Tier == decided.Effective;
        bool IsTaken(TierSpan span) => span.From >= asOf && (span.Decision.ToString("D") == decided.Supersedes || (span.From >= from && span.From < next));
        List<TierSpan> kept = [.. spans.Where(span => IsSaid(span) || !IsTaken(span))];
        if (begins && !kept.Exists(IsSaid)) kept.Insert(kept.TakeWhile(span => span.From < from).Count(), new(from, decided.Effective, id));
        return kept;
    }
}
