using System.Text;
using CustomerTiering.EventLog.Projections;
using CustomerTiering.EventLog.Sql;
using CustomerTiering.Policies;
using CustomerTiering.Rules.ServicePlans;

namespace CustomerTiering.ServicePlans;

/// <summary>Availability of the plan that serves a customer.</summary>
public enum CustomerPlanStatus
{
    /// <summary>In force when it was assigned.</summary>
    Published,

    /// <summary>Kept by its present customers, but no longer assigned.</summary>
    Retired,

    /// <summary>Named by a decision without a version in force under its code.</summary>
    Unpublished,
}

/// <summary>The service plan of a customer on one ladder, with its entitlements.</summary>
/// <param name="Plan">The plan's code.</param>
/// <param name="Status">published; retired: kept until the next change; unpublished: no version was in force when it was assigned.</param>
/// <param name="Version">The assigned version; null if unpublished.</param>
/// <param name="Since">Its first day, included, in the policy's zone.</param>
/// <param name="Decision">The decision that assigned it.</param>
/// <param name="Name">By language.</param>
public sealed record CustomerPlanAnswer(
    string Ladder, string Plan, CustomerPlanStatus Status, int? Version, DateOnly Since, Guid Decision, IReadOnlyDictionary<string, string>? Name,
    Entitlements? Entitlements)
{
    /// <param name="said">The assigned version, or null.</param>
    /// <param name="day">The day that determines the status.</param>
    internal static CustomerPlanAnswer Of(string ladder, PlanSpan span, StandardInForce<ServicePlan>? said, DateOnly day) => new(
        ladder, span.Plan!, said is null ? CustomerPlanStatus.Unpublished : said.Retired <= day
            ? CustomerPlanStatus.Retired : CustomerPlanStatus.Published,
        said?.Reference.Version, span.From, span.Decision, said?.Compiled.Name, said?.Compiled.Entitlements);
}

public static class ReadCustomerPlans
{
    private static readonly CustomerPlansProjection CustomerPlans = new();

    internal static void Map(RouteGroupBuilder customers) => customers
        .MapGet("/{customer:guid}/service-plans", async Task<Results<Read<IReadOnlyList<CustomerPlanAnswer>>, ProblemHttpResult>> (
            Guid customer, DateOnly? asOf, Caller caller, ReadModels readModels, StandardsInForce standards, LogReader reader, TodayOfStandards today,
            CancellationToken cancel) =>
        {
            if (!await CustomerPast.IsKnownAsync(reader, caller.Tenant, customer, cancel)) return Problem.NotFound("customer").ToResult();
            var days = asOf is { } asked ? DayOfEach.On(asked) : await today.OnLaddersAsync(caller.Tenant, cancel);
            var views = await readModels.QueryAsync(
                caller.Tenant, CustomerPlans.Name,
                SqlText.Read(typeof(ReadCustomerPlans), "plans-of-customer"),
                new Dictionary<string, object> { ["customer"] = customer.ToString("D") },
                row => CustomerPlans.Read(Encoding.UTF8.GetBytes(row.GetString(0))), cancel);
            // Must be read after the assignments: every assigned version is then present, and a version in force never changes.
            var plans = (await standards.ServicePlansAsync(caller.Tenant, cancel)).Value;
            return new Read<IReadOnlyList<CustomerPlanAnswer>>(
                [.. from view in views.Value
                    let day = days.Of(view.Ladder)
                    let span = view.On(day)
                    where span is not null
                    select CustomerPlanAnswer.Of(
                        view.Ladder, span, plans.FirstOrDefault(plan => plan.Reference.Id == span.Plan && plan.Reference.Version == span.Version),
                        day)],
                views.Position);
        })
        .WithSummary("Get a customer's service plans and entitlements on a day; default: today in the time zone of each ladder")
        .AnswersFrom(CustomerPlansProjection.ProjectionName, StandardsInForce.ReadModel).RequireRoles(Roles.ReadsCustomers);
}
