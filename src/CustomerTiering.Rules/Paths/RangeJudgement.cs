using CustomerTiering.Rules.Evaluation;
using CustomerTiering.Rules.Policies;

namespace CustomerTiering.Rules.Paths;

/// <summary>Judges a rule for all values within bounds at once: it holds with all of them (true), with none (false), or unknown (null).</summary>
/// <param name="at">The customer's standpoint.</param>
/// <param name="verdicts">The trace of the rule. Results that depend on no metric stay unchanged.</param>
internal sealed class RangeJudgement(Standpoint at, Criterion rule, string verdicts)
{
    private readonly Region?[] _regions = new Region?[verdicts.Length];

    public bool? Holds(ValueRange[] metrics) => Holds(rule, metrics, Scores(metrics));

    private bool? Holds(Criterion criterion, ValueRange[] metrics, ValueRange[] scores) => criterion switch
    {
        Criterion.All all => AtLeast(all.Items.Count, all.Items, metrics, scores),
        Criterion.Any any => AtLeast(1, any.Items, metrics, scores),
        Criterion.CountOf count => AtLeast(count.Count, count.Items, metrics, scores),
        Criterion.Not not => !Holds(not.Item, metrics, scores),
        Criterion.Comparison { Compared: Compared.Metric } metric => metrics[at.Policy.MetricAt(metric.Name)].IsIn(Right(metric, Region.OfMetrics)),
        Criterion.Comparison { Compared: Compared.Score } score => scores[at.Policy.ScoreAt(score.Name)].IsIn(Right(score, Region.OfScores)),
        _ => verdicts[criterion.Index] == (char)Verdict.Met,
    };

    private bool? AtLeast(int count, Values.EquatableList<Criterion> items, ValueRange[] metrics, ValueRange[] scores)
    {
        var (surely, perhaps) = (0, 0);
        foreach (var item in items)
        {
            var holds = Holds(item, metrics, scores);
            if (holds != false) perhaps++;
            if (holds == true) surely++;
        }
        return surely >= count ? true : perhaps < count ? false : null;
    }

    private Region Right(Criterion.Comparison leaf, decimal grid) => _regions[leaf.Index] ??= Region.Of(leaf.Bounds, true, grid);

    private ValueRange[] Scores(ValueRange[] metrics)
    {
        var scores = at.Policy.Scores;
        if (scores.IsEmpty) return [];
        var ranges = new ValueRange[scores.Length + 1];
        for (var i = 0; i < scores.Length; i++)
            ranges[i] = scores[i].OnCurve is { } on ? On(scores[i], on.Curve, on.Metric, metrics[on.Metric]) : ValueRange.Of(at.Assessment.Scores[i]);
        ranges[^1] = Total(ranges[..^1]);
        return ranges;
    }

    private static ValueRange On(CompiledScore score, Score.Curve curve, int place, ValueRange metric)
    {
        var values = new decimal?[place + 1];
        decimal? At(decimal? x)
        {
            values[place] = x;
            return score.Of(values, []);
        }
        if (metric.IsMissing) return ValueRange.Of(At(null));
        var (low, high) = (At(metric.Low)!.Value, At(metric.High)!.Value);
        if (low > high) (low, high) = (high, low);
        foreach (var point in curve.Points)
        {
            if (point.X <= metric.Low || point.X >= metric.High) continue;
            var y = At(point.X)!.Value;
            (low, high) = (Math.Min(low, y), Math.Max(high, y));
        }
        return new ValueRange(low, high, metric.CanMiss, true).Or(At(null));
    }

    /// <summary>Weights are 0 or more, so the lowest scores give the lowest total.</summary>
    private ValueRange Total(ValueRange[] scores)
    {
        if (scores.Any(score => score.IsMissing)) return ValueRange.Missing;
        decimal?[] low = [.. scores.Select(score => (decimal?)score.Low)], high = [.. scores.Select(score => (decimal?)score.High)];
        return new(Assessor.Total(at.Policy, low)!.Value, Assessor.Total(at.Policy, high)!.Value, scores.Any(score => score.CanMiss), true);
    }
}
