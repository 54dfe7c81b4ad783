using System.Collections.Immutable;
using CustomerTiering.Rules.Evaluation;
using CustomerTiering.Rules.Policies;
using CustomerTiering.Rules.Values;

namespace CustomerTiering.Rules.Paths;

/// <summary>Turns an option into parts that satisfy it: the nearest valid value of each metric, a valid text of each attribute.</summary>
internal static class Candidate
{
    /// <summary>The parts in the order of metrics, attributes, segments, scores; null if no values are valid together.</summary>
    public static ImmutableArray<Part>? Of(Standpoint at, Option option, Func<int, Mobility> mobility)
    {
        var parts = ImmutableArray.CreateBuilder<Part>();
        foreach (var ask in option.Asks)
        {
            if (ask.IsSo) continue;
            var actual = at.Assessment.Metrics[ask.Metric];
            if (mobility(ask.Metric).Nearest(ask.Metric, actual, ask.Region) is { } shift) parts.Add(new Part.ByShift(shift));
            else
            {
                // The nearest valid value, whether or not the customer can reach it; a missing one if no other is valid.
                var other = Mobility.Free(at.Policy, at.Policy.Policy.Metrics[ask.Metric]).Nearest(ask.Metric, actual, ask.Region);
                List<Demand> demands =
                    [.. option.Demands.Where(demand => demand.On.Any(on => on.Metric == ask.Metric) && !(demand.IsSo && IsTotal(demand.Leaf)))];
                // Demands of the total score are a way only if the customer can act on them.
                if ((other is null && !ask.Region.Missing) || demands.Exists(demand => IsTotal(demand.Leaf))) return null;
                parts.Add(new Part.Otherwise(ask.Metric, other?.Value, [.. demands]));
            }
        }
        foreach (var fixedly in option.Demands.Where(demand => demand.On.IsEmpty).GroupBy(demand => SubjectOf(demand.Leaf)))
        {
            if (fixedly.All(demand => demand.IsSo)) continue;
            if (PartOf(at, [.. fixedly]) is not { } part) return null;
            parts.Add(part);
        }
        return parts.ToImmutable();
    }

    private static bool IsTotal(Criterion leaf) => leaf is Criterion.Comparison { Compared: Compared.Score, Name: CompiledPolicy.Total };

    private static object SubjectOf(Criterion leaf) => leaf switch
    {
        Criterion.Comparison comparison => (comparison.Compared, comparison.Name),
        Criterion.InSegment segment => segment.Segment,
        Criterion.InStage => typeof(Criterion.InStage), // A customer has one stage at a time.
        _ => throw new ArgumentOutOfRangeException(nameof(leaf)),
    };

    private static Part? PartOf(Standpoint at, ImmutableArray<Demand> demands) => demands[0].Leaf switch
    {
        Criterion.InSegment segment =>
            demands.All(demand => demand.Wanted == demands[0].Wanted) ? new Part.Segment(segment.Segment, demands[0].Wanted, demands) : null,
        Criterion.InStage => StageFor(demands) is var (found, stage) && found ? new Part.Stage(stage, demands) : null,
        Criterion.Comparison { Compared: Compared.Score } => demands.Aggregate(
            Region.Of([], true, Region.OfScores) with { Missing = true },
            (right, demand) => right.And(Region.Of(BoundsOf(demand), demand.Wanted, Region.OfScores))).IsEmpty
            ? null
            : new Part.Score(demands),
        Criterion.Comparison attribute =>
            TextFor(demands) is var (found, text) && found ? new Part.Attribute(at.Policy.Attributes.IndexOf(attribute.Name), text, demands) : null,
        _ => null,
    };

    /// <summary>A stage valid for all demands: one that they name, otherwise another one.</summary>
    private static (bool Found, string? Stage) StageFor(ImmutableArray<Demand> demands)
    {
        foreach (var stage in demands.SelectMany(demand => ((Criterion.InStage)demand.Leaf).Stages).Append(null))
            if (demands.All(demand => ((Criterion.InStage)demand.Leaf).Stages.Contains(stage) == demand.Wanted)) return (true, stage);
        return (false, null);
    }

    /// <summary>A text valid for all demands: one that they name, a value next to one, another one, or none.</summary>
    private static (bool Found, string? Text) TextFor(ImmutableArray<Demand> demands)
    {
        var named = demands.SelectMany(BoundsOf).SelectMany(bound => bound.Operands).ToList();
        IEnumerable<string?> tried =
        [
            .. named.Select(operand => operand.Text),
            .. named.Select(operand => operand.Number).OfType<decimal>()
                .SelectMany(number => (decimal[])[number + Region.OfMetrics, number - Region.OfMetrics]).Select(PlainDecimal.Format),
            "-", null,
        ];
        foreach (var text in tried)
            if (demands.All(demand => (text is not null && Comparisons.AllHold(text, BoundsOf(demand))) == demand.Wanted)) return (true, text);
        return (false, null);
    }

    private static EquatableList<Bound> BoundsOf(Demand demand) => ((Criterion.Comparison)demand.Leaf).Bounds;
}
