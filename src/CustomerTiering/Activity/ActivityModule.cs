using CustomerTiering.Composition;

namespace CustomerTiering.Activity;

/// <summary>Customer activity: recording of facts, one by one or as a stream; timelines, purchases, and facts as of a date.</summary>
public sealed class ActivityModule : Module
{
    public override IReadOnlyList<EventType> Events => [new("IndicatorDeclared", 1, typeof(IndicatorDeclared))];

    public override void AddServices(IServiceCollection services) => services
        .AddSingleton<Indicators>()
        .AddProjection<PurchasesProjection>()
        .AddProjection<IndicatorNamesProjection>();

    public override void Map(RouteGroupBuilder api)
    {
        var group = api.MapGroup("").WithTags("activity");
        MapFacts(group);
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
