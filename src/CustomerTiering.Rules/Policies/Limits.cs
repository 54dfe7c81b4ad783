namespace CustomerTiering.Rules.Policies;

/// <summary>The bounds of the numbers in a document; each is included.</summary>
internal static class Limits
{
    /// <summary>Magnitude of a threshold, of a curve's x and of a stand-in for a missing metric.</summary>
    public const decimal Value = 1_000_000_000_000_000m;

    /// <summary>Magnitude of a score: a curve's y, an attribute's score.</summary>
    public const decimal Score = 1_000_000m;

    /// <summary>Of an exchange rate, which is above 0.</summary>
    public const decimal Rate = 1_000_000m;

    public const decimal Weight = 1_000_000m;

    /// <summary>Decimals of every number but scores.</summary>
    public const int Decimals = 6;

    public const int ScoreDecimals = 4;

    /// <summary>Of <c>all</c>, <c>any</c>, <c>not</c> and <c>count</c> within one another.</summary>
    public const int Nesting = 8;

    public const int Tiers = 100;

    public const int Stages = 100;

    /// <summary>Bytes of the canonical form.</summary>
    public const int Canonical = 48 * 1024;
}
