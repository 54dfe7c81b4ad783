using CustomerTiering.EventLog.Projections;
using CustomerTiering.Http.Json;

namespace CustomerTiering.Api.Hosting;

/// <summary>The health of a projection or follower, over all companies.</summary>
/// <param name="Name">The projection or follower.</param>
/// <param name="Status"><c>ok</c>, or <c>stopped</c> if it is stopped in any company.</param>
/// <param name="Lag">The largest lag in any company, in events.</param>
/// <param name="StoppedAt">The position of the event that stopped it, or null.</param>
/// <param name="Reason">The type of the failure; its message is only in the log.</param>
public sealed record ProjectionHealth(string Name, string Status, long Lag, long? StoppedAt, string? Reason)
{
    /// <summary>Answers 503 if one is stopped; without company ids and failure messages.</summary>
    internal static async Task<IResult> HandleAsync(ProjectionAdmin admin, CancellationToken cancel)
    {
        var statuses = new List<ProjectionStatus>();
        var following = new List<FollowerStatus>();
        foreach (var tenant in await admin.TenantsAsync(cancel))
        {
            statuses.AddRange((await admin.StatusAsync(tenant, cancel)).Where(status => status.Live));
            following.AddRange(await admin.FollowersAsync(tenant, cancel));
        }
        var projections = statuses.GroupBy(status => status.Name, StringComparer.Ordinal)
            .OrderBy(group => group.Key, StringComparer.Ordinal).Select(Of).ToArray();
        var followers = following.GroupBy(status => status.Name, StringComparer.Ordinal)
            .OrderBy(group => group.Key, StringComparer.Ordinal).Select(Of).ToArray();
        var stopped = projections.Concat(followers).Any(one => one.Status == "stopped");
        return TypedResults.Json(
            new { status = stopped ? "failing" : "ok", projections, followers }, JsonSettings.Options, statusCode: stopped ? 503 : 200);
    }

    private static ProjectionHealth Of(IGrouping<string, ProjectionStatus> everywhere)
    {
        var stopped = everywhere.FirstOrDefault(status => status.State == ProjectionState.Stopped);
        return new(everywhere.Key, stopped is null ? "ok" : "stopped", everywhere.Max(status => status.Lag), stopped?.StoppedAt,
            stopped?.Reason?.Split(':')[0]);
    }

    private static ProjectionHealth Of(IGrouping<string, FollowerStatus> everywhere)
    {
        var stopped = everywhere.FirstOrDefault(status => status.StoppedAt is not null);
        return new(everywhere.Key, stopped is null ? "ok" : "stopped", everywhere.Max(status => status.Lag), stopped?.StoppedAt,
            stopped?.Reason?.Split(':')[0]);
    }
}
