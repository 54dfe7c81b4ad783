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

/// <summary>A person's decision about the effective tier; the computed and the held one stay what they are.</summary>
/// <param name="Kind">How it bears on the held tier.</param>
/// <param name="Tier">Code of its tier.</param>
/// <param name="Until">The last day on which it holds, included.</param>
public sealed record TierOverride(OverrideKind Kind, string Tier, DateOnly Until);

/// <summary>Which tier serves a customer.</summary>
public static class EffectiveTiers
{
    /// <summary>Code of the effective tier on a day: the held one, unless an override says otherwise.</summary>
    public static string EffectiveTier(this CompiledPolicy policy, HeldState held, DateOnly day) => policy.EffectiveTier(held.Tier, held.Override, day);

    internal static string EffectiveTier(this CompiledPolicy policy, string held, TierOverride? by, DateOnly day)
    {
        if (by is null || day > by.Until || policy.RankOf(by.Tier) is not { } other || policy.RankOf(held) is not { } rank) return held;
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
