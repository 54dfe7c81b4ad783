using CustomerTiering.EventLog.Projections;
using CustomerTiering.Http.Json;

namespace CustomerTiering.Api.Hosting;

/// <summary>How a read model is, over all companies.</summary>
/// <param name="Name">The projection.</param>
/// <param name="Status"><c>ok</c>, or <c>stopped</c> if it is in any company.</param>
/// <param name="Lag">The most events that it is behind in any company.</param>
/// <param name="StoppedAt">The position of the event that it could not fold.</param>
/// <param name="Reason">The kind of failure; its text is in the log alone.</param>
public sealed record ProjectionHealth(string Name, string Status, long Lag, long? StoppedAt, string? Reason)
{
    /// <summary>Answers 503 if one is stopped; without ids of companies and without texts of failures.</summary>
    internal static async Task<IResult> HandleAsync(ProjectionAdmin admin, CancellationToken cancel)
    {
        var statuses = new List<ProjectionStatus>();
        foreach (var tenant in await admin.TenantsAsync(cancel)) statuses.AddRange((await admin.StatusAsync(tenant, cancel)).Where(status => status.Live));
        var projections = statuses.GroupBy(status => status.Name, StringComparer.Ordinal).OrderBy(group => group.Key, StringComparer.Ordinal).Select(Of).ToArray();
        var stopped = projections.Any(projection => projection.Status == "stopped");
        return TypedResults.Json(new { status = stopped ? "failing" : "ok", projections }, JsonSettings.Options, statusCode: stopped ? 503 : 200);
    }

    private static ProjectionHealth Of(IGrouping<string, ProjectionStatus> everywhere)
    {
        var stopped = everywhere.FirstOrDefault(status => status.State == ProjectionState.Stopped);
        return new(everywhere.Key, stopped is null ? "ok" : "stopped", everywhere.Max(status => status.Lag), stopped?.StoppedAt, stopped?.Reason?.Split(':')[0]);
    }
}
