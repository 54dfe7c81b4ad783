using System.Text;
using CustomerTiering.Access;
using CustomerTiering.EventLog.Projections;
using CustomerTiering.EventLog.Read;
using CustomerTiering.Facts;
using CustomerTiering.Http;
using CustomerTiering.Http.Answers;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Routing;

namespace CustomerTiering.ServicePlans;

/// <summary>The plan that a ladder's tier brings a customer, and what it entitles to.</summary>
/// <param name="Ladder">The ladder.</param>
/// <param name="Plan">The plan's code.</param>
/// <param name="Status">published; retired: kept until the next change; unpublished: nothing was published under its code when it was assigned.</param>
/// <param name="Version">The version that was assigned; null where it is unpublished.</param>
/// <param name="Since">Its first day, included, in the policy's zone.</param>
/// <param name="Decision">The decision that brought it.</param>
/// <param name="Name">By language.</param>
/// <param name="Entitlements">What the customer is entitled to.</param>
public sealed record CustomerPlanAnswer(
    string Ladder, string Plan, ServicePlanStatus Status, int? Version, DateOnly Since, Guid Decision, IReadOnlyDictionary<string, string>? Name,
    Entitlements? Entitlements)
{
    internal static CustomerPlanAnswer Of(string ladder, PlanSpan span, ServicePlanState? plan)
    {
        var said = span.Version is { } number ? plan?.Versions.FirstOrDefault(version => version.Number == number) : null;
        var status = said is null ? ServicePlanStatus.Unpublished : ServicePlanDetails.StatusOf(plan!);
        return new(ladder, span.Plan!, status, said?.Number, span.From, span.Decision, said?.Plan.Name, said?.Plan.Entitlements);
    }
}

/// <summary>Which plans serve a customer.</summary>
public static class ReadCustomerPlans
{
    private static readonly CustomerPlansProjection CustomerPlans = new();
    private static readonly ServicePlansProjection Plans = new();

    internal static void Map(RouteGroupBuilder customers) => customers
        .MapGet("/{customer:guid}/service-plans", async Task<Results<Read<IReadOnlyList<CustomerPlanAnswer>>, ProblemHttpResult>> (
            Guid customer, DateOnly? asOf, Caller caller, ReadModels readModels, LogReader reader, TimeProvider time, CancellationToken cancel) =>
        {
            if (!await CustomerPast.IsKnownAsync(reader, caller.Tenant, customer, cancel)) return Problem.NotFound("customer").ToResult();
            var day = asOf ?? DateOnly.FromDateTime(time.GetUtcNow().UtcDateTime);
            var answer = await readModels.ReadAsync<IReadOnlyList<CustomerPlanAnswer>>(caller.Tenant, [CustomerPlans.Name, Plans.Name], async snapshot =>
            {
                var views = await snapshot.QueryAsync(
                    snapshot.Generation(CustomerPlans.Name),
                    "select view from customer_plan where tenant_id = @tenant and generation = @generation and key >= @customer || '/' and key < @customer || '0' order by key",
                    new Dictionary<string, object> { ["customer"] = customer.ToString("D") },
                    row => CustomerPlans.Read(Encoding.UTF8.GetBytes(row.GetString(0))), cancel);
                var served = views.Select(view => (view.Ladder, Span: view.On(day))).Where(one => one.Span is not null).ToList();
                var plans = await snapshot.QueryAsync(
                    snapshot.Generation(Plans.Name),
                    "select key, view from service_plan where tenant_id = @tenant and generation = @generation and key = any(@codes)",
                    new Dictionary<string, object> { ["codes"] = served.Select(one => one.Span!.Plan!).Distinct().ToArray() },
                    row => KeyValuePair.Create(row.GetString(0), Plans.Read(Encoding.UTF8.GetBytes(row.GetString(1)))), cancel);
                var byCode = new Dictionary<string, ServicePlanState>(plans, StringComparer.Ordinal);
                return [.. served.Select(one => CustomerPlanAnswer.Of(one.Ladder, one.Span!, byCode.GetValueOrDefault(one.Span!.Plan!)))];
            }, cancel);
            return new Read<IReadOnlyList<CustomerPlanAnswer>>(answer.Value, answer.Position);
        })
        .WithSummary("The plans that serve a customer on a day (UTC's today without one), and what they entitle to")
        .AnswersFrom(CustomerPlansProjection.ProjectionName, ServicePlansProjection.ProjectionName).RequireRoles(Roles.ReadsCustomers);
}
