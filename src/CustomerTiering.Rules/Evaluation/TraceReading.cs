using System.Globalization;
using CustomerTiering.Rules.Policies;
using CustomerTiering.Rules.Values;

namespace CustomerTiering.Rules.Evaluation;

/// <summary>One criterion of a trace in readable form.</summary>
/// <param name="Index">The criterion's number in its rule, in pre-order from 0.</param>
/// <param name="Depth">The depth in the rule; 0 is the rule itself.</param>
/// <param name="Subject">What is compared: <c>metric spend_12m</c>, <c>score total</c>, <c>segment business</c>, <c>all of 3</c>.</param>
/// <param name="Required">The requirement: <c>at least 2000</c>; null if the subject is complete.</param>
/// <param name="Actual">The value found, a number in plain form; null if none was found or none exists.</param>
public sealed record CriterionReading(int Index, int Depth, string Subject, string? Required, string? Actual, Verdict Verdict);

/// <summary>One rule of a trace in readable form.</summary>
/// <param name="Tier">Code of the tier.</param>
/// <param name="Criteria">In pre-order.</param>
public sealed record RuleReading(string Tier, RuleKind Rule, Verdict Verdict, EquatableList<CriterionReading> Criteria);

/// <summary>Makes the compact trace of an assessment readable, with the policy of the assessment.</summary>
public static class TraceReading
{
    /// <summary>The rules of an assessment in readable form.</summary>
    /// <param name="isHidden">Criteria whose thresholds and values are left out; null: none.</param>
    public static EquatableList<RuleReading> Of(CompiledPolicy policy, Assessment assessment, Func<Criterion, bool>? isHidden = null) =>
        [.. assessment.Rules.Select(trace => Of(policy, assessment, trace, isHidden ?? (_ => false)))];

    /// <summary>A comparison, segment or stage in readable form; the requirement is null if the subject is complete.</summary>
    public static (string Subject, string? Required) Leaf(Criterion criterion) => criterion switch
    {
        Criterion.Comparison c => ($"{Name(c.Compared)} {c.Name}", string.Join(", ", c.Bounds.Select(Text))),
        Criterion.InSegment s => ($"segment {s.Segment}", null),
        Criterion.InStage s => ("stage", $"one of {string.Join(" | ", s.Stages)}"),
        _ => throw new ArgumentOutOfRangeException(nameof(criterion)),
    };

    private static RuleReading Of(CompiledPolicy policy, Assessment assessment, RuleTrace trace, Func<Criterion, bool> isHidden)
    {
        var tier = policy.Policy.Tiers[trace.Rank];
        var rule = (trace.Rule == RuleKind.Retain ? tier.Retain : tier.Qualify)!;
        var readings = new List<CriterionReading>(trace.Verdicts.Length);
        Add(rule, 0, criterion => ActualOf(policy, assessment, criterion), isHidden, trace.Verdicts, readings);
        return new(tier.Code, trace.Rule, (Verdict)trace.Verdicts[0], [.. readings]);
    }

    private static void Add(Criterion criterion, int depth, Func<Criterion, string?> actual, Func<Criterion, bool> isHidden, string verdicts,
        List<CriterionReading> readings)
    {
        var (subject, required, items) = criterion switch
        {
            Criterion.Comparison or Criterion.InSegment or Criterion.InStage =>
                (Leaf(criterion).Subject, Leaf(criterion).Required, (EquatableList<Criterion>)[]),
            Criterion.Was w => ("was", string.Join(", ", w.Stages), []),
            Criterion.All a => (Invariant($"all of {a.Items.Count}"), null, a.Items),
            Criterion.Any a => (Invariant($"any of {a.Items.Count}"), null, a.Items),
            Criterion.CountOf c => (Invariant($"{c.Count} of {c.Items.Count}"), null, c.Items),
            Criterion.Not n => ("not", (string?)null, (EquatableList<Criterion>)[n.Item]),
            _ => throw new ArgumentOutOfRangeException(nameof(criterion)),
        };
        var isShown = !isHidden(criterion);
        readings.Add(
            new(criterion.Index, depth, subject, isShown ? required : null, isShown ? actual(criterion) : null, (Verdict)verdicts[criterion.Index]));
        foreach (var item in items) Add(item, depth + 1, actual, isHidden, verdicts, readings);
    }

    internal static string? ActualOf(CompiledPolicy policy, Assessment assessment, Criterion criterion) =>
        criterion is not Criterion.Comparison comparison
        ? null
        : comparison.Compared switch
        {
            Compared.Metric => Plain(assessment.Metrics[policy.MetricAt(comparison.Name)]),
            Compared.Score => Plain(assessment.Scores[policy.ScoreAt(comparison.Name)]),
            _ => assessment.Attributes[policy.Attributes.IndexOf(comparison.Name)],
        };

    private static string Text(Bound bound) => $"{Name(bound.Comparator)} {string.Join(" | ", bound.Operands.Select(operand => operand.Text))}";

    private static string Name(Compared compared) => compared switch
    {
        Compared.Metric => "metric",
        Compared.Score => "score",
        _ => "attribute",
    };

    private static string Name(Comparator comparator) => comparator switch
    {
        Comparator.AtLeast => "at least",
        Comparator.AtMost => "at most",
        Comparator.Above => "above",
        Comparator.Below => "below",
        Comparator.Equals => "equal to",
        Comparator.In => "one of",
        _ => "none of",
    };

    private static string? Plain(decimal? value) => value is { } number ? PlainDecimal.Format(number) : null;

    private static string Invariant(FormattableString text) => text.ToString(CultureInfo.InvariantCulture);
}
