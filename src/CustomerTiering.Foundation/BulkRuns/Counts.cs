namespace CustomerTiering.BulkRuns;

/// <summary>Counts by name in ordinal order, as stored in results.</summary>
public static class Counts
{
    public static SortedDictionary<string, int> Summed(this IEnumerable<KeyValuePair<string, int>> counts) =>
        new(counts.GroupBy(count => count.Key).ToDictionary(group => group.Key, group => group.Sum(count => count.Value)), StringComparer.Ordinal);
}
