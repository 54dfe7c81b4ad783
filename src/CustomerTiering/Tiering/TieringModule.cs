using CustomerTiering.Composition;
using CustomerTiering.Policies;
using CustomerTiering.Tiering.Assessments;
using CustomerTiering.Tiering.Deciding;
using CustomerTiering.Tiering.Overrides;
using CustomerTiering.Tiering.Reading;

namespace CustomerTiering.Tiering;

/// <summary>Tier decisions on facts, on due dates, on request and in runs over all customers; explanations, reports and manual overrides.</summary>
public sealed class TieringModule : Module
{
    public override IReadOnlyList<EventType> Events =>
    [
        new("TierDecided", 1, typeof(TierDecided)),
        new("DowngradeWarned", 1, typeof(DowngradeWarned)),
        new("RetentionForeseen", 1, typeof(RetentionForeseen)),
        new("OverrideRequested", 1, typeof(OverrideRequested), "text"),
        new("OverrideApproved", 1, typeof(OverrideApproved), "comment"),
        new("OverrideRejected", 1, typeof(OverrideRejected), "comment"),
        new("OverrideGranted", 1, typeof(OverrideGranted)),
        new("OverrideBegan", 1, typeof(OverrideBegan)),
        new("OverrideRevoked", 1, typeof(OverrideRevoked), "reason"),
        new("OverrideExpired", 1, typeof(OverrideExpired)),
        new("EffectiveTierRestated", 1, typeof(EffectiveTierRestated)),
    ];

    public override void AddServices(IServiceCollection services) => services
        .AddSingleton<TierAssessor>()
        .AddSingleton<AssessmentDoor>()
        .AddSingleton<UncountedAmounts>()
        .AddSingleton<UncountedReport>()
        .AddSingleton<TiersUncounted>()
        .AddSingleton<TierReports>()
        .AddSingleton<OutlookReport>()
        .AddSingleton<OverdueReport>()
        .AddSingleton<CountOverdueTiers>(provider => provider.GetRequiredService<OverdueReport>().CountAsync)
        .AddSingleton<DecidedTiers>()
        .AddSingleton<TierExplanations>()
        .AddSingleton<ExplanationNames>()
        .AddSingleton<DecisionReviews>()
        .AddSingleton<OverrideSteps>()
        .AddSingleton<OverrideLists>()
        .AddSingleton<DecisionPreviews>()
        .AddProjection<TiersProjection>()
        .AddFollower<AtOnceEvaluations>(service => service.Follower)
        .AddFollower<TierTimers>(service => service.Follower)
        .AddFollower<TierTimers>(service => service.OfReturns)
        .AddFollower<FactDayTimers>(service => service.Follower)
        .AddBeginnings<LadderBeginnings>(LadderBeginnings.Kind)
        .AddFollower<RateBackfills>(service => service.Follower)
        .AddFollower<TierMergeFollower>(service => service.Follower)
        .AddFollower<OverrideTimers>(service => service.Follower)
        .AddTimer<OverrideTimers>(OverrideTimers.Kind, service => service.HandleAsync)
        .AddTimer<FactDayTimers>(FactDayTimers.Kind, service => service.HandleAsync)
        .AddTimer<TierTimers>(TierTimers.Kind, service => service.HandleAsync)
        .AddRun<AssessmentRuns>()
        .AddRun<TransitionPreviews>();

    public override void Map(RouteGroupBuilder api)
    {
        AssessCustomer.Map(api.MapGroup("/customers").WithTags("tiers"));
        PreviewFact.Map(api.MapGroup("/customers").WithTags("tiers"));
        TransitionPreviews.Map(api);
        AssessmentRuns.Map(api);
        TierReports.Map(api.MapGroup("/reports").WithTags("reports"));
        OutlookReport.Map(api.MapGroup("/reports").WithTags("reports"));
        UncountedReport.Map(api.MapGroup("/reports").WithTags("reports"));
        OverdueReport.Map(api.MapGroup("/reports").WithTags("reports"));
        ReadTiers.Map(api.MapGroup("").WithTags("tiers"));
        ReadExplanations.Map(api.MapGroup("").WithTags("tiers"));
        var overrides = api.MapGroup("/customers/{customer:guid}/tiers/{ladder}/overrides").WithTags("overrides");
        RequestOverride.Map(overrides);
        ApproveOverride.Map(overrides);
        RejectOverride.Map(overrides);
        RevokeOverride.Map(overrides);
        ReadOverrides.Map(overrides, api.MapGroup("/overrides").WithTags("overrides"));
    }
}
