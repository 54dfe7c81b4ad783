using CustomerTiering.Rules.Evaluation;

namespace CustomerTiering.Rules.Decisions;

/// <summary>How an override's tier affects the held one.</summary>
public enum OverrideKind
{
    /// <summary>The override's tier, regardless of the held tier.</summary>
    Exact,

    /// <summary>The higher of the two.</summary>
    Floor,

    /// <summary>The lower of the two.</summary>
    Ceiling,
}

/// <summary>A granted override of the effective tier. Computed and held tier stay unchanged.</summary>
/// <param name="Tier">Code of the override's tier.</param>
/// <param name="From">The first day, included.</param>
/// <param name="Until">The last day, included.</param>
public sealed record TierOverride(OverrideKind Kind, string Tier, DateOnly From, DateOnly Until)
{
    /// <summary>Whether the override is in force on a day.</summary>
    public bool IsInForce(DateOnly day) => From <= day && day <= Until;

    /// <summary>Whether the override shares a day with a range, both ends included.</summary>
    public bool Overlaps(DateOnly from, DateOnly until) => From <= until && from <= Until;
}

/// <summary>Determines effective tiers.</summary>
public static class EffectiveTiers
{
    /// <summary>Code of the effective tier on a day: the held tier, unless an override changes it.</summary>
    /// <remarks>An override to a tier that the policy lacks has no effect.</remarks>
    public static string EffectiveTier(this CompiledPolicy policy, HeldState held, DateOnly day) =>
        policy.EffectiveTier(held.Tier, held.OverrideOn(day));

    internal static string EffectiveTier(this CompiledPolicy policy, string held, TierOverride? by)
    {
        if (by is null || policy.RankOf(by.Tier) is not { } other || policy.RankOf(held) is not { } rank) return held;
        var effective = by.Kind switch
        {
            OverrideKind.Exact => other,
            OverrideKind.Floor => Math.Max(rank, other),
            OverrideKind.Ceiling => Math.Min(rank, other),
            _ => throw new InvalidOperationException("An override is exact, a floor or a ceiling."),
        };
        return policy.Policy.Tiers[effective].Code;
    }
}
