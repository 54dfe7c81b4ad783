using System.Collections.Immutable;
using CustomerTiering.Rules.Decisions;
using CustomerTiering.Rules.Evaluation;
using CustomerTiering.Rules.Policies;
using CustomerTiering.Rules.Values;

namespace CustomerTiering.Rules.Paths;

/// <summary>
/// Finds minimal changes that reach a tier, keep one, or would have kept one. Every path is verified: the rule holds with it, and does not hold with
/// anything less. Pure and deterministic.
/// </summary>
public static class PathSearch
{
    /// <summary>The maximum number of paths returned.</summary>
    public const int Most = 50;

    /// <summary>What reaches the tier above the held and the computed tier; null if there is none.</summary>
    /// <param name="at">A standpoint whose assessment has the trace of the tiers above the held one.</param>
    /// <param name="held">Rank of the held tier.</param>
    public static PathAnswer? ToNextTier(Standpoint at, int held)
    {
        var next = Math.Max(held, at.Assessment.Computed) + 1;
        return next < at.Policy.Policy.Tiers.Count ? ToHold(at, next, RuleKind.Qualify) : null;
    }

    /// <summary>What keeps a tier on the as-of day: <c>retain</c> or, without one, <c>qualify</c>; null for the first tier.</summary>
    /// <param name="at">A standpoint whose assessment has the trace of the held tier.</param>
    /// <param name="held">Rank of the held tier.</param>
    public static PathAnswer? ToKeep(Standpoint at, int held) => held == 0 ? null : ToHold(at, held, at.Policy.KeepRule(held));

    /// <summary>What would make a rule hold.</summary>
    /// <exception cref="ArgumentException">The assessment has no trace of the rule.</exception>
    public static PathAnswer ToHold(Standpoint at, int rank, RuleKind kind)
    {
        var tier = at.Policy.Policy.Tiers[rank];
        var rule = (kind == RuleKind.Retain ? tier.Retain : tier.Qualify)
            ?? throw new ArgumentException($"Tier {tier.Code} has no such rule.", nameof(kind));
        var trace = at.Assessment.Rules.Items.FirstOrDefault(one => one.Rank == rank && one.Rule == kind)
            ?? throw new ArgumentException($"The rule of tier {tier.Code} was not judged.", nameof(at));
        if (trace.Met) return new(tier.Code, kind, at.Assessment.AsOf, true, []);
        var judge = new Rejudgement(at, rule, trace.Verdicts);
        var ends = new LastDays(at, rule, judge);
        var paths = Search(at, rule, judge).Select(parts => PathFrom(at, parts, ends.Of(parts)) with { IsInternal = !judge.HoldsAsTold(parts) });
        return new(tier.Code, kind, at.Assessment.AsOf, false, [.. OrderPath.Among([.. paths], OrderPath.Of(at, rule, judge)).Take(Most)]);
    }

    private static IEnumerable<ImmutableArray<Part>> Search(Standpoint at, Criterion rule, Rejudgement judge)
    {
        var alternatives = new Alternatives(at, judge);
        var found = new List<ImmutableArray<Part>>();
        foreach (var option in alternatives.Of(rule, wanted: true))
        {
            // The cheapest come first. Polishing can make a later one cheaper, but hardly one this far behind.
            if (found.Count == 2 * Most) break;
            if (Candidate.Of(at, option, alternatives.MobilityOf) is { } candidate
                && Polish.Of(judge, candidate) is { } path && !found.Exists(other => IsWithin(other, path)))
                found.Add(path);
        }
        return found.Where(path => !found.Exists(other => other != path && IsWithin(other, path)))
            .OrderBy(path => path.Count(part => part is not Part.ByShift)).ThenBy(CostOf).ThenBy(path => path.Length).Take(Most);
    }

    /// <summary>Whether a path requires nothing that the other does not, and no move goes further.</summary>
    private static bool IsWithin(ImmutableArray<Part> path, ImmutableArray<Part> other) => path.All(part => part switch
    {
        Part.ByShift { Shift: var shift } => other.Any(one => one is Part.ByShift further && further.Shift.Metric == shift.Metric
            && further.Shift.Step == shift.Step && further.Shift.Start == shift.Start && further.Shift.Steps >= shift.Steps),
        Part.Otherwise one => other.Any(another => another is Part.Otherwise same && same.Metric == one.Metric && same.Value == one.Value),
        Part.Score score => other.Any(another => another is Part.Score same && score.Demands.All(same.Demands.Contains)),
        Part.Attribute attribute =>
            other.Any(another => another is Part.Attribute same && (same.Place, same.Text) == (attribute.Place, attribute.Text)),
        Part.Stage stage => other.Any(another => another is Part.Stage same && same.Name == stage.Name),
        Part.Segment segment => other.Any(another => another is Part.Segment same && (same.Name, same.IsIn) == (segment.Name, segment.IsIn)),
        _ => false,
    });

