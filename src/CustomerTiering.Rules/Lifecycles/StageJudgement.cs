using CustomerTiering.Rules.Evaluation;
using CustomerTiering.Rules.Values;

namespace CustomerTiering.Rules.Lifecycles;

/// <summary>A customer's stage on a day.</summary>
/// <param name="Stage">Code of the stage; null if none holds and there was none before.</param>
/// <param name="Metrics">Values in the order of the lifecycle's metrics; null is missing.</param>
/// <param name="Verdicts">
/// For each stage in order, how its criterion came out, a character per node as in <see cref="RuleTrace"/>; empty for a stage that may not be moved to.
/// </param>
public sealed record StageJudgement(DateOnly AsOf, string? Stage, EquatableList<decimal?> Metrics, EquatableList<string> Verdicts);

/// <summary>What judging a stage came to: one of the two.</summary>
/// <param name="Judgement">The stage.</param>
/// <param name="Error">Why there is none: the customer's facts can't be counted.</param>
public readonly record struct StageJudged(StageJudgement? Judgement, MetricError? Error);
