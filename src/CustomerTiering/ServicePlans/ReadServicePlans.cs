using CustomerTiering.Access;
using CustomerTiering.EventLog.Read;
using CustomerTiering.Events;
using CustomerTiering.Http;
using CustomerTiering.Http.Answers;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Routing;

namespace CustomerTiering.ServicePlans;

/// <summary>The catalogue of service plans.</summary>
public static class ReadServicePlans
{
    internal static void Map(RouteGroupBuilder plans)
    {
        plans.MapGet("/", async Task<Read<IReadOnlyList<ServicePlanDetails>>> (Caller caller, PublishedPlans published, CancellationToken cancel) =>
            {
                var all = await published.AllAsync(caller.Tenant, cancel);
                return new([.. all.Value.OrderBy(plan => plan.Key, StringComparer.Ordinal).Select(plan => ServicePlanDetails.Of(plan.Value, withVersions: false))], all.Position);
            })
            .WithSummary("All service plans, their last versions").AnswersFrom(ServicePlansProjection.ProjectionName).RequireRoles(Roles.ReadsCustomers);

        plans.MapGet("/{code}", async Task<Results<Read<ServicePlanDetails>, ProblemHttpResult>> (
                string code, Caller caller, Aggregates aggregates, LogReader reader, CancellationToken cancel) =>
            {
                if (!ServicePlanValidator.IsCode(code)) return Problem.NotFound("service plan").ToResult();
                var head = await reader.HeadAsync(caller.Tenant, cancel);
                var loaded = await aggregates.LoadAsync<ServicePlanState>(caller.Tenant, ServicePlanState.Stream(code), ServicePlanState.Apply, cancel);
                return loaded.State is { } plan
                    ? new Read<ServicePlanDetails>(ServicePlanDetails.Of(plan, withVersions: true), head.Position, loaded.Version)
                    : Problem.NotFound("service plan").ToResult();
            })
            .WithSummary("A service plan with all its versions").RequireRoles(Roles.ReadsCustomers);
    }
}
