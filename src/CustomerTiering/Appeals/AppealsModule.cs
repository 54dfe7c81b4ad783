using CustomerTiering.Composition;

namespace CustomerTiering.Appeals;

/// <summary>
/// Appeals against decisions: filed, taken up by a person who took no part in the decision, and upheld or dismissed within a monitored term.
/// </summary>
public sealed class AppealsModule : Module
{
    public override IReadOnlyList<EventType> Events =>
    [
        new("AppealFiled", 1, typeof(AppealFiled), "grounds"),
        new("AppealTakenUp", 1, typeof(AppealTakenUp)),
        new("AppealUpheld", 1, typeof(AppealUpheld), "comment"),
        new("AppealDismissed", 1, typeof(AppealDismissed), "reasons"),
        new("AppealClosed", 1, typeof(AppealClosed)),
        new("AppealDeadlineMissed", 1, typeof(AppealDeadlineMissed)),
    ];

    public override void AddServices(IServiceCollection services) => services
        .AddSingleton<AppealSteps>()
        .AddSingleton<AppealLists>()
        .AddFollower<AppealMergeFollower>(service => service.Follower)
        .AddProjection<AppealsProjection>()
        .AddFollower<AppealDeadlines>(service => service.Follower)
        .AddTimer<AppealDeadlines>(AppealDeadlines.Kind, service => service.HandleAsync);

    public override void Map(RouteGroupBuilder api)
    {
        FileAppeal.Map(api.MapGroup("/customers").WithTags("appeals"));
        var appeals = api.MapGroup("/appeals").WithTags("appeals");
        TakeUpAppeal.Map(appeals);
        UpholdAppeal.Map(appeals);
        DismissAppeal.Map(appeals);
        ReadAppeals.Map(appeals);
    }
}
