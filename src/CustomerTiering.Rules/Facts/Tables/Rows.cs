namespace CustomerTiering.Rules.Facts.Tables;

/// <summary>Facts of one kind in order, with their instants.</summary>
internal class Rows<T> where T : Fact
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

    /// <summary>The row of the fact that replaces this one from its own day on, or −1.</summary>
    public virtual int SuccessorOf(int row) => -1;
}
