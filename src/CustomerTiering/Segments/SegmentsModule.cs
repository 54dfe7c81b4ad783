using CustomerTiering.Composition;
using CustomerTiering.Policies;
using CustomerTiering.Walks;

namespace CustomerTiering.Segments;

/// <summary>Segments: who is in them, by facts, by silence on the day it counts, and in runs; and the filter of every report.</summary>
public sealed class SegmentsModule : Module
{
    public override void AddServices(IServiceCollection services) => services
        .AddSingleton<SegmentReports>()
        .AddSingleton<SegmentFilters>()
        .AddSingleton<SegmentMembers>()
        .AddProjection<SegmentsProjection>()
        .AddWalk<SegmentWalk>(SegmentWalk.Due)
        .AddBeginnings<SegmentBeginnings>(SegmentBeginnings.Kind)
        .AddRun<SegmentRuns>();

    public override void Map(RouteGroupBuilder api)
    {
        ReadSegments.Map(api.MapGroup("/customers").WithTags("segments"));
        SegmentReports.Map(api.MapGroup(StandardKind.Segment.Route).WithTags("segments"), api.MapGroup("/reports").WithTags("reports"));
        SegmentRuns.Map(api);
    }
}
