using CustomerTiering.Rules.Evaluation;

namespace CustomerTiering.Rules.Decisions;

/// <summary>What gave a customer the held tier; a return or cancellation judges it again.</summary>
/// <param name="Rule">The criterion: <see cref="RuleKind.Qualify"/> where the tier was granted, <see cref="RuleKind.Retain"/> where it was renewed.</param>
/// <param name="AsOf">As-of day of the decision that gave it.</param>
/// <param name="TierStart">First day of the tier held when that decision was made, from which <c>since-tier-start</c> counted; null without one.</param>
/// <param name="DecisionId">That decision.</param>
/// <param name="Policy">The policy it was made by.</param>
public sealed record Grant(RuleKind Rule, DateOnly AsOf, DateOnly? TierStart, string DecisionId, PolicyReference Policy);
