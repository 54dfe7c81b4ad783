using CustomerTiering.Rules.Facts;

namespace CustomerTiering.Facts;

/// <summary>Partitions customers by groups they ever stated in common, directly or transitively.</summary>
internal static class GroupsRead
{
    /// <summary>The partition; each set is ordered by id.</summary>
    internal static IReadOnlyList<IReadOnlyList<Guid>> Together(IEnumerable<KeyValuePair<Guid, IReadOnlyCollection<string>>> groupsOf)
    {
        var customers = new Dictionary<string, HashSet<Guid>>(StringComparer.Ordinal);
        var sets = new Dictionary<Guid, HashSet<Guid>>();
        foreach (var (customer, groups) in groupsOf)
        {
            var all = new HashSet<Guid> { customer };
            foreach (var group in groups)
                if (customers.TryGetValue(group, out var others)) all.UnionWith(others);
            foreach (var one in all) sets[one] = all;
            foreach (var group in groups) customers[group] = all;
            foreach (var group in customers.Keys.Where(name => customers[name].Overlaps(all)).ToList()) customers[group] = all;
        }
        return [.. sets.Values.Distinct().Select(set => (IReadOnlyList<Guid>)[.. set.Order()])];
    }

    /// <summary>All groups these facts name.</summary>
    internal static IReadOnlyCollection<string> NamedBy(IEnumerable<Fact> facts) =>
        facts.Select(GroupMentions.Of).OfType<string>().ToHashSet(StringComparer.Ordinal);
}
