using CustomerTiering.Access;
using CustomerTiering.EventLog.Work;
using CustomerTiering.Evidence.Ids;
using CustomerTiering.Http;
using CustomerTiering.Http.Answers;
using CustomerTiering.Http.Contract;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;

namespace CustomerTiering.BulkRuns;

/// <summary>
/// A kind of run over all customers as offered by the API. Each kind maps its own start and progress endpoints, since the compiler generates the
/// binding of an endpoint only if no type in it is generic.
/// </summary>
/// <typeparam name="TScope">The requested scope, as stored.</typeparam>
/// <typeparam name="TResult">The result, as stored.</typeparam>
/// <typeparam name="TAnswer">The progress of a run, as the API returns it.</typeparam>
public abstract class RunOverHttp<TScope, TResult, TAnswer>(RunServices services, RunDescription about)
    : RunOverEverybody<TScope, TResult>(services, about)
    where TScope : class
    where TResult : class
{
    public TAnswer AnswerOf(RunProgress run) => Answer(run, ScopeOf(run), ResultOf(run));

    protected abstract TAnswer Answer(RunProgress run, TScope scope, TResult? result);

    /// <summary>Adds customers' external ids to the result, if the caller may see them.</summary>
    protected virtual Task<TResult> NamedAsync(Caller caller, TResult result, CancellationToken cancel) => Task.FromResult(result);

    /// <summary>Starts a run. Its id derives from the idempotency key: a retry returns the same run and does not evaluate the scope.</summary>
    public async Task<Results<Started<TAnswer>, ProblemHttpResult>> StartAsync(
        Caller caller, CommandKey key, Func<Task<Result<TScope>>> scopeAsync, CancellationToken cancel)
    {
        var run = ContentId.Of(caller.Tenant.ToString(), Description.Kind, key.Scope, key.Key, Convert.ToHexStringLower(key.Fingerprint.Span));
        if (await FindAsync(run, caller, cancel) is null)
        {
            if (!(await scopeAsync()).TryGet(out var scope, out var problem)) return problem.ToResult();
            await StartAsync(caller.Tenant, run, scope, cancel);
        }
        return new Started<TAnswer>($"/api/v1/{Description.Route}/{run:D}", AnswerOf((await FindAsync(run, caller, cancel))!));
    }

    public async Task<Results<Read<TAnswer>, ProblemHttpResult>> ProgressAsync(Guid run, Caller caller, CancellationToken cancel)
    {
        if (await FindAsync(run, caller, cancel) is not { } found) return Problem.NotFound(Description.Noun).ToResult();
        var result = ResultOf(found) is { } stored ? await NamedAsync(caller, stored, cancel) : null;
        return new Read<TAnswer>(Answer(found, ScopeOf(found), result));
    }

    public async Task<Results<Ok, ProblemHttpResult>> CancelAsync(Guid run, Caller caller, CancellationToken cancel) =>
        await FindAsync(run, caller, cancel) is null ? Problem.NotFound(Description.Noun).ToResult()
        : await Services.Runs.CancelAsync(caller.Tenant, run, Services.Time.GetUtcNow(), cancel) ? TypedResults.Ok()
        : Problem.Broken("not-running", $"The {Description.Noun} is no longer running.").ToResult();

    private async Task<RunProgress?> FindAsync(Guid run, Caller caller, CancellationToken cancel) =>
        await Services.Runs.FindAsync(caller.Tenant, run, cancel) is { } found && found.Kind == Description.Kind ? found : null;
}

/// <summary>Endpoint mappings shared by all kinds of run.</summary>
public static class RunEndpoints
{
    public static RouteGroupBuilder MapGroup(this RouteGroupBuilder api, RunDescription about) => api.MapGroup($"/{about.Route}").WithTags(about.Tag);

    public static RouteGroupBuilder WithCancellation<TRun>(this RouteGroupBuilder runs)
        where TRun : IRunOverHttp
    {
        runs.MapPost("/{run:guid}/cancellation", Task<Results<Ok, ProblemHttpResult>> (
                Guid run, Caller caller, CommandKey key, IServiceProvider services, CancellationToken cancel) =>
                services.GetRequiredService<TRun>().CancelAsync(run, caller, cancel))
            .WithSummary(TRun.About.CancelSummary!).RequireRoles(TRun.About.Starters);
        return runs;
    }

    public static void Starts(this RouteHandlerBuilder endpoint, RunDescription about) =>
        endpoint.WithSummary(about.StartSummary).RequireRoles(about.Starters);

    public static void TellsProgress(this RouteHandlerBuilder endpoint, RunDescription about) =>
        endpoint.WithSummary(about.ProgressSummary).RequireRoles(about.Readers);
}
