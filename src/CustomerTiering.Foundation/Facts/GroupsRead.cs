using CustomerTiering.Rules.Facts;

namespace CustomerTiering.Facts;

/// <summary>Sorts customers into those who ever stated a group in common, directly or through others.</summary>
internal static class GroupsRead
{
    /// <summary>Each customer once, with all others that bear on its group, in the order of their ids.</summary>
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

    /// <summary>The groups that these facts ever name.</summary>
    internal static IReadOnlyCollection<string> NamedBy(IEnumerable<Fact> facts) =>
        facts.Select(GroupMentions.Of).OfType<string>().ToHashSet(StringComparer.Ordinal);
}
