using System.Collections.Immutable;
using CustomerTiering.Rules.Evaluation;
using CustomerTiering.Rules.Policies;

namespace CustomerTiering.Rules.Paths;

/// <summary>Judges a rule again with some values changed. Unchanged results come from the trace, so a stored decision is sufficient.</summary>
/// <param name="at">The customer's standpoint.</param>
/// <param name="verdicts">The trace of the rule.</param>
internal sealed class Rejudgement(Standpoint at, Criterion rule, string verdicts)
{
    private RangeJudgement? _ranges;

    /// <summary>The number of criteria in the rule.</summary>
    public int Size => verdicts.Length;

    /// <summary>Whether a criterion holds at present.</summary>
    public bool Met(Criterion criterion) => verdicts[criterion.Index] == (char)Verdict.Met;

    /// <summary>Whether the rule holds with the changes.</summary>
    public bool Holds(ImmutableArray<Part> otherwise)
    {
        var metrics = Metrics(otherwise);
        return Holds(rule, new(metrics, Scores(metrics, otherwise), otherwise));
    }

    /// <summary>Whether the rule holds with these metrics and everything else unchanged.</summary>
    public bool Holds(decimal?[] metrics) => Holds(rule, new(metrics, Scores(metrics, []), []));

    /// <summary>Whether the rule holds by changes that may be shown to a customer. Internal metrics and scores stay unchanged.</summary>
    public bool HoldsAsTold(ImmutableArray<Part> otherwise) =>
        !otherwise.Any(part => part is Part.Score) && HoldsAsTold(Metrics(otherwise), otherwise);

    /// <summary>The same for these metrics.</summary>
    public bool HoldsAsTold(decimal?[] metrics) => HoldsAsTold(metrics, []);

    /// <summary>Whether the rule holds with all metrics within these bounds (true), with none (false), or unknown (null).</summary>
    public bool? HoldsWithin(ValueRange[] metrics) => (_ranges ??= new(at, rule, verdicts)).Holds(metrics);

    /// <summary>The scores with the changes, the total last.</summary>
    public decimal?[] Scores(ImmutableArray<Part> otherwise) => Scores(Metrics(otherwise), otherwise);

    private bool HoldsAsTold(decimal?[] metrics, ImmutableArray<Part> otherwise)
    {
        decimal?[] told = [.. metrics.Select((value, i) => Internals.IsInternal(at.Policy, i) ? at.Assessment.Metrics[i] : value)];
        var scores = Scores(told, otherwise);
        var isHidden = false;
        for (var i = 0; i < at.Policy.Scores.Length; i++)
        {
            if (!at.Policy.Policy.Scores[i].IsInternal) continue;
            (scores[i], isHidden) = (at.Assessment.Scores[i], true);
        }
        if (isHidden) scores[^1] = Assessor.Total(at.Policy, scores);
        return Holds(rule, new(told, scores, otherwise));
    }

    private decimal?[] Metrics(ImmutableArray<Part> otherwise)
    {
        decimal?[] metrics = [.. at.Assessment.Metrics.Items];
        foreach (var part in otherwise)
            if (part is Part.Moved moved) metrics[moved.Metric] = moved.Value;
        return metrics;
    }

    private decimal?[] Scores(decimal?[] metrics, ImmutableArray<Part> otherwise)
    {
        decimal?[] scores = [.. at.Assessment.Scores.Items];
        if (scores.Length == 0) return scores;
        var changed = false;
        for (var i = 0; i < at.Policy.Scores.Length; i++)
        {
            var score = at.Policy.Scores[i];
            if (score.OnCurve is { } on && metrics[on.Metric] != at.Assessment.Metrics[on.Metric]) scores[i] = score.Of(metrics, []);
            else if (score.InTable is { } table && AttributeIn(otherwise, table.Attribute) is { } attribute)
                scores[i] = score.Of(metrics, Only(table.Attribute, attribute.Text));
            else continue;
            changed = true;
        }
        if (changed) scores[^1] = Assessor.Total(at.Policy, scores);
        return scores;
    }

    private bool Holds(Criterion criterion, in Situation now) => criterion switch
    {
        Criterion.All all => Count(all.Items.Items, now) == all.Items.Count,
        Criterion.Any any => Count(any.Items.Items, now) > 0,
        Criterion.CountOf count => Count(count.Items.Items, now) >= count.Count,
        Criterion.Not not => !Holds(not.Item, now),
        Criterion.Comparison { Compared: Compared.Metric } metric =>
            now.Metrics[at.Policy.MetricAt(metric.Name)] is { } value && Comparisons.AllHold(value, metric.Bounds),
        Criterion.Comparison { Compared: Compared.Score } score =>
            Stated(score, now) ?? (now.Scores[at.Policy.ScoreAt(score.Name)] is { } value && Comparisons.AllHold(value, score.Bounds)),
        Criterion.Comparison attribute => AttributeIn(now.Otherwise, at.Policy.Attributes.IndexOf(attribute.Name)) is { } other
            ? other.Text is { } text && Comparisons.AllHold(text, attribute.Bounds)
            : Met(attribute),
        Criterion.InStage stage => now.Otherwise.OfType<Part.Stage>().FirstOrDefault() is { } other ? stage.Stages.Contains(other.Name) : Met(stage),
        Criterion.InSegment segment => now.Otherwise.OfType<Part.Segment>().FirstOrDefault(one => one.Name == segment.Segment)?.IsIn ?? Met(segment),
        _ => Met(criterion),
    };

    private int Count(ImmutableArray<Criterion> items, in Situation now)
    {
        var count = 0;
        foreach (var item in items)
            if (Holds(item, now)) count++;
        return count;
    }

    private static bool? Stated(Criterion.Comparison score, in Situation now)
    {
        foreach (var part in now.Otherwise)
        {
            if (part is not Part.Score stated) continue;
            foreach (var demand in stated.Demands)
                if (demand.Leaf.Index == score.Index) return demand.Wanted;
        }
        return null;
    }

    private static Part.Attribute? AttributeIn(ImmutableArray<Part> otherwise, int place)
    {
        foreach (var part in otherwise)
            if (part is Part.Attribute attribute && attribute.Place == place) return attribute;
        return null;
    }

    private static string?[] Only(int place, string? text)
    {
        var texts = new string?[place + 1];
        texts[place] = text;
        return texts;
    }

    private readonly record struct Situation(decimal?[] Metrics, decimal?[] Scores, ImmutableArray<Part> Otherwise);
}
