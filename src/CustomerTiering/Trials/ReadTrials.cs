using System.Text.Json;
using CustomerTiering.Access;
using CustomerTiering.EventLog.Work;
using CustomerTiering.Events;
using CustomerTiering.Http;
using CustomerTiering.Http.Answers;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Routing;

namespace CustomerTiering.Trials;

/// <summary>Trials: how far they are, and what came out.</summary>
public static class ReadTrials
{
    private const int Latest = 50;

    private static readonly string[] Readers = [Roles.PolicyAuthor, Roles.Approver, Roles.Operator, Roles.Reviewer];

    internal static void Map(RouteGroupBuilder trials)
    {
        trials.MapGet("/", async Task<Read<IReadOnlyList<TrialProgress>>> (Caller caller, Runs all, CancellationToken cancel) =>
                new([.. (await all.LatestAsync(caller.Tenant, TrialRuns.Kind, Latest, cancel)).Select(run => TrialProgress.Of(run) with { Result = null })]))
            .WithSummary("List the latest trials without their results, newest first").RequireRoles(Readers);

        trials.MapGet("/{id:guid}", async Task<Results<Read<TrialProgress>, ProblemHttpResult>> (Guid id, Caller caller, Runs all, CancellationToken cancel) =>
                await all.FindAsync(caller.Tenant, id, cancel) is { Kind: TrialRuns.Kind } run
                    ? new Read<TrialProgress>(TrialProgress.Of(run))
                    : Problem.NotFound("trial").ToResult())
            .WithSummary("Get the progress and result of a trial").RequireRoles(Readers);
    }
}

/// <summary>How far a trial is.</summary>
/// <param name="Id">The run.</param>
/// <param name="State">running, done, failed or cancelled.</param>
/// <param name="Chunks">How many pieces it has.</param>
/// <param name="ChunksDone">How many of them are done.</param>
/// <param name="Drafts">What is tried, without the texts.</param>
/// <param name="From">The day on which they come into force.</param>
/// <param name="To">The last day.</param>
/// <param name="Actor">Who asked for it.</param>
/// <param name="Created">When.</param>
/// <param name="Ended">When it ended.</param>
/// <param name="Digest">SHA-256 over the canonical form of the result, hex: what an approval records.</param>
/// <param name="Result">What came out, once it is done.</param>
/// <param name="Failure">Why a piece failed for good.</param>
/// <param name="Segment">The segment in which customers are on the last day; null for everybody.</param>
/// <param name="CarryHeld">Whether the tiers held before go on under the drafts.</param>
public sealed record TrialProgress(
    Guid Id, RunState State, int Chunks, int ChunksDone, IReadOnlyList<TriedText> Drafts, DateOnly From, DateOnly To, string Actor, DateTimeOffset Created,
    DateTimeOffset? Ended, string? Digest, TrialResult? Result, string? Failure, string? Segment, bool CarryHeld)
{
    public static TrialProgress Of(RunProgress run)
    {
        var scope = JsonSerializer.Deserialize<TrialScope>(run.Parameters.Span, EventJson.Options)!;
        return new(
            run.Id, run.State, run.Chunks, run.ChunksDone, [.. scope.Drafts.Select(draft => new TriedText(draft.Name, draft.Version, draft.Digest))], scope.From, scope.To,
            scope.Actor, run.Created, run.Ended, run.Result is { } bytes ? TrialRuns.DigestOf(bytes) : null,
            run.Result is { } result ? JsonSerializer.Deserialize<TrialResult>(result.Span, EventJson.Options) : null, run.Failure, scope.Segment, scope.CarryHeld);
    }
}

/// <summary>Which text is tried.</summary>
/// <param name="Name">The ladder.</param>
/// <param name="Version">From 1; 0 for a document that is no version.</param>
/// <param name="Digest">SHA-256 of its canonical form, hex.</param>
public sealed record TriedText(string Name, int Version, string Digest);
