namespace CustomerTiering.Rules.Facts;

/// <summary>Orders facts by instant, then by recording; the same on every installation. Equal facts keep their input order.</summary>
public sealed class FactOrder : IComparer<Fact>
{
    /// <summary>The only instance.</summary>
    public static FactOrder Instance { get; } = new();

    /// <inheritdoc/>
    public int Compare(Fact? x, Fact? y)
    {
        if (x is null || y is null) return (x is null ? 0 : 1) - (y is null ? 0 : 1);
        var byTime = x.At.CompareTo(y.At);
        return byTime != 0 ? byTime : x.Recorded.CompareTo(y.Recorded);
    }

    /// <summary>Sorts facts. They are usually in order already, and checking that is cheaper than sorting.</summary>
    internal static void Sort<T>(List<T> facts) where T : Fact
    {
        for (var i = 1; i < facts.Count; i++)
        {
            if (Instance.Compare(facts[i - 1], facts[i]) <= 0) continue;
            T[] ordered = [.. facts.OrderBy(Fact (fact) => fact, Instance)]; // stable, as List.Sort is not
            for (var j = 0; j < ordered.Length; j++) facts[j] = ordered[j];
            return;
        }
    }
}
