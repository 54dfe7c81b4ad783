using CustomerTiering.EventLog.Projections;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;

namespace CustomerTiering.Satisfaction;

/// <summary>What customers answer when they are asked, and what they complain about.</summary>
public static class SatisfactionModule
{
    public static IServiceCollection AddSatisfaction(this IServiceCollection services) => services
        .AddSingleton<Projection, SurveysProjection>()
        .AddSingleton<Projection, ComplaintsProjection>();

    public static void MapSatisfaction(this RouteGroupBuilder api)
    {
        var group = api.MapGroup("").WithTags("satisfaction");
        AskSurvey.Map(group);
        AnswerSurvey.Map(group);
        OpenComplaint.Map(group);
        ResolveComplaint.Map(group);
        ReopenComplaint.Map(group);
        ReadSatisfaction.Map(group);
        ReportSatisfaction.Map(group);
    }
}
