using CustomerTiering.Rules.Values;

namespace CustomerTiering.Rules.ServicePlans;

/// <summary>A service plan that was read and found to be without fault: what <c>service-plan/1</c> says.</summary>
/// <param name="Code">By which policies name it.</param>
/// <param name="Name">Its name by BCP 47 language.</param>
/// <param name="Entitlements">What customers of the plan are entitled to.</param>
/// <param name="Cost">What it costs the company for each customer, or null where nobody says.</param>
public sealed record ServicePlan(string Code, IReadOnlyDictionary<string, string> Name, Entitlements Entitlements, PlanCost? Cost);

/// <summary>What customers of a plan are entitled to; what is left out is not promised.</summary>
/// <param name="Times">How fast they are served, by priority.</param>
/// <param name="DedicatedManager">Whether they have an account manager of their own.</param>
/// <param name="ContactEvery">How often they are contacted at least: an ISO 8601 period such as <c>P1M</c>.</param>
/// <param name="Discounts">On what they buy.</param>
/// <param name="Benefits">What else they get.</param>
public sealed record Entitlements(
    EquatableList<ServiceTime> Times, bool? DedicatedManager, string? ContactEvery, EquatableList<Discount> Discounts, EquatableList<Benefit> Benefits);

/// <summary>How fast a complaint or request is served.</summary>
/// <param name="Priority">Of which priority; null: of every other one.</param>
/// <param name="Response">Time to the first response, ISO 8601: <c>PT4H</c>.</param>
/// <param name="Resolution">Time to the resolution, ISO 8601: <c>P2D</c>; a day is 24 hours.</param>
public sealed record ServiceTime(string? Priority, string? Response, string? Resolution);

/// <summary>A discount.</summary>
/// <param name="Category">On which category; null: on every other one.</param>
/// <param name="Percent">Percent off the price, above 0, up to 100, 2 decimals.</param>
public sealed record Discount(string? Category, decimal Percent);

/// <summary>A benefit.</summary>
/// <param name="Code">Stable, unique in the plan.</param>
/// <param name="Name">By language.</param>
/// <param name="Quantity">How much of it, above 0; null: as much as they like.</param>
/// <param name="Unit">Of what: <c>visit</c>, <c>EUR</c>.</param>
/// <param name="Per">How often anew, an ISO 8601 period; null: once.</param>
public sealed record Benefit(string Code, IReadOnlyDictionary<string, string> Name, decimal? Quantity, string? Unit, string? Per);

/// <summary>What a plan costs the company for each customer that it serves.</summary>
/// <param name="Amount">0 or more.</param>
/// <param name="Currency">ISO 4217 code.</param>
/// <param name="Per">For how long that is, an ISO 8601 period such as <c>P1Y</c>.</param>
public sealed record PlanCost(decimal Amount, string Currency, string Per);
