using CustomerTiering.EventLog.Projections;
using CustomerTiering.Events;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;

namespace CustomerTiering.Activity;

/// <summary>What customers do: facts in, one by one or as a stream; a customer's timeline, purchases, and facts as of a date.</summary>
public static class ActivityModule
{
    public static IServiceCollection AddActivity(this IServiceCollection services)
    {
        services.TryAddSingleton<ReadableEvents>();
        return services.AddSingleton<Indicators>().AddSingleton<Projection, PurchasesProjection>().AddSingleton<Projection, IndicatorNamesProjection>();
    }

    public static void MapActivity(this RouteGroupBuilder api)
    {
        var group = api.MapGroup("").WithTags("activity");
        RecordPurchase.Map(group);
        RecordReturn.Map(group);
        RecordCancellation.Map(group);
        RecordReinstatement.Map(group);
        RecordInteraction.Map(group);
        RecordReferral.Map(group);
        RecordIndicator.Map(group);
        DeclareIndicator.Map(group);
        ReadIndicators.Map(group);
        CorrectFact.Map(group);
        RecordFacts.Map(group);
        ReadFact.Map(group);
        ReadTimeline.Map(group);
        ReadPurchases.Map(group);
        ReadFactsAsOf.Map(group);
    }
}
