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
public sealed record TierOverride(OverrideKind Kind, string Tier, DateOnly Until)
{
    /// <summary>The effective rank on a day.</summary>
    /// <param name="held">Rank of the held tier.</param>
    /// <param name="ranked">Rank of the override's tier.</param>
    /// <param name="day">The day.</param>
    public int Effective(int held, int ranked, DateOnly day) => day > Until ? held : Kind switch
    {
        OverrideKind.Exact => ranked,
        OverrideKind.Floor => Math.Max(held, ranked),
        OverrideKind.Ceiling => Math.Min(held, ranked),
        _ => throw new InvalidOperationException("An override is exact, a floor or a ceiling."),
    };
}
