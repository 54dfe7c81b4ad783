using CustomerTiering.Policies;
using CustomerTiering.Rules.ServicePlans;

namespace CustomerTiering.ServicePlans;

/// <summary>A service plan as it is to be had on a day.</summary>
/// <param name="Code">By which policies name it.</param>
/// <param name="Version">The version in force.</param>
/// <param name="From">The first day on which that version is given.</param>
/// <param name="Name">By language.</param>
/// <param name="Entitlements">What its customers are entitled to.</param>
/// <param name="Cost">What it costs the company for each customer.</param>
public sealed record ServicePlanAnswer(
    string Code, int Version, DateOnly From, IReadOnlyDictionary<string, string> Name, Entitlements Entitlements, PlanCost? Cost);

/// <summary>What a plan gives on a day. All versions, drafts among them, are read like those of every standard.</summary>
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
                    new(code, found.Reference.Version, found.From, found.Compiled.Name, found.Compiled.Entitlements, found.Compiled.Cost), answer.Position)
                : Problem.NotFound("service plan").ToResult();
        })
        .WithSummary("Get the version of a service plan in force on a day; default: today in UTC").AnswersFrom(StandardsInForce.ReadModel)
        .RequireRoles(Roles.ReadsCustomers);
}
