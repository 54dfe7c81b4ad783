using CustomerTiering.BulkRuns;
using CustomerTiering.EventLog.Projections;
using CustomerTiering.EventLog.Work;
using CustomerTiering.Policies;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;

namespace CustomerTiering.Segments;

/// <summary>Segments: who is in them, by facts, by silence on the day it counts, and in runs; and the filter of every report.</summary>
public static class SegmentsModule
{
    public static IServiceCollection AddSegments(this IServiceCollection services) => services
        .AddSingleton<SegmentJudge>()
        .AddSingleton<SegmentsByThemselves>()
        .AddSingleton<SegmentBeginnings>()
        .AddSingleton<SegmentReports>()
        .AddSingleton<SegmentFilters>()
        .AddSingleton<SegmentMembers>()
        .AddSingleton<Projection, SegmentsProjection>()
        .AddSingleton(provider => provider.GetRequiredService<SegmentsByThemselves>().Follower)
        .AddSingleton(provider => provider.GetRequiredService<SegmentBeginnings>().Follower)
        .AddSingleton(new Kind<TimerHandler>(SegmentBeginnings.Kind, provider => provider.GetRequiredService<SegmentBeginnings>().HandleAsync))
        .AddSingleton(new Kind<TimerHandler>(SegmentJudge.TimerKind, provider => provider.GetRequiredService<SegmentsByThemselves>().HandleAsync))
        .AddRun<SegmentRuns>();

    public static void MapSegments(this RouteGroupBuilder api)
    {
        ReadSegments.Map(api.MapGroup("/customers").WithTags("segments"));
        SegmentReports.Map(api.MapGroup(StandardKind.Segment.Route).WithTags("segments"), api.MapGroup("/reports").WithTags("reports"));
    }
}
