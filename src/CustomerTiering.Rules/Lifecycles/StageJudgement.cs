using CustomerTiering.Rules.Evaluation;
using CustomerTiering.Rules.Values;

namespace CustomerTiering.Rules.Lifecycles;

/// <summary>A customer's stage on a day.</summary>
/// <param name="Stage">Code of the stage; null if none applies and there was none before.</param>
/// <param name="Metrics">Values in the order of the lifecycle's metrics; null: missing.</param>
/// <param name="Verdicts">For each stage in order, one character per node as in <see cref="RuleTrace"/>; empty if the move is not permitted.</param>
public sealed record StageJudgement(DateOnly AsOf, string? Stage, EquatableList<decimal?> Metrics, EquatableList<string> Verdicts);

/// <summary>The result of judging a stage: exactly one of the two.</summary>
/// <param name="Error">Why the customer's facts cannot be counted.</param>
public readonly record struct StageJudged(StageJudgement? Judgement, MetricError? Error);
