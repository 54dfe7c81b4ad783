using CustomerTiering.Policies;
using CustomerTiering.Rules.ServicePlans;

namespace CustomerTiering.ServicePlans;

/// <summary>A service plan as available on a day.</summary>
/// <param name="Code">The code that policies use.</param>
/// <param name="Version">The version in force.</param>
/// <param name="From">The first day of that version.</param>
/// <param name="Name">By language.</param>
/// <param name="Cost">The company's cost per customer.</param>
public sealed record ServicePlanAnswer(
    string Code, int Version, DateOnly From, IReadOnlyDictionary<string, string> Name, Entitlements Entitlements, PlanCost? Cost);

/// <summary>Reads the version of a plan in force on a day. All versions, drafts included, are read like those of other standards.</summary>
public static class ReadServicePlan
{
    internal static void Map(RouteGroupBuilder plans) => plans
        .MapGet("/{code}", async Task<Results<Read<ServicePlanAnswer>, ProblemHttpResult>> (
            string code, DateOnly? asOf, Caller caller, StandardsInForce standards, TimeProvider time, CancellationToken cancel) =>
        {
            var day = asOf ?? DateOnly.FromDateTime(time.GetUtcNow().UtcDateTime);
            var answer = await standards.ServicePlansAsync(caller.Tenant, cancel);
            return answer.Value.FirstOrDefault(plan => plan.Reference.Id == code && plan.DecidesOn(day)) is { } found
                ? new Read<ServicePlanAnswer>(
                    new(code, found.Reference.Version, found.From, found.Compiled.Name, found.Compiled.Entitlements, found.Compiled.Cost),
                    answer.Position)
                : Problem.NotFound("service plan").ToResult();
        })
        .WithSummary("Get the version of a service plan in force on a day; default: today in UTC").AnswersFrom(StandardsInForce.ReadModel)
        .RequireRoles(Roles.ReadsCustomers);
}
