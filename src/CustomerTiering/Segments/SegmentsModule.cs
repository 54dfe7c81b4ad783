using CustomerTiering.BulkRuns;
using CustomerTiering.EventLog.Projections;
using CustomerTiering.Policies;
using CustomerTiering.Walks;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;

namespace CustomerTiering.Segments;

/// <summary>Segments: who is in them, by facts, by silence on the day it counts, and in runs; and the filter of every report.</summary>
public static class SegmentsModule
{
    public static IServiceCollection AddSegments(this IServiceCollection services) => services
        .AddSingleton<SegmentReports>()
        .AddSingleton<SegmentFilters>()
        .AddSingleton<SegmentMembers>()
        .AddSingleton<Projection, SegmentsProjection>()
        .AddWalk<SegmentWalk>(SegmentWalk.Due)
        .AddBeginnings<SegmentBeginnings>(SegmentBeginnings.Kind)
        .AddRun<SegmentRuns>();

    public static void MapSegments(this RouteGroupBuilder api)
    {
        ReadSegments.Map(api.MapGroup("/customers").WithTags("segments"));
        SegmentReports.Map(api.MapGroup(StandardKind.Segment.Route).WithTags("segments"), api.MapGroup("/reports").WithTags("reports"));
    }
}
