using CustomerTiering.BulkRuns;
using CustomerTiering.EventLog.Projections;
using CustomerTiering.EventLog.Work;
using CustomerTiering.Policies;
using CustomerTiering.Tiering.Overrides;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;

namespace CustomerTiering.Tiering;

/// <summary>Tiers: decided on facts, on due dates, on request and in runs over everybody; every decision with its trace; overrides by people.</summary>
public static class TieringModule
{
    public static IServiceCollection AddTiering(this IServiceCollection services) => services
        .AddSingleton<TierAssessor>()
        .AddSingleton<AtOnceEvaluations>()
        .AddSingleton<TierTimers>()
        .AddSingleton<FactDayTimers>()
        .AddSingleton<AssessmentDoor>()
        .AddSingleton<RateBackfills>()
        .AddSingleton<UncountedAmounts>()
        .AddSingleton<UncountedReport>()
        .AddSingleton<TiersUncounted>()
        .AddSingleton<MergedTiers>()
        .AddSingleton<TierReports>()
        .AddSingleton<OutlookReport>()
        .AddSingleton<OverdueReport>()
        .AddSingleton<DecidedTiers>()
        .AddSingleton<TierExplanations>()
        .AddSingleton<ExplanationNames>()
        .AddSingleton<DecisionReviews>()
        .AddSingleton<OverrideSteps>()
        .AddSingleton<OverrideLists>()
        .AddSingleton<OverrideTimers>()
        .AddSingleton<DecisionPreviews>()
        .AddSingleton<Projection, TiersProjection>()
        .AddSingleton(provider => provider.GetRequiredService<AtOnceEvaluations>().Follower)
        .AddSingleton(provider => provider.GetRequiredService<TierTimers>().Follower)
        .AddSingleton(provider => provider.GetRequiredService<TierTimers>().OfReturns)
        .AddSingleton(provider => provider.GetRequiredService<FactDayTimers>().Follower)
        .AddSingleton(provider => provider.GetRequiredService<RateBackfills>().Follower)
        .AddSingleton(provider => provider.GetRequiredService<MergedTiers>().Follower)
        .AddSingleton(provider => provider.GetRequiredService<OverrideTimers>().Follower)
        .AddSingleton(new Kind<TimerHandler>(OverrideTimers.Kind, provider => provider.GetRequiredService<OverrideTimers>().HandleAsync))
        .AddBeginnings<LadderBeginnings>(LadderBeginnings.Kind)
        .AddSingleton(new Kind<TimerHandler>(FactDayTimers.Kind, provider => provider.GetRequiredService<FactDayTimers>().HandleAsync))
        .AddSingleton(new Kind<TimerHandler>(TierTimers.Kind, provider => provider.GetRequiredService<TierTimers>().HandleAsync))
        .AddRun<AssessmentRuns>()
        .AddRun<TransitionPreviews>();

    public static void MapTiering(this RouteGroupBuilder api)
    {
        AssessCustomer.Map(api.MapGroup("/customers").WithTags("tiers"));
        PreviewFact.Map(api.MapGroup("/customers").WithTags("tiers"));
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
