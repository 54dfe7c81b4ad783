using System.Text.Json;
using System.Text.Json.Serialization;
using CustomerTiering.Access;
using CustomerTiering.Customers;
using CustomerTiering.EventLog.Work;
using CustomerTiering.Events;
using CustomerTiering.Evidence.Ids;
using CustomerTiering.Http;
using CustomerTiering.Http.Answers;
using CustomerTiering.Http.Contract;
using CustomerTiering.Policies;
using CustomerTiering.Rules.Decisions;
using CustomerTiering.Rules.Values;
using FluentValidation;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Routing;

namespace CustomerTiering.Tiering;

/// <summary>Assesses everybody: as of one day, or everything that was due within a range.</summary>
/// <param name="AsOf">One review of everybody as of this day.</param>
/// <param name="From">First day of a range, included.</param>
/// <param name="To">Last day of a range, included.</param>
/// <param name="Every">Distance of the reviews within the range, ISO 8601, counted from its first day; without it each policy's own schedule holds.</param>
/// <param name="Final">True: a review on the last day too, wherever it falls.</param>
/// <param name="Ladder">One ladder, or nothing for all.</param>
public sealed record StartAssessment(DateOnly? AsOf, DateOnly? From, DateOnly? To, string? Every, bool? Final, string? Ladder)
{
    public sealed class Validator : AbstractValidator<StartAssessment>
    {
        public Validator()
        {
            RuleFor(command => command.AsOf).Must((command, asOf) => asOf is null != (command.From is null || command.To is null))
                .WithErrorCode("day-or-range").WithMessage("Give either asOf, or from and to.");
            RuleFor(command => command.To).Must((command, to) => to >= command.From).When(command => command is { From: not null, To: not null })
                .WithErrorCode("range-order").WithMessage("to must not be before from.");
            RuleFor(command => command.Every).Must(every => Period.TryParse(every, out _)).When(command => command.Every is not null)
                .WithErrorCode("period").WithMessage("every must be an ISO 8601 period of whole years, months, weeks and days, such as P1M.");
            RuleFor(command => command.Every).Null().When(command => command.AsOf is not null)
                .WithErrorCode("day-or-range").WithMessage("every requires from and to.");
        }
    }

    /// <summary>The days that it is about.</summary>
    [JsonIgnore]
    public AssessedDays Days => AssessedDays.Of(AsOf, From, To);

    /// <summary>What the run assesses.</summary>
    public AssessmentScope ScopeFor(string actor)
    {
        IReadOnlyList<DateOnly>? reviews = From is { } from && To is { } to && Period.TryParse(Every, out var period)
            ? DateGrid.Between(from, period, to, Final ?? false) : null;
        return new(AsOf, From, To, reviews, Ladder, actor);
    }

    internal static void Map(RouteGroupBuilder assessments)
    {
        assessments.MapPost("/", async Task<Results<Started<AssessmentProgress>, ProblemHttpResult>> (
                StartAssessment command, Caller caller, CommandKey key, AssessmentRuns runs, AssessmentDoor door, Runs all, CancellationToken cancel) =>
            {
                // The key makes the run's id: sent again it is the same run.
                var run = ContentId.Of(caller.Tenant.ToString(), AssessmentRuns.Kind, key.Scope, key.Key, Convert.ToHexStringLower(key.Fingerprint.Span));
                if (await all.FindAsync(caller.Tenant, run, cancel) is null)
                {
                    await door.KnownAsync(caller.Tenant, cancel);
                    if (await door.RefusalAsync(caller.Tenant, command.Ladder, command.Days, cancel) is { } refused) return refused.ToResult();
                    await runs.StartAsync(caller.Tenant, run, command.ScopeFor(caller.Subject), cancel);
                }
                return new Started<AssessmentProgress>($"/api/v1/assessments/{run:D}", AssessmentProgress.Of((await all.FindAsync(caller.Tenant, run, cancel))!));
            })
            .WithSummary("Assess all customers").RequireRoles(Roles.Operator);

        assessments.MapGet("/{run:guid}", async Task<Results<Read<AssessmentProgress>, ProblemHttpResult>> (
                Guid run, Caller caller, Runs all, FailedCustomers failed, CancellationToken cancel) =>
                await all.FindAsync(caller.Tenant, run, cancel) is { Kind: AssessmentRuns.Kind } progress
                    ? new Read<AssessmentProgress>(await AssessmentProgress.Of(progress).NamedAsync(caller, failed, cancel))
                    : Problem.NotFound("assessment").ToResult())
            .WithSummary("Get the progress and result of an assessment").RequireRoles(Roles.Operator, Roles.Reviewer, Roles.PolicyAuthor, Roles.Approver);

        assessments.MapPost("/{run:guid}/cancellation", async Task<Results<Ok, ProblemHttpResult>> (
                Guid run, Caller caller, CommandKey key, Runs all, TimeProvider time, CancellationToken cancel) =>
                await all.FindAsync(caller.Tenant, run, cancel) is not { Kind: AssessmentRuns.Kind } ? Problem.NotFound("assessment").ToResult()
                : await all.CancelAsync(caller.Tenant, run, time.GetUtcNow(), cancel) ? TypedResults.Ok()
                : Problem.Broken("not-running", "The assessment is no longer running.").ToResult())
            .WithSummary("Cancel the remaining work of an assessment").RequireRoles(Roles.Operator);
    }
}

/// <summary>How far an assessment is.</summary>
/// <param name="Id">The run.</param>
/// <param name="State">running, done, failed or cancelled.</param>
/// <param name="Chunks">How many pieces it has.</param>
/// <param name="ChunksDone">How many of them are done.</param>
/// <param name="Scope">What was asked for.</param>
/// <param name="Created">When.</param>
/// <param name="Ended">When it ended.</param>
/// <param name="Result">What came out, once it is done.</param>
/// <param name="Failure">Why a piece failed for good.</param>
public sealed record AssessmentProgress(
    Guid Id, RunState State, int Chunks, int ChunksDone, AssessmentScope Scope, DateTimeOffset Created, DateTimeOffset? Ended, AssessmentResult? Result, string? Failure)
{
    public static AssessmentProgress Of(RunProgress run) => new(
        run.Id, run.State, run.Chunks, run.ChunksDone, JsonSerializer.Deserialize<AssessmentScope>(run.Parameters.Span, EventJson.Options)!,
        run.Created, run.Ended, run.Result is { } result ? JsonSerializer.Deserialize<AssessmentResult>(result.Span, EventJson.Options) : null, run.Failure);

    /// <summary>With the external ids of those who failed, where the caller may see them.</summary>
    internal async Task<AssessmentProgress> NamedAsync(Caller caller, FailedCustomers failed, CancellationToken cancel) =>
        Result is null ? this : this with { Result = Result with { Failures = await failed.NamedAsync(caller, Result.Failures, cancel) } };
}
