using CustomerTiering.Access;
using CustomerTiering.EventLog.Work;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Routing;

namespace CustomerTiering.BulkRuns;

/// <summary>A kind of run offered by the API. Its module registers it with <c>AddRun</c> and maps it.</summary>
public interface IRunOverHttp
{
    static abstract RunDescription About { get; }

    RunKind RunKind { get; }

    static abstract void Map(RouteGroupBuilder api);

    Task<Results<Ok, ProblemHttpResult>> CancelAsync(Guid run, Caller caller, CancellationToken cancel);
}
