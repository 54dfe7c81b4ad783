using CustomerTiering.EventLog.Projections;
using CustomerTiering.EventLog.Work;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;

namespace CustomerTiering.Policies;

/// <summary>Standards: drafted, revised, submitted, approved by others, put in force from a day, superseded, retired.</summary>
public static class PoliciesModule
{
    /// <param name="services">The services.</param>
    /// <param name="rules">What the company asks of approvals.</param>
    public static IServiceCollection AddPolicies(this IServiceCollection services, ApprovalRules rules) => services
        .AddSingleton(rules)
        .AddSingleton<StandardCatalogue>()
        .AddSingleton<StandardsInForce>()
        .AddSingleton<TodayOfStandards>()
        .AddSingleton<OverdueTiers>()
        .AddSingleton<Governance>()
        .AddSingleton<WrittenPolicies>()
        .AddSingleton<StandardDrafts>()
        .AddSingleton<TrialResults>()
        .AddSingleton<ApprovalLapses>()
        .AddSingleton<Projection, StandardsProjection>()
        .AddSingleton(provider => provider.GetRequiredService<ApprovalLapses>().Follower)
        .AddSingleton(new Kind<TimerHandler>(ApprovalLapses.Kind, provider => provider.GetRequiredService<ApprovalLapses>().HandleAsync));

    public static void MapPolicies(this RouteGroupBuilder api)
    {
        foreach (var kind in StandardKind.All)
        {
            var group = api.MapGroup(kind.Route).WithTags(kind.Route);
            DraftStandard.Map(group, kind);
            ReviseStandard.Map(group, kind);
            SubmitStandard.Map(group, kind);
            ApproveStandard.Map(group, kind);
            RejectStandard.Map(group, kind);
            PutStandardInForce.Map(group, kind);
            RetireStandard.Map(group, kind);
            ReadStandards.Map(group, kind);
            CompareStandards.Map(group, kind);
            ExportStandard.Map(group, kind);
        }
    }
}
