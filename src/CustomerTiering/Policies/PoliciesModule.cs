using CustomerTiering.Composition;

namespace CustomerTiering.Policies;

/// <summary>Standards: drafted, revised, submitted, approved by others, put in force from a given day, superseded, retired.</summary>
public sealed class PoliciesModule : Module
{
    public override IReadOnlyList<EventType> Events =>
    [
        new("StandardDrafted", 1, typeof(StandardDrafted)),
        new("StandardRevised", 1, typeof(StandardRevised)),
        new("StandardSubmitted", 1, typeof(StandardSubmitted)),
        new("StandardApproved", 1, typeof(StandardApproved)),
        new("ApprovalLapsed", 1, typeof(ApprovalLapsed)),
        new("StandardRejected", 1, typeof(StandardRejected)),
        new("StandardPutInForce", 1, typeof(StandardPutInForce)),
        new("StandardRetired", 1, typeof(StandardRetired)),
    ];

    public override void AddServices(IServiceCollection services) => services
        .AddSingleton<StandardCatalogue>()
        .AddSingleton<StandardsInForce>()
        .AddSingleton<TodayOfStandards>()
        .AddSingleton<OverdueTiers>()
        .AddSingleton<Governance>()
        .AddSingleton<WrittenPolicies>()
        .AddSingleton<StandardDrafts>()
        .AddSingleton<TrialResults>()
        .AddProjection<StandardsProjection>()
        .AddFollower<ApprovalLapses>(service => service.Follower)
        .AddTimer<ApprovalLapses>(ApprovalLapses.Kind, service => service.HandleAsync);

    public override void Map(RouteGroupBuilder api)
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