    private static decimal CostOf(ImmutableArray<Part> path) =>
        Math.Round(path.OfType<Part.ByShift>().Sum(part => part.Shift.Cost), 6, MidpointRounding.ToEven);

    private static TierPath PathFrom(Standpoint at, ImmutableArray<Part> parts, IReadOnlyList<DateOnly?> ends) => new(
        [.. parts.OfType<Part.ByShift>().Select((part, i) => MoveFrom(at, part.Shift, ends[i]))],
        [.. parts.SelectMany(part => ConditionsFrom(at, part))], CostOf(parts));

    private static Move MoveFrom(Standpoint at, Shift shift, DateOnly? by)
    {
        var metric = (Metric.Measured)at.Policy.Policy.Metrics[shift.Metric];
        return new(
            metric.Name, shift.Actual, shift.Value, shift.Value - shift.Actual, Math.Abs(shift.Step), MetricUnit.Of(at.Policy, metric),
            MoveDays.From(at, metric, shift.Value), by)
        { Answers = Answers.Of(at, shift.Metric)?.Fewest(shift.Value, isUp: shift.Step > 0) };
    }

    private static IEnumerable<PathCondition> ConditionsFrom(Standpoint at, Part part)
    {
        string? Metric(Part.Otherwise one, Criterion.Comparison leaf) => leaf.Compared == Compared.Metric
            ? Plain(at.Assessment.Metrics[one.Metric]) : Plain(at.Assessment.Scores[at.Policy.ScoreAt(leaf.Name)]);
        return part switch
        {
            Part.Otherwise one => one.Demands.Select(demand => new PathCondition(
                demand.Leaf, demand.Wanted, Metric(one, (Criterion.Comparison)demand.Leaf), Plain(one.Value), FallsOn(at, one))),
            Part.Attribute one =>
                one.Demands.Select(demand => new PathCondition(demand.Leaf, demand.Wanted, at.Assessment.Attributes[one.Place], one.Text, null)),
            Part.Segment one => [new(one.Demands[0].Leaf, one.IsIn, null, null, null)],
            Part.Stage one =>
                one.Demands.Where(demand => !demand.IsSo).Select(demand => new PathCondition(demand.Leaf, demand.Wanted, null, one.Name, null)),
            Part.Score one => one.Demands.Select(demand => new PathCondition(
                demand.Leaf, demand.Wanted, Plain(at.Assessment.Scores[at.Policy.ScoreAt(((Criterion.Comparison)demand.Leaf).Name)]), null, null)),
            _ => [],
        };
    }

    /// <summary>When time alone satisfies a condition: calendar windows restart with the next unit, and silence grows by one day per day.</summary>
    private static DateOnly? FallsOn(Standpoint at, Part.Otherwise part)
    {
        if (!at.IsOpen || part.Value is not { } needed || at.Assessment.Metrics[part.Metric] is not { } actual
            || at.Policy.Policy.Metrics[part.Metric] is not Metric.Measured metric) return null;
        return metric.Aggregate switch
        {
            Aggregate.DaysSinceLast or Aggregate.DaysSinceFirst when needed > actual && metric.Window is Window.Lifetime =>
                Days.After(new(0, (int)Math.Min(needed - actual, 100_000)), at.Assessment.AsOf),
            _ when metric.Measure.Kind == MeasureKind.RelationshipDays && needed > actual =>
                Days.After(new(0, (int)Math.Min(needed - actual, 100_000)), at.Assessment.AsOf),
            Aggregate.Count or Aggregate.Sum or Aggregate.Distinct or Aggregate.ActiveMonths when needed < actual
                && part.Demands.All(demand => demand.On.All(on => on.Metric != part.Metric || on.Region.Contains(0))) => MoveDays.Restart(at, metric),
            _ => null,
        };
    }

    private static string? Plain(decimal? value) => value is { } number ? PlainDecimal.Format(number) : null;
}
