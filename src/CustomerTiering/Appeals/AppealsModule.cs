using CustomerTiering.EventLog.Projections;
using CustomerTiering.EventLog.Work;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;

namespace CustomerTiering.Appeals;

/// <summary>Appeals against decisions: filed, taken up by somebody who took no part, upheld or dismissed within a term that is watched.</summary>
public static class AppealsModule
{
    public static IServiceCollection AddAppeals(this IServiceCollection services) => services
        .AddSingleton<AppealSteps>()
        .AddSingleton<AppealLists>()
        .AddSingleton<AppealDeadlines>()
        .AddSingleton<AppealsOfMerged>()
        .AddSingleton(provider => provider.GetRequiredService<AppealsOfMerged>().Follower)
        .AddSingleton<Projection, AppealsProjection>()
        .AddSingleton(provider => provider.GetRequiredService<AppealDeadlines>().Follower)
        .AddSingleton(new Kind<TimerHandler>(AppealDeadlines.Kind, provider => provider.GetRequiredService<AppealDeadlines>().HandleAsync));

    public static void MapAppeals(this RouteGroupBuilder api)
    {
        FileAppeal.Map(api.MapGroup("/customers").WithTags("appeals"));
        var appeals = api.MapGroup("/appeals").WithTags("appeals");
        TakeUpAppeal.Map(appeals);
        UpholdAppeal.Map(appeals);
        DismissAppeal.Map(appeals);
        ReadAppeals.Map(appeals);
    }
}
