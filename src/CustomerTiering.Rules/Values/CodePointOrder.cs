namespace CustomerTiering.Rules.Values;

/// <summary>
/// Orders texts by Unicode code points, which is also the order of their UTF-8 bytes. <see cref="string.CompareOrdinal(string, string)"/>
/// compares UTF-16 units and puts 😂 before U+FB33.
/// </summary>
public sealed class CodePointOrder : IComparer<string>
{
    /// <summary>The only instance.</summary>
    public static CodePointOrder Instance { get; } = new();

    /// <inheritdoc/>
    public int Compare(string? x, string? y)
    {
        if (x is null || y is null) return (x is null ? 0 : 1) - (y is null ? 0 : 1);
        var length = Math.Min(x.Length, y.Length);
        var i = x.AsSpan().CommonPrefixLength(y);
        if (i == length) return x.Length - y.Length;
        var (a, b) = (x[i], y[i]);
        // Surrogates represent code points above all 16-bit ones.
        return char.IsSurrogate(a) == char.IsSurrogate(b) ? a - b : char.IsSurrogate(a) ? 1 : -1;
    }
}
