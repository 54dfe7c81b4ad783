namespace CustomerTiering.ServicePlans;

// Stream: service/<customer>. Only changes are recorded. A customer has one plan on each ladder: that of the effective tier.

/// <summary>A service plan was assigned to a customer from a day on. The ladder's previous plan, if any, ends there.</summary>
/// <param name="Ladder">The ladder whose tier assigns the plan.</param>
/// <param name="Plan">The plan's code.</param>
/// <param name="Version">The version on that day, kept until the next change; null if none was in force.</param>
/// <param name="From">First day, included, in the policy's zone.</param>
/// <param name="Decision">The decision that assigns it.</param>
/// <param name="DecisionPosition">That decision's log position.</param>
public sealed record ServicePlanAssigned(
    Guid Customer, string Ladder, string Plan, int? Version, DateOnly From, Guid Decision, long DecisionPosition);

/// <summary>The customer's tier no longer includes a service plan.</summary>
/// <param name="From">First day without it, in the policy's zone.</param>
/// <param name="DecisionPosition">That decision's log position.</param>
public sealed record ServicePlanEnded(Guid Customer, string Ladder, string Plan, DateOnly From, Guid Decision, long DecisionPosition);
