namespace CustomerTiering.Rules.Values;

/// <summary>Searches in ascending lists.</summary>
internal static class Sorted
{
    /// <summary>The number of values that are at most <paramref name="value"/>.</summary>
    public static int CountUpTo<T>(ReadOnlySpan<T> ascending, T value) where T : IComparable<T>
    {
        var (low, high) = (0, ascending.Length);
        while (low < high)
        {
            var middle = (low + high) >>> 1;
            if (ascending[middle].CompareTo(value) <= 0) low = middle + 1;
            else high = middle;
        }
        return low;
    }
}
