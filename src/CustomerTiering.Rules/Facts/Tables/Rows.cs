namespace CustomerTiering.Rules.Facts.Tables;

/// <summary>Facts of one kind in order, with their instants beside them.</summary>
internal sealed class Rows<T> where T : Fact
{
    public Rows(List<T> facts)
    {
        Facts = [.. facts];
        At = new long[Facts.Length];
        for (var i = 0; i < At.Length; i++) At[i] = Facts[i].At.Microseconds;
    }

    public T[] Facts { get; }

    /// <summary>Microseconds, one per fact.</summary>
    public long[] At { get; }
}
