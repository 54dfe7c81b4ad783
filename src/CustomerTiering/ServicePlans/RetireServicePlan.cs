using CustomerTiering.Access;
using CustomerTiering.Events;
using CustomerTiering.Http;
using CustomerTiering.Http.Answers;
using CustomerTiering.Http.Contract;
using FluentValidation;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Routing;

namespace CustomerTiering.ServicePlans;

/// <summary>Gives a plan to nobody any more; policies can't name it from now on.</summary>
/// <param name="Reason">Why.</param>
public sealed record RetireServicePlan(string? Reason)
{
    public sealed class Validator : AbstractValidator<RetireServicePlan>
    {
        public Validator() => RuleFor(command => command.Reason).NotEmpty().MaximumLength(2000);
    }

    public static Result<Change<ServicePlanAnswer>> Handle(RetireServicePlan command, string code, ServicePlanState? state)
    {
        if (state is null) return Problem.NotFound("service plan");
        if (state.Retired is not null) return Problem.Broken("service-plan-retired", $"The plan '{code}' is retired already.");
        return new Change<ServicePlanAnswer>([new ServicePlanRetired(command.Reason!)], new(code, state.Last.Number, ServicePlanStatus.Retired));
    }

    internal static void Map(RouteGroupBuilder plans) => plans
        .MapPost("/{code}/retirement", async Task<Results<Recorded<ServicePlanAnswer>, ProblemHttpResult>> (
            string code, RetireServicePlan command, Caller caller, CommandKey key, ExpectedVersion expected, Aggregates aggregates, CancellationToken cancel) =>
        {
            if (!ServicePlanValidator.IsCode(code)) return Problem.NotFound("service plan").ToResult();
            var result = await aggregates.ChangeAsync<ServicePlanState, ServicePlanAnswer>(
                new(caller, ServicePlanState.Stream(code), key, expected), ServicePlanState.Apply, (state, _) => Handle(command, code, state), cancel);
            return result.TryGet(out var done, out var problem) ? new Recorded<ServicePlanAnswer>(done.Answer, done.Position, done.Version) : problem.ToResult();
        })
        .WithSummary("Retire a service plan").RequireRoles(Roles.PolicyAuthor, Roles.Operator);
}
