using CustomerTiering.Composition;
using CustomerTiering.Policies;
using CustomerTiering.Walks;

namespace CustomerTiering.Segments;

/// <summary>Segment memberships, judged on facts, on silence when it falls due, and in runs; and the segment filter of all reports.</summary>
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
