using CustomerTiering.EventLog.Projections;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;

namespace CustomerTiering.Policies;

/// <summary>Standards: drafted, revised, submitted, approved by somebody else, put in force at a date.</summary>
public static class PoliciesModule
{
    public static IServiceCollection AddPolicies(this IServiceCollection services) => services
        .AddSingleton<StandardCatalogue>()
        .AddSingleton<StandardsInForce>()
        .AddSingleton<Governance>()
        .AddSingleton<WrittenPolicies>()
        .AddSingleton<Projection, StandardsProjection>();

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
        }
    }
}
