using System.Collections.Immutable;

namespace CustomerTiering.Rules.Paths;

/// <summary>Verifies a candidate and minimises it: removes parts that the rule does not need, and reduces the steps of moves.</summary>
internal static class Polish
{
    /// <summary>With up to this many parts every smaller set is tried; with more, only those that leave out one.</summary>
    private const int MostSubsets = 4;

    /// <summary>The minimised path of a candidate; null if the rule does not hold with it.</summary>
    public static ImmutableArray<Part>? Of(Rejudgement judge, ImmutableArray<Part> parts)
    {
        if (!judge.Holds(parts)) return null;
        while (true)
        {
            if (Fewer(judge, parts) is { } fewer)
            {
                parts = fewer;
                continue;
            }
            var less = Less(judge, parts);
            if (less == parts) return parts;
            parts = less;
        }
    }

    private static ImmutableArray<Part>? Fewer(Rejudgement judge, ImmutableArray<Part> parts)
    {
        if (parts.Length > MostSubsets)
        {
            foreach (var part in parts)
                if (judge.Holds(parts.Remove(part))) return parts.Remove(part);
            return null;
        }
        foreach (var kept in Enumerable.Range(0, (1 << parts.Length) - 1).OrderBy(set => int.PopCount(set)).ThenBy(set => set))
        {
            ImmutableArray<Part> some = [.. parts.Where((_, i) => (kept & (1 << i)) != 0)];
            if (judge.Holds(some)) return some;
        }
        return null;
    }

    private static ImmutableArray<Part> Less(Rejudgement judge, ImmutableArray<Part> parts)
    {
        for (var i = 0; i < parts.Length; i++)
        {
            if (parts[i] is not Part.ByShift { Shift: var shift }) continue;
            // The rule does not hold without the move. From a missing value, zero steps already give a first value.
            decimal fails = shift.Actual is null ? -1 : 0, holds = shift.Steps;
            bool Enough(decimal steps) => judge.Holds(parts.SetItem(i, new Part.ByShift(shift.With(steps))));
            if (holds - 1 <= fails || !Enough(holds - 1)) continue;
            for (holds--; holds - fails > 1;)
            {
                var middle = Math.Floor((fails + holds) / 2);
                if (Enough(middle)) holds = middle;
                else fails = middle;
            }
            parts = parts.SetItem(i, new Part.ByShift(shift.With(holds)));
        }
        return parts;
    }
}
