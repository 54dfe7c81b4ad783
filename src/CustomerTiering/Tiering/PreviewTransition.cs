using System.Text.Json;
using CustomerTiering.Access;
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

namespace CustomerTiering.Tiering;

/// <summary>Previews what a version would make of held tiers, before it is put in force.</summary>
/// <param name="From">The day on which it would come into force, in the policy's zone; nothing for today.</param>
public sealed record PreviewTransition(DateOnly? From)
{
    public sealed class Validator : AbstractValidator<PreviewTransition>
    {
        public Validator() => RuleFor(command => command.From).LessThan(new DateOnly(2051, 1, 1));
    }

    internal static void MapStart(RouteGroupBuilder policies) => policies
        .MapPost("/{name}/versions/{version:int}/transition-preview", async Task<Results<Started<TransitionProgress>, ProblemHttpResult>> (
            string name, int version, PreviewTransition command, Caller caller, CommandKey key, StandardsInForce standards, TransitionPreviews previews, Runs runs,
            CancellationToken cancel) =>
        {
            if (await standards.AsIfInForceAsync(caller.Tenant, name, version, command.From, cancel) is not { } policy) return Problem.NotFound("version").ToResult();
            // The key makes the run's id: sent again it is the same run.
            var run = ContentId.Of(caller.Tenant.ToString(), TransitionPreviews.Kind, key.Scope, key.Key, Convert.ToHexStringLower(key.Fingerprint.Span));
            await previews.StartAsync(caller.Tenant, run, new(name, version, policy.From, caller.Subject), cancel);
            return new Started<TransitionProgress>($"/api/v1/transition-previews/{run:D}", TransitionProgress.Of((await runs.FindAsync(caller.Tenant, run, cancel))!));
        })
        .WithSummary("Preview how a version would change held tiers").RequireRoles(Roles.PolicyAuthor, Roles.Approver, Roles.Operator);

    internal static void MapProgress(RouteGroupBuilder previews) => previews
        .MapGet("/{run:guid}", async Task<Results<Read<TransitionProgress>, ProblemHttpResult>> (Guid run, Caller caller, Runs runs, CancellationToken cancel) =>
            await runs.FindAsync(caller.Tenant, run, cancel) is { Kind: TransitionPreviews.Kind } progress
                ? new Read<TransitionProgress>(TransitionProgress.Of(progress))
                : Problem.NotFound("transition preview").ToResult())
        .WithSummary("Get the progress and result of a preview: who would move, and between which tiers").RequireRoles(Roles.PolicyAuthor, Roles.Approver, Roles.Operator, Roles.Reviewer);
}

/// <summary>How far a preview is.</summary>
/// <param name="Id">The run.</param>
/// <param name="State">running, done, failed or cancelled.</param>
/// <param name="Chunks">How many pieces it has.</param>
/// <param name="ChunksDone">How many of them are done.</param>
/// <param name="Scope">What was asked for.</param>
/// <param name="Result">What would come out, once it is done.</param>
/// <param name="Failure">Why a piece failed for good.</param>
public sealed record TransitionProgress(Guid Id, RunState State, int Chunks, int ChunksDone, TransitionScope Scope, TransitionResult? Result, string? Failure)
{
    internal static TransitionProgress Of(RunProgress run) => new(
        run.Id, run.State, run.Chunks, run.ChunksDone, JsonSerializer.Deserialize<TransitionScope>(run.Parameters.Span, EventJson.Options)!,
        run.Result is { } result ? JsonSerializer.Deserialize<TransitionResult>(result.Span, EventJson.Options) : null, run.Failure);
}
