using CustomerTiering.Rules.Documents;

namespace CustomerTiering.Rules.Policies;

/// <summary>
/// Static checks of criteria: bounds on one metric or score that leave it no value, and a retain stricter than the qualify. They cover comparisons
/// that must hold together: a single one, and those directly under an <c>all</c>.
/// </summary>
internal static class BoundsCheck
{
    /// <summary>Reports each comparison that contradicts itself or an earlier one under the same <c>all</c>.</summary>
    public static void Contradictions(CriterionTree? tree, ErrorList errors)
    {
        if (tree is not null) Visit(tree.Root, tree, errors);
    }

    /// <summary>Reports each part of <paramref name="retain"/> that is stricter on a metric or score than <paramref name="qualify"/>.</summary>
    public static void Stricter(CriterionTree? qualify, CriterionTree? retain, ErrorList errors)
    {
        if (qualify is null || retain is null) return;
        var qualifies = Together(Conjuncts(qualify.Root));
        foreach (var (of, retains) in Together(Conjuncts(retain.Root)))
        {
            if (!qualifies.TryGetValue(of, out var wider) || !retains.IsStricterThan(wider)) continue;
            // The first comparison that is stricter on its own, otherwise the last of those that are stricter together.
            var suspects = Conjuncts(retain.Root).Where(c => (c.Compared, c.Name) == of).ToList();
            var guilty = suspects.Find(c => Of(c).IsStricterThan(wider)) ?? suspects[^1];
            errors.Add(PathIn(retain, guilty, b => Permitted.Everything.And(b, guilty.Compared).IsStricterThan(wider)), ErrorCodes.RetainStricter,
                $"retain requires more of the {Words.Compared.WordFor(of.Compared)} '{of.Name}' than qualify");
        }
    }

    private static void Visit(Criterion node, CriterionTree tree, ErrorList errors)
    {
        switch (node)
        {
            case Criterion.Comparison or Criterion.All:
                Contradiction(node, tree, errors);
                foreach (var other in Others(node)) Visit(other, tree, errors);
                break;
            case Criterion.Any any:
                foreach (var item in any.Items) Visit(item, tree, errors);
                break;
            case Criterion.CountOf count:
                foreach (var item in count.Items) Visit(item, tree, errors);
                break;
            case Criterion.Not not:
                Visit(not.Item, tree, errors);
                break;
        }
    }

    private static void Contradiction(Criterion node, CriterionTree tree, ErrorList errors)
    {
        var soFar = new Dictionary<(Compared, string), Permitted>();
        foreach (var comparison in Conjuncts(node))
        {
            var of = (comparison.Compared, comparison.Name);
            var permitted = soFar.GetValueOrDefault(of, Permitted.Everything);
            if (permitted.IsEmpty) continue;
            var left = permitted;
            foreach (var bound in comparison.Bounds) left = left.And(bound, comparison.Compared);
            soFar[of] = left;
            if (!left.IsEmpty) continue;
            var running = permitted;
            var path = PathIn(tree, comparison, b => (running = running.And(b, comparison.Compared)).IsEmpty);
            errors.Add(path, ErrorCodes.ContradictingBounds,
                $"no value of the {Words.Compared.WordFor(comparison.Compared)} '{comparison.Name}' can meet the bounds");
        }
    }

    private static Dictionary<(Compared Compared, string Name), Permitted> Together(IEnumerable<Criterion.Comparison> comparisons)
    {
        var all = new Dictionary<(Compared, string), Permitted>();
        foreach (var one in comparisons)
            foreach (var bound in one.Bounds)
                all[(one.Compared, one.Name)] = all.GetValueOrDefault((one.Compared, one.Name), Permitted.Everything).And(bound, one.Compared);
        return all;
    }

    private static Permitted Of(Criterion.Comparison one) => one.Bounds.Aggregate(Permitted.Everything, (p, b) => p.And(b, one.Compared));

    // An all within an all is equivalent to a single all.
    private static IEnumerable<Criterion.Comparison> Conjuncts(Criterion node) => node switch
    {
        Criterion.Comparison { Compared: not Compared.Attribute } one => [one],
        Criterion.All all => all.Items.SelectMany(Conjuncts),
        _ => [],
    };

    private static IEnumerable<Criterion> Others(Criterion node) => node switch
    {
        Criterion.All all => all.Items.SelectMany(Others),
        Criterion.Comparison => [],
        _ => [node],
    };

    private static string PathIn(CriterionTree tree, Criterion.Comparison comparison, Func<Bound, bool> isGuilty)
    {
        var path = tree.Paths[comparison.Index];
        foreach (var bound in comparison.Bounds)
            if (isGuilty(bound)) return path + JsonPath.Step(Words.Comparators.WordFor(bound.Comparator));
        return path;
    }
}
