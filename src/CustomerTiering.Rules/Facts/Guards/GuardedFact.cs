using CustomerTiering.Rules.Values;

namespace CustomerTiering.Rules.Facts.Guards;

/// <summary>A fact with its corrections, as input to the rules.</summary>
/// <param name="Original">The fact as first stated.</param>
/// <param name="Corrections">Its corrections; the last one applies.</param>
public sealed record GuardedFact(Fact Original, IReadOnlyList<Correction> Corrections)
{
    /// <summary>A fact without corrections.</summary>
    public static GuardedFact Of(Fact fact) => new(fact, []);

    /// <summary>The fact with all its corrections, at its original place in recording order.</summary>
    public Fact Final { get; } = Corrections.Count == 0 ? Original : Placed(Corrections[^1], Original);

    /// <summary>All versions of the fact.</summary>
    public IEnumerable<Fact> Versions => [Original, .. Corrections.Select(correction => correction.Replacement)];

    /// <summary>The fact with the corrections made up to and including an instant.</summary>
    public Fact AsKnownAt(Instant instant)
    {
        for (var i = Corrections.Count - 1; i >= 0; i--)
            if (Corrections[i].At <= instant) return Placed(Corrections[i], Original);
        return Original;
    }

    private static Fact Placed(Correction correction, Fact original) =>
        correction.Replacement.Recorded == original.Recorded ? correction.Replacement : correction.Replacement with { Recorded = original.Recorded };
}
