using CustomerTiering.Rules.Values;

namespace CustomerTiering.Rules.ServicePlans;

/// <summary>A valid service plan: the content of a <c>service-plan/1</c> document.</summary>
/// <param name="Code">The code that policies use.</param>
/// <param name="Name">By BCP 47 language.</param>
/// <param name="Cost">The company's cost per customer; null if not stated.</param>
public sealed record ServicePlan(string Code, IReadOnlyDictionary<string, string> Name, Entitlements Entitlements, PlanCost? Cost);

/// <summary>What customers of a plan are entitled to. Omitted items are not promised.</summary>
/// <param name="Times">Response and resolution times by priority.</param>
/// <param name="DedicatedManager">Whether each customer has a dedicated account manager.</param>
/// <param name="ContactEvery">The maximum interval between contacts, an ISO 8601 period such as <c>P1M</c>.</param>
public sealed record Entitlements(
    EquatableList<ServiceTime> Times, bool? DedicatedManager, string? ContactEvery, EquatableList<Discount> Discounts,
    EquatableList<Benefit> Benefits);

/// <summary>How fast a complaint or request is served.</summary>
/// <param name="Priority">Null: every priority not listed.</param>
/// <param name="Response">Time to the first response, ISO 8601: <c>PT4H</c>.</param>
/// <param name="Resolution">Time to the resolution, ISO 8601: <c>P2D</c>; a day is 24 hours.</param>
public sealed record ServiceTime(string? Priority, string? Response, string? Resolution);

/// <summary>A discount.</summary>
/// <param name="Category">Null: every category not listed.</param>
/// <param name="Percent">Percentage off the price, above 0, up to 100, 2 decimals.</param>
public sealed record Discount(string? Category, decimal Percent);

/// <summary>A benefit.</summary>
/// <param name="Code">Stable, unique in the plan.</param>
/// <param name="Name">By BCP 47 language.</param>
/// <param name="Quantity">Above 0; null: unlimited.</param>
/// <param name="Unit">The unit of the quantity: <c>visit</c>, <c>EUR</c>.</param>
/// <param name="Per">How often the quantity is renewed, an ISO 8601 period; null: never.</param>
public sealed record Benefit(string Code, IReadOnlyDictionary<string, string> Name, decimal? Quantity, string? Unit, string? Per);

/// <summary>The company's cost of a plan per customer.</summary>
/// <param name="Amount">0 or more.</param>
/// <param name="Currency">ISO 4217 code.</param>
/// <param name="Per">The period that the amount covers, an ISO 8601 period such as <c>P1Y</c>.</param>
public sealed record PlanCost(decimal Amount, string Currency, string Per);
