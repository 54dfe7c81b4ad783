using CustomerTiering.Rules.Values;

namespace CustomerTiering.Rules.Facts;

/// <summary>The order of facts: by instant, then by id in code-point order; of different kinds under one id, by kind.</summary>
public sealed class FactOrder : IComparer<Fact>
{
    /// <summary>The order.</summary>
    public static FactOrder Instance { get; } = new();

    /// <inheritdoc/>
    public int Compare(Fact? x, Fact? y)
    {
        if (x is null || y is null) return (x is null ? 0 : 1) - (y is null ? 0 : 1);
        var byTime = x.At.CompareTo(y.At);
        if (byTime != 0) return byTime;
        var byId = CodePointOrder.Instance.Compare(x.Id, y.Id);
        return byId != 0 ? byId : x.Kind.CompareTo(y.Kind);
    }
}
