using CustomerTiering.Composition;

namespace CustomerTiering.Satisfaction;

/// <summary>What customers answer when they are asked, and what they complain about.</summary>
public sealed class SatisfactionModule : Module
{
    public override void AddServices(IServiceCollection services) => services
        .AddProjection<SurveysProjection>()
        .AddProjection<ComplaintsProjection>();

    public override void Map(RouteGroupBuilder api)
    {
        var group = api.MapGroup("").WithTags("satisfaction");
        MapFacts(group);
        ReadSatisfaction.Map(group);
        ReportSatisfaction.Map(group);
    }
}
