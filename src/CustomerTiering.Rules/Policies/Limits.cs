namespace CustomerTiering.Rules.Policies;

/// <summary>The limits of numbers in a document, all inclusive.</summary>
internal static class Limits
{
    /// <summary>Magnitude of a threshold, of a curve's x and of a replacement for a missing metric.</summary>
    public const decimal Value = 1_000_000_000_000_000m;

    /// <summary>Magnitude of a score: a curve's y, an attribute's score.</summary>
    public const decimal Score = 1_000_000m;

    /// <summary>Maximum of an exchange rate, which is above 0.</summary>
    public const decimal Rate = 1_000_000m;

    public const decimal Weight = 1_000_000m;

    /// <summary>Decimals of all numbers except scores.</summary>
    public const int Decimals = 6;

    public const int ScoreDecimals = 4;

    /// <summary>Maximum nesting of <c>all</c>, <c>any</c>, <c>not</c> and <c>count</c>.</summary>
    public const int Nesting = 8;

    public const int Tiers = 100;

    public const int Stages = 100;

    /// <summary>Size of the canonical form in bytes.</summary>
    public const int Canonical = 48 * 1024;
}
