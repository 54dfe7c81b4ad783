namespace CustomerTiering.Rules.Facts.Tables;

/// <summary>What was bought in exchange for what was given back, as a recheck knows it.</summary>
internal sealed class Exchanges
{
    private readonly Dictionary<int, Exchange[]> _filling;

    /// <summary>These.</summary>
    public Exchanges(IReadOnlyList<Exchange> all)
    {
        All = all;
        _filling = all.Where(one => one.FillsUp is not null).GroupBy(one => one.FillsUp!.Value).ToDictionary(parts => parts.Key, parts => parts.ToArray());
    }

    /// <summary>Nothing was.</summary>
    public static Exchanges None { get; } = new([]);

    /// <summary>All of them.</summary>
    public IReadOnlyList<Exchange> All { get; }

    /// <summary>Those that fill up what is left of a purchase.</summary>
    public Exchange[] FillingUp(int purchase) => _filling.Count > 0 && _filling.TryGetValue(purchase, out var parts) ? parts : [];
}
