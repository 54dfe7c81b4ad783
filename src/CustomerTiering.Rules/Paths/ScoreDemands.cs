using System.Collections.Immutable;
using CustomerTiering.Rules.Evaluation;
using CustomerTiering.Rules.Policies;

namespace CustomerTiering.Rules.Paths;

/// <summary>
/// How a comparison of a score can have the required result: by one metric with the others fixed. For the total, if no single metric is sufficient,
/// by the fewest metrics together, all but one of them at the best of its curve.
/// </summary>
internal sealed class ScoreDemands(Standpoint at, Rejudgement judge, Func<int, Mobility> mobility)
{
    /// <summary>The number of most effective metrics tried together, and the maximum number combined.</summary>
    private const int MostTried = 6, MostTogether = 4;

    public IEnumerable<Demand> Of(Criterion.Comparison leaf, bool wanted, bool isSo)
    {
        var (place, right) = (at.Policy.ScoreAt(leaf.Name), Region.Of(leaf.Bounds, wanted, Region.OfScores));
        if (place == at.Policy.Scores.Length) return OfTotal(leaf, wanted, isSo, right);
        if (at.Policy.Scores[place].InTable is { } table)
        {
            var permitted = isSo || right.Contains(Rounded(table.Table.Otherwise))
                || table.Table.Values.Any(one => right.Contains(Rounded(one.Score)));
            return permitted ? [new(leaf, wanted, isSo, [])] : [];
        }
        var (curve, metric) = at.Policy.Scores[place].OnCurve!.Value;
        var values = ScoreInverse.Of(value => judge.Scores([new Part.Moved(metric, value)])[place], ScoreInverse.Breaks([curve]), right);
        return [new(leaf, wanted, isSo, [(metric, values)])];
    }

    private IEnumerable<Demand> OfTotal(Criterion.Comparison leaf, bool wanted, bool isSo, Region right)
    {
        var curves = at.Policy.Scores.Where(score => score.ScaledWeight > 0).Select(score => score.OnCurve).OfType<(Score.Curve Curve, int Metric)>()
            .ToLookup(one => one.Metric, one => one.Curve);
        var found = new List<Demand>();
        foreach (var one in curves)
        {
            var values = Inverse(one.Key, one, [], right);
            if (values.Contains(at.Assessment.Metrics[one.Key]) || Reach(one.Key, values) is not null)
                found.Add(new(leaf, wanted, isSo, [(one.Key, values)]));
        }
        if (isSo) return [new(leaf, wanted, isSo, []), .. found];
        if (found.Count == 0) found.AddRange(Together(curves, right).Select(on => new Demand(leaf, wanted, isSo, on)));
        var hasFixed = at.Policy.Scores.Any(
            score => score.ScaledWeight > 0 && (score.OnCurve is not { } on || mobility(on.Metric) is { Up: false, Down: false }));
        return found.Count == 0 && hasFixed ? [new(leaf, wanted, isSo, [])] : found;
    }

    private IEnumerable<ImmutableArray<(int, Region)>> Together(ILookup<int, Score.Curve> curves, Region right)
    {
        var total = at.Assessment.Scores[^1];
        var rises = total is null || right.Spans.IsEmpty
            || right.Spans.MinBy(span => Math.Min(Math.Abs(span.From - total.Value), Math.Abs(span.To - total.Value))).From > total;
        var tried = curves.Select(one => (Curves: one, Best: Best(one.Key, one, rises))).Where(one => one.Best.Shift is not null)
            .OrderByDescending(one => one.Best.Gain).Take(MostTried).ToList();
        for (var size = 2; size <= Math.Min(MostTogether, tried.Count); size++)
        {
            var found = new List<ImmutableArray<(int, Region)>>();
            foreach (var chosen in Choices(tried.Count, size).Select(places => places.Select(place => tried[place]).ToList()))
            {
                if (!right.Contains(Total([.. chosen.Select(one => Move(one.Best.Shift!))]))) continue;
                foreach (var last in chosen)
                {
                    var others = chosen.Where(one => one.Curves.Key != last.Curves.Key).ToList();
                    var values = Inverse(last.Curves.Key, last.Curves, [.. others.Select(one => Move(one.Best.Shift!))], right);
                    if (Reach(last.Curves.Key, values) is not null)
                        found.Add([(last.Curves.Key, values), .. others.Select(one => (one.Curves.Key, Beyond(one.Best.Shift!)))]);
                }
            }
            if (found.Count > 0) return found;
        }
        return [];
    }

    /// <summary>How far a metric alone can move the total, and the first value that does.</summary>
    private (Shift? Shift, decimal Gain) Best(int metric, IEnumerable<Score.Curve> curves, bool rises)
    {
        var actual = at.Assessment.Metrics[metric];
        var (best, gain) = ((Shift?)null, 0m);
        foreach (var x in ScoreInverse.Breaks(curves))
        {
            foreach (var span in (Span[])[new(x, Region.Highest), new(Region.Lowest, x)])
            {
                if (Reach(metric, new([span], false, Region.OfMetrics)) is not { } shift) continue;
                var gained = ((Total([Move(shift)]) ?? 0) - (at.Assessment.Scores[^1] ?? 0)) * (rises ? 1 : -1);
                if (gained > gain || (best is null && actual is null) || (gained == gain && best is not null && shift.Cost < best.Cost))
                    (best, gain) = (shift, gained);
            }
        }
        return (best, gain);
    }

    private Region Inverse(int metric, IEnumerable<Score.Curve> curves, ImmutableArray<Part> others, Region right) =>
        ScoreInverse.Of(value => Total(others.Add(new Part.Moved(metric, value))), ScoreInverse.Breaks(curves), right);

    private decimal? Total(ImmutableArray<Part> moved) => judge.Scores(moved)[^1];

    private Shift? Reach(int metric, Region region) => mobility(metric).Nearest(metric, at.Assessment.Metrics[metric], region);

    private static Part.Moved Move(Shift shift) => new(shift.Metric, shift.Value);

    private static Region Beyond(Shift best) =>
        new([best.Step > 0 ? new(best.Value, Region.Highest) : new(Region.Lowest, best.Value)], false, Region.OfMetrics);

    private static decimal? Rounded(decimal? score) => score is { } value ? ExactRatio.Rounded(value) : null;

    private static IEnumerable<int[]> Choices(int of, int size, int from = 0)
    {
        if (size == 0) return [[]];
        return Enumerable.Range(from, Math.Max(0, of - from - size + 1))
            .SelectMany(first => Choices(of, size - 1, first + 1), (first, rest) => (int[])[first, .. rest]);
    }
}
