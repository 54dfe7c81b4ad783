using CustomerTiering.Rules.Evaluation;

namespace CustomerTiering.Rules.Decisions;

/// <summary>How an override's tier bears on the held one.</summary>
public enum OverrideKind
{
    /// <summary>The override's tier, whatever is held.</summary>
    Exact,

    /// <summary>The higher of the two.</summary>
    Floor,

    /// <summary>The lower of the two.</summary>
    Ceiling,
}

/// <summary>A person's decision about the effective tier, as granted; the computed and the held one stay what they are.</summary>
/// <param name="Kind">How it bears on the held tier.</param>
/// <param name="Tier">Code of its tier.</param>
/// <param name="From">The first day on which it holds, included.</param>
/// <param name="Until">The last day on which it holds, included.</param>
public sealed record TierOverride(OverrideKind Kind, string Tier, DateOnly From, DateOnly Until)
{
    /// <summary>Whether it holds on a day.</summary>
    public bool IsInForce(DateOnly day) => From <= day && day <= Until;

    /// <summary>Whether another has a day in common with it.</summary>
    public bool Overlaps(DateOnly from, DateOnly until) => From <= until && from <= Until;
}

/// <summary>Which tier serves a customer.</summary>
public static class EffectiveTiers
{
    /// <summary>Code of the effective tier on a day: the held one, unless an override says otherwise.</summary>
    /// <remarks>An override to a tier that the policy does not have leaves the held one.</remarks>
    public static string EffectiveTier(this CompiledPolicy policy, HeldState held, DateOnly day) => policy.EffectiveTier(held.Tier, held.OverrideOn(day));

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
