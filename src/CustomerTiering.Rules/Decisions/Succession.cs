using CustomerTiering.Rules.Evaluation;

namespace CustomerTiering.Rules.Decisions;

/// <summary>
/// Replaces a held tier that a later version of the policy lacks. Between its nearest surviving neighbours, the new tier in the same position takes
/// over, so that a renamed tier is kept. If there is no new tier there, the lower neighbour does.
/// </summary>
internal static class Succession
{
    /// <summary>The state in terms of a version. A replaced tier starts on the version's first day.</summary>
    /// <exception cref="ArgumentException">No earlier version has the tier either.</exception>
    public static HeldState In(CompiledPolicy policy, DateOnly inForce, IReadOnlyList<EarlierVersion> earlier, HeldState held)
    {
        if (policy.RankOf(held.Tier) is not null) return held;
        var then = earlier.LastOrDefault(version => version.Policy.RankOf(held.Tier) is not null)?.Policy
            ?? throw new ArgumentException($"No version of the policy has the tier {held.Tier}.", nameof(held));
        return held with
        {
            Tier = policy.Policy.Tiers[RankIn(policy, then, then.RankOf(held.Tier)!.Value)].Code,
            EffectiveFrom = held.EffectiveFrom > inForce ? held.EffectiveFrom : inForce,
        };
    }

    private static int RankIn(CompiledPolicy now, CompiledPolicy then, int rank)
    {
        var (below, lower) = Neighbour(now, then, rank, -1);
        var (_, upper) = Neighbour(now, then, rank, 1);
        var fresh = (upper ?? now.Policy.Tiers.Count) - (lower ?? -1) - 1;
        return fresh <= 0 ? lower ?? 0 : (lower ?? -1) + Math.Min(rank - below, fresh);
    }

    /// <summary>The nearest tier below or above that both versions have: its rank in each.</summary>
    private static (int Then, int? Now) Neighbour(CompiledPolicy now, CompiledPolicy then, int rank, int step)
    {
        for (rank += step; rank >= 0 && rank < then.Policy.Tiers.Count; rank += step)
            if (now.RankOf(then.Policy.Tiers[rank].Code) is { } found) return (rank, found);
        return (rank, null);
    }
}
