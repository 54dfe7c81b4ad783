using CustomerTiering.Rules.Values;

namespace CustomerTiering.Rules.Facts.Guards;

/// <summary>A fact with its corrections, as the rules look at it.</summary>
/// <param name="Original">The fact as first stated.</param>
/// <param name="Corrections">Its corrections; the last one holds.</param>
public sealed record GuardedFact(Fact Original, IReadOnlyList<Correction> Corrections)
{
    /// <summary>A fact that was never corrected.</summary>
    public static GuardedFact Of(Fact fact) => new(fact, []);

    /// <summary>The fact with all its corrections, in its first place in the order of recording.</summary>
    public Fact Final { get; } = Corrections.Count == 0 ? Original : Placed(Corrections[^1], Original);

    /// <summary>All that the fact ever said.</summary>
    public IEnumerable<Fact> Versions => [Original, .. Corrections.Select(correction => correction.Replacement)];

    /// <summary>The fact with the corrections made by an instant, that included.</summary>
    public Fact AsKnownAt(Instant instant)
    {
        for (var i = Corrections.Count - 1; i >= 0; i--)
            if (Corrections[i].At <= instant) return Placed(Corrections[i], Original);
        return Original;
    }

    private static Fact Placed(Correction correction, Fact original) =>
        correction.Replacement.Recorded == original.Recorded ? correction.Replacement : correction.Replacement with { Recorded = original.Recorded };
}
