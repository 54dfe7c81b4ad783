using System.Text.Json;
using CustomerTiering.Access;
using CustomerTiering.Customers;
using CustomerTiering.EventLog.Work;
using CustomerTiering.Events;
using CustomerTiering.Evidence.Ids;
using CustomerTiering.Http;
using CustomerTiering.Http.Answers;
using CustomerTiering.Http.Contract;
using CustomerTiering.Policies;
using FluentValidation;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Routing;

namespace CustomerTiering.Lifecycle;

/// <summary>Judges everybody's stage of life: as of one day, or day by day over a range, as after an import of history.</summary>
/// <param name="AsOf">One day.</param>
/// <param name="From">First day of a range, included.</param>
/// <param name="To">Last day of a range, included.</param>
public sealed record StartLifecycleAssessment(DateOnly? AsOf, DateOnly? From, DateOnly? To)
{
    public sealed class Validator : AbstractValidator<StartLifecycleAssessment>
    {
        public Validator()
        {
            RuleFor(command => command.AsOf).Must((command, asOf) => asOf is null ? command.From is not null && command.To is not null : command.From is null && command.To is null)
                .WithErrorCode("day-or-range").WithMessage("Give either asOf, or from and to.");
            RuleFor(command => command.To).Must((command, to) => to >= command.From).When(command => command is { From: not null, To: not null })
                .WithErrorCode("range-order").WithMessage("to must not be before from.");
        }
    }

    /// <summary>What the run judges.</summary>
    public LifecycleScope ScopeFor(string actor) => new(AsOf, From, To, actor);

    internal static void Map(RouteGroupBuilder assessments)
    {
        assessments.MapPost("/", async Task<Results<Started<LifecycleProgress>, ProblemHttpResult>> (
                StartLifecycleAssessment command, Caller caller, CommandKey key, LifecycleRuns runs, Runs all, CancellationToken cancel) =>
            {
                // The key makes the run's id: sent again it is the same run.
                var run = ContentId.Of(caller.Tenant.ToString(), LifecycleRuns.Kind, key.Scope, key.Key, Convert.ToHexStringLower(key.Fingerprint.Span));
                if (await all.FindAsync(caller.Tenant, run, cancel) is null)
                {
                    if (await runs.RefusalAsync(caller.Tenant, AssessedDays.Of(command.AsOf, command.From, command.To), cancel) is { } refused) return refused.ToResult();
                    await runs.StartAsync(caller.Tenant, run, command.ScopeFor(caller.Subject), cancel);
                }
                return new Started<LifecycleProgress>($"/api/v1/lifecycle-assessments/{run:D}", LifecycleProgress.Of((await all.FindAsync(caller.Tenant, run, cancel))!));
            })
            .WithSummary("Assess the lifecycle stages of all customers").RequireRoles(Roles.Operator);

        assessments.MapGet("/{run:guid}", async Task<Results<Read<LifecycleProgress>, ProblemHttpResult>> (
                Guid run, Caller caller, Runs all, FailedCustomers failed, CancellationToken cancel) =>
                await all.FindAsync(caller.Tenant, run, cancel) is { Kind: LifecycleRuns.Kind } progress
                    ? new Read<LifecycleProgress>(await LifecycleProgress.Of(progress).NamedAsync(caller, failed, cancel))
                    : Problem.NotFound("assessment").ToResult())
            .WithSummary("Get the progress and result of an assessment of stages").RequireRoles(Roles.Operator, Roles.Reviewer, Roles.PolicyAuthor, Roles.Approver);

        assessments.MapPost("/{run:guid}/cancellation", async Task<Results<Ok, ProblemHttpResult>> (
                Guid run, Caller caller, CommandKey key, Runs all, TimeProvider time, CancellationToken cancel) =>
                await all.FindAsync(caller.Tenant, run, cancel) is not { Kind: LifecycleRuns.Kind } ? Problem.NotFound("assessment").ToResult()
                : await all.CancelAsync(caller.Tenant, run, time.GetUtcNow(), cancel) ? TypedResults.Ok()
                : Problem.Broken("not-running", "The assessment is no longer running.").ToResult())
            .WithSummary("Cancel the remaining work of an assessment of stages").RequireRoles(Roles.Operator);
    }
}

/// <summary>How far an assessment of stages is.</summary>
/// <param name="Id">The run.</param>
/// <param name="State">running, done, failed or cancelled.</param>
/// <param name="Chunks">How many pieces it has.</param>
/// <param name="ChunksDone">How many of them are done.</param>
/// <param name="Scope">What was asked for.</param>
/// <param name="Created">When.</param>
/// <param name="Ended">When it ended.</param>
/// <param name="Result">What came out, once it is done.</param>
/// <param name="Failure">Why a piece failed for good.</param>
public sealed record LifecycleProgress(
    Guid Id, RunState State, int Chunks, int ChunksDone, LifecycleScope Scope, DateTimeOffset Created, DateTimeOffset? Ended, LifecycleResult? Result, string? Failure)
{
    internal static LifecycleProgress Of(RunProgress run) => new(
        run.Id, run.State, run.Chunks, run.ChunksDone, JsonSerializer.Deserialize<LifecycleScope>(run.Parameters.Span, EventJson.Options)!,
        run.Created, run.Ended, run.Result is { } result ? JsonSerializer.Deserialize<LifecycleResult>(result.Span, EventJson.Options) : null, run.Failure);

    /// <summary>With the external ids of those who failed, where the caller may see them.</summary>
    internal async Task<LifecycleProgress> NamedAsync(Caller caller, FailedCustomers failed, CancellationToken cancel) =>
        Result is null ? this : this with { Result = Result with { Failures = await failed.NamedAsync(caller, Result.Failures, cancel) } };
}
