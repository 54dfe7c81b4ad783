namespace CustomerTiering.ServicePlans;

// Stream: service/<customer>. Only changes are events. A customer has one plan on each ladder: the one that the effective tier brings.

/// <summary>A service plan was assigned to a customer from a day on. The ladder's previous plan, if any, ends there.</summary>
/// <param name="Ladder">The ladder whose tier brings it.</param>
/// <param name="Plan">The plan's code.</param>
/// <param name="Version">Its version on that day, which holds until the next change; null where none was in force.</param>
/// <param name="From">First day, included, in the policy's zone.</param>
/// <param name="Decision">The decision that brings it.</param>
/// <param name="DecisionPosition">That decision's position in the log.</param>
public sealed record ServicePlanAssigned(Guid Customer, string Ladder, string Plan, int? Version, DateOnly From, Guid Decision, long DecisionPosition);

/// <summary>The customer's tier no longer includes a service plan.</summary>
/// <param name="Plan">The plan that ends.</param>
/// <param name="From">First day without it, in the policy's zone.</param>
/// <param name="Decision">The decision that ended it.</param>
/// <param name="DecisionPosition">That decision's position in the log.</param>
public sealed record ServicePlanEnded(Guid Customer, string Ladder, string Plan, DateOnly From, Guid Decision, long DecisionPosition);
