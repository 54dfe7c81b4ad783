using CustomerTiering.Access;
using CustomerTiering.Events;
using CustomerTiering.Http;
using CustomerTiering.Http.Answers;
using CustomerTiering.Http.Contract;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Routing;

namespace CustomerTiering.ServicePlans;

/// <summary>Publishes a service plan, or another version of it; judged by <see cref="ServicePlanValidator"/>.</summary>
/// <param name="Code">By which policies name it. Another version may leave it out.</param>
/// <param name="Name">Its name by BCP 47 language.</param>
/// <param name="Entitlements">What its customers are entitled to.</param>
public sealed record PublishServicePlan(string? Code, IReadOnlyDictionary<string, string>? Name, Entitlements? Entitlements)
{
    /// <summary>The first version.</summary>
    public static Result<Change<ServicePlanAnswer>> Handle(PublishServicePlan command, ServicePlanState? state) => state is null
        ? Published(command, command.Code!, 1)
        : Problem.Conflict("service-plan-exists", $"The plan '{command.Code}' is there already; publish another version of it.");

    /// <summary>A version after the first.</summary>
    public static Result<Change<ServicePlanAnswer>> HandleNext(PublishServicePlan command, string code, ServicePlanState? state)
    {
        if (state is null) return Problem.NotFound("service plan");
        if (state.Retired is not null) return Problem.Broken("service-plan-retired", $"The plan '{code}' is retired.");
        return Published(command, code, state.Last.Number + 1);
    }

    private static Change<ServicePlanAnswer> Published(PublishServicePlan command, string code, int version) => new(
        [new ServicePlanPublished(version, new(code, command.Name!, command.Entitlements!))], new(code, version, ServicePlanStatus.Published));

    internal static void Map(RouteGroupBuilder plans)
    {
        plans.MapPost("/", async Task<Results<Made<ServicePlanAnswer>, ProblemHttpResult>> (
                PublishServicePlan command, Caller caller, CommandKey key, Aggregates aggregates, CancellationToken cancel) =>
            {
                if (command.Code is not { } code) return Problem.Invalid("$.code", "not-null", "A plan has a code.").ToResult();
                var result = await aggregates.ChangeAsync<ServicePlanState, ServicePlanAnswer>(
                    new(caller, ServicePlanState.Stream(code), key), ServicePlanState.Apply, (state, _) => Handle(command, state), cancel);
                return result.TryGet(out var done, out var problem)
                    ? new Made<ServicePlanAnswer>($"/api/v1/service-plans/{code}", done.Answer, done.Position, done.Version)
                    : problem.ToResult();
            })
            .WithSummary("Publish a service plan").RequireRoles(Roles.PolicyAuthor, Roles.Operator);

        plans.MapPost("/{code}/versions", async Task<Results<Made<ServicePlanAnswer>, ProblemHttpResult>> (
                string code, PublishServicePlan command, Caller caller, CommandKey key, ExpectedVersion expected, Aggregates aggregates, CancellationToken cancel) =>
            {
                if (!ServicePlanValidator.IsCode(code)) return Problem.NotFound("service plan").ToResult();
                if (command.Code is { } other && other != code)
                    return Problem.Invalid("$.code", "another-plan", $"The text is for '{other}', the address for '{code}'.").ToResult();
                var result = await aggregates.ChangeAsync<ServicePlanState, ServicePlanAnswer>(
                    new(caller, ServicePlanState.Stream(code), key, expected), ServicePlanState.Apply, (state, _) => HandleNext(command, code, state), cancel);
                return result.TryGet(out var done, out var problem)
                    ? new Made<ServicePlanAnswer>($"/api/v1/service-plans/{code}", done.Answer, done.Position, done.Version)
                    : problem.ToResult();
            })
            .WithSummary("Publish another version of a service plan").RequireRoles(Roles.PolicyAuthor, Roles.Operator);
    }
}
