using CustomerTiering.Rules.Evaluation;
using CustomerTiering.Rules.Policies;

namespace CustomerTiering.Rules.Paths.Words;

/// <summary>A move in words, without its days: <c>spend 1,240.00 CNY more</c>, <c>再消费1,240元</c>.</summary>
internal static class MoveWords
{
    public static string Of(CompiledPolicy policy, Move move, Tongue tongue)
    {
        var metric = (Metric.Measured)policy.Policy.Metrics[policy.MetricAt(move.Metric)];
        var (happening, where) = (MeasureWords.Of(metric.Measure, tongue), Narrowed(policy, metric, tongue));
        if (metric.Aggregate == Aggregate.DaysSinceLast) return happening.Once + where;
        if (move.Delta is not { } more || metric.Aggregate == Aggregate.Mean) return Reach(policy, move, metric, tongue);
        var amount = tongue.Value(more, move.Unit);
        return metric.Aggregate switch
        {
            Aggregate.Sum => MeasureWords.Add(metric.Measure, tongue, amount, more == 1),
            Aggregate.Distinct => MetricWords.AddDifferent(metric, more, tongue),
            Aggregate.ActiveMonths =>
                tongue.Say($"{happening.Do} {happening.Many} in {tongue.Count(more, "more month", "more months")}",
                    $"另有{amount}个自然月产生{happening.One}"),
            _ => tongue.Say(
                $"{happening.Do} {amount} more {(more == 1 ? happening.One : happening.Many)}", $"{happening.Do}{amount}{happening.Many}"),
        } + where;
    }

    /// <summary>What counts: the metric's name, if it has one and conditions; otherwise its conditions.</summary>
    private static string Narrowed(CompiledPolicy policy, Metric.Measured metric, Tongue tongue) =>
        metric.Where.Count > 0 && tongue.In(metric.Title) is { } title
        ? tongue.Say($" (counted in {tongue.Quoted(title)})", $"（计入{tongue.Quoted(title)}）")
        : MetricWords.Narrowed(metric, tongue, policy.Policy.Currency);

    private static string Reach(CompiledPolicy policy, Move move, Metric.Measured metric, Tongue tongue)
    {
        var name = MetricWords.WithArticle(policy, move.Metric, tongue);
        var rises = move.Delta is not < 0;
        if (move.Answers is { } answers) return Answered(metric, answers, rises, tongue);
        var needed = tongue.Value(Reachable(move.Needed, metric, rises), move.Unit);
        var now = move.Actual is { } actual ? tongue.Say($" (now {tongue.Found(actual, move.Unit)})", $"（现为{tongue.Found(actual, move.Unit)}）")
            : metric.AtLeastSamples > 1 ? tongue.Say($" (over at least {metric.AtLeastSamples})", $"（至少{metric.AtLeastSamples}次）")
            : "";
        return tongue.Say($"bring {name} to {needed}{now}", $"使{name}达到{needed}{now}");
    }

    /// <summary>A mean of whole answers, as the fewest answers that reach it.</summary>
    private static string Answered(Metric.Measured metric, int answers, bool rises, Tongue tongue)
    {
        var (happening, score) = (MeasureWords.Of(metric.Measure, tongue), tongue.Number(rises ? MetricUnit.Most(metric) : MetricUnit.Least(metric)));
        return tongue.Say(
            $"{happening.Do} at least {answers} more {(answers == 1 ? happening.One : happening.Many)} of {score}",
            $"再给出至少{answers}次{score}分的{happening.One}");
    }

    /// <summary>A mean to two decimals, rounded away from the current value so that it is sufficient.</summary>
    private static decimal Reachable(decimal needed, Metric metric, bool rises)
    {
        var (up, down) = (Math.Ceiling(needed * 100) / 100, Math.Floor(needed * 100) / 100);
        return rises ? up <= MetricUnit.Most(metric) ? up : needed : down >= MetricUnit.Least(metric) ? down : needed;
    }
}
