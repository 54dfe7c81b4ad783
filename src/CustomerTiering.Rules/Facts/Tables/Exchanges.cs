namespace CustomerTiering.Rules.Facts.Tables;

/// <summary>The exchanges for returned goods that a recheck knows.</summary>
internal sealed class Exchanges
{
    private readonly Dictionary<int, Exchange[]> _filling;

    public Exchanges(IReadOnlyList<Exchange> all)
    {
        All = all;
        _filling = all.Where(one => one.FillsUp is not null)
            .GroupBy(one => one.FillsUp!.Value).ToDictionary(parts => parts.Key, parts => parts.ToArray());
    }

    /// <summary>No exchanges.</summary>
    public static Exchanges None { get; } = new([]);

    public IReadOnlyList<Exchange> All { get; }

    /// <summary>The exchanges that add to what is left of a purchase.</summary>
    public Exchange[] FillingUp(int purchase) => _filling.Count > 0 && _filling.TryGetValue(purchase, out var parts) ? parts : [];
}
