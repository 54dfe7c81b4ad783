using CustomerTiering.Composition;

namespace CustomerTiering.Satisfaction;

/// <summary>Surveys, complaints and satisfaction reports.</summary>
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
