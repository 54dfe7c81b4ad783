using CustomerTiering.Rules.Evaluation;
using CustomerTiering.Rules.Policies;

namespace CustomerTiering.Rules.Paths.Words;

/// <summary>Paths in plain words: <c>spend 1,240.00 CNY more by 31 December 2026</c>, <c>在2026年12月31日前（含当日）再消费1,240.00元</c>.</summary>
public static class PathWords
{
    /// <summary>One path: its moves, then its conditions.</summary>
    public static string Of(CompiledPolicy policy, TierPath path, Language language)
    {
        var tongue = new Tongue(language);
        var moves = string.Join(tongue.Say(" and ", "，并"), path.Moves.Select(move => Move(policy, move, tongue)));
        var conditions = string.Join(tongue.Say(" and ", "，且"), path.Conditions.Select(condition => Condition(policy, condition, tongue)));
        return conditions.Length == 0 ? moves
            : moves.Length == 0 ? tongue.Say($"if {conditions}", $"须{conditions}")
            : tongue.Say($"{moves}, if {conditions}", $"{moves}，且须{conditions}");
    }

    internal static string Metric(CompiledPolicy policy, string name, Tongue tongue) =>
        MetricWords.Of(policy.Policy.Metrics[policy.MetricAt(name)], policy.Policy.Metrics, tongue);

    private static string Move(CompiledPolicy policy, Move move, Tongue tongue)
    {
        var metric = (Metric.Measured)policy.Policy.Metrics[policy.MetricAt(move.Metric)];
        var what = What(policy, move, metric, tongue);
        return (move.From, move.By) switch
        {
            ({ } from, { } by) => tongue.Say($"{what} from {tongue.Day(from)} to {tongue.Day(by)}", $"在{tongue.Day(from)}至{tongue.Day(by)}期间{what}"),
            (null, { } by) => tongue.Say($"{what} by {tongue.Day(by)}", $"在{tongue.Day(by)}前（含当日）{what}"),
            ({ } from, null) => tongue.Say($"{what} from {tongue.Day(from)} on", $"自{tongue.Day(from)}起{what}"),
            _ => what,
        };
    }

    private static string What(CompiledPolicy policy, Move move, Metric.Measured metric, Tongue tongue)
    {
        var (happening, where) = (MeasureWords.Of(metric.Measure, tongue), MetricWords.Where(metric, tongue));
        if (metric.Aggregate == Aggregate.DaysSinceLast) return happening.Once + where;
        if (move.Delta is not { } more || metric.Aggregate == Aggregate.Mean) return Reach(policy, move, metric, tongue);
        var amount = tongue.Value(more, move.Unit);
        return metric.Aggregate switch
        {
            Aggregate.Sum => MeasureWords.Add(metric.Measure, tongue, amount, more == 1),
            Aggregate.Distinct => MetricWords.AddDifferent(metric, more, tongue),
            Aggregate.ActiveMonths => tongue.Say($"{happening.Do} {happening.Many} in {tongue.Count(more, "more month", "more months")}", $"再有{amount}个月有{happening.One}"),
            _ => tongue.Say($"{happening.Do} {amount} more {(more == 1 ? happening.One : happening.Many)}", $"{happening.Do}{amount}{happening.Many}"),
        } + where;
    }

    private static string Reach(CompiledPolicy policy, Move move, Metric.Measured metric, Tongue tongue)
    {
        var (name, needed) = (Metric(policy, move.Metric, tongue), tongue.Value(move.Needed, move.Unit));
        var now = move.Actual is { } actual ? tongue.Say($" (now {tongue.Value(actual, move.Unit)})", $"（现为{tongue.Value(actual, move.Unit)}）")
            : metric.AtLeastSamples > 1 ? tongue.Say($" (over at least {metric.AtLeastSamples})", $"（至少{metric.AtLeastSamples}次）")
            : "";
        return tongue.Say($"bring the {name} to {needed}{now}", $"使{name}达到{needed}{now}");
    }

    private static string Condition(CompiledPolicy policy, PathCondition condition, Tongue tongue)
    {
        var on = condition.On is { } day ? tongue.Say($", which is so from {tongue.Day(day)} if nothing is added", $"，若无新增则自{tongue.Day(day)}起满足") : "";
        if (condition.Criterion is Criterion.InSegment segment)
            return tongue.Say($"the customer is {(condition.Holds ? "" : "not ")}in segment {tongue.Quoted(segment.Segment)}", $"客户{(condition.Holds ? "" : "不")}属于细分{tongue.Quoted(segment.Segment)}");
        if (condition.Criterion is Criterion.InStage stage)
            return tongue.Say(
                $"the customer's stage is {(condition.Holds ? "" : "not ")}{string.Join(" or ", stage.Stages.Select(tongue.Quoted))}",
                $"客户{(condition.Holds ? "" : "不")}处于生命周期阶段{string.Join("或", stage.Stages.Select(tongue.Quoted))}");
        var comparison = (Criterion.Comparison)condition.Criterion;
        var unit = comparison.Compared == Compared.Metric ? MetricUnit.Of(policy, policy.Policy.Metrics[policy.MetricAt(comparison.Name)]) : "points";
        var subject = comparison.Compared switch
        {
            Compared.Metric => tongue.Say("the ", "") + Metric(policy, comparison.Name, tongue),
            Compared.Score => tongue.Say($"the score {tongue.Quoted(comparison.Name)}", $"评分{tongue.Quoted(comparison.Name)}"),
            _ => tongue.Quoted(comparison.Name),
        };
        string Operand(Operand operand) => operand.Number is { } number ? tongue.Value(number, unit) : operand.Text;
        // Of one bound the contrary has a word of its own.
        var isTurned = !condition.Holds && comparison.Bounds.Count == 1;
        var bounds = string.Join(tongue.Say(" and ", "且"), comparison.Bounds.Select(bound => Bound(isTurned ? Contrary(bound.Comparator) : bound.Comparator, bound, Operand, tongue)));
        var actual = condition.Actual is { } text ? tongue.Say($" (now {Shown(text, unit, tongue)})", $"（现为{Shown(text, unit, tongue)}）") : "";
        return tongue.Say($"{subject} is {(condition.Holds || isTurned ? "" : "not ")}{bounds}{actual}{on}", $"{subject}{(condition.Holds || isTurned ? "" : "并非")}{bounds}{actual}{on}");
    }

    private static string Shown(string text, string unit, Tongue tongue) => Values.PlainDecimal.TryParse(text, out var number) ? tongue.Value(number, unit) : text;

    private static Comparator Contrary(Comparator comparator) => comparator switch
    {
        Comparator.AtLeast => Comparator.Below,
        Comparator.Below => Comparator.AtLeast,
        Comparator.AtMost => Comparator.Above,
        Comparator.Above => Comparator.AtMost,
        Comparator.NotIn => Comparator.In,
        _ => Comparator.NotIn,
    };

    private static string Bound(Comparator comparator, Bound bound, Func<Operand, string> operand, Tongue tongue)
    {
        var values = string.Join(tongue.Say(" or ", "、"), bound.Operands.Select(operand));
        return comparator switch
        {
            Comparator.AtLeast => tongue.Say($"at least {values}", $"不低于{values}"),
            Comparator.AtMost => tongue.Say($"at most {values}", $"不超过{values}"),
            Comparator.Above => tongue.Say($"above {values}", $"高于{values}"),
            Comparator.Below => tongue.Say($"below {values}", $"低于{values}"),
            Comparator.NotIn => tongue.Say($"none of {values}", $"不为{values}"),
            _ => tongue.Say(values, $"为{values}"),
        };
    }
}
