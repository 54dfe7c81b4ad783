using CustomerTiering.Rules.Evaluation;

namespace CustomerTiering.Rules.Decisions;

/// <summary>
/// What takes the place of a held tier that a later version of the policy has no longer: of the tiers that are new between its nearest neighbours which are
/// still there, the one in its place, so that a renamed tier is kept; where none is new, the lower neighbour.
/// </summary>
internal static class Succession
{
    /// <summary>What is held as a version knows it; its tier begins on the version's first day where it is another.</summary>
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

    /// <summary>The nearest tier below or above that both versions have: its rank then, and now.</summary>
    private static (int Then, int? Now) Neighbour(CompiledPolicy now, CompiledPolicy then, int rank, int step)
    {
        for (rank += step; rank >= 0 && rank < then.Policy.Tiers.Count; rank += step)
            if (now.RankOf(then.Policy.Tiers[rank].Code) is { } found) return (rank, found);
        return (rank, null);
    }
}
