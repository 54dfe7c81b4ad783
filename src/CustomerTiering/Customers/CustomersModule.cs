using CustomerTiering.Composition;
using CustomerTiering.Customers.Duplicates;
using CustomerTiering.Persons;

namespace CustomerTiering.Customers;

/// <summary>Customers: registration, description, correction, groups, search, duplicates and merges.</summary>
public sealed class CustomersModule : Module
{
    public override IReadOnlyList<EventType> Events => [new("DuplicateDismissed", 1, typeof(DuplicateDismissed), "reason")];

    public override void AddServices(IServiceCollection services) => services
        .AddSingleton<CustomerChanges>()
        .AddSingleton<PersonMergeFollower>()
        .AddFollower<PersonMergeFollower>(service => service.Follower)
        .AddSingleton<PersonMatches>()
        .AddSingleton<MatchKeys>()
        .AddFollower<MatchKeys>(service => service.Follower)
        .AddSingleton<DuplicateReport>()
        .AddSingleton<ExternalIds>()
        .AddSingleton<FailedCustomers>()
        .AddSingleton<UndecidedCustomers>()
        .AddProjection<CustomersProjection>();

    public override void Map(RouteGroupBuilder api)
    {
        MapFacts(api.MapGroup("").WithTags("customers"));
        var group = api.MapGroup("/customers").WithTags("customers");
        RegisterCustomer.Map(group);
        CorrectDetails.Map(group);
        SetAttributes.Map(group);
        JoinGroup.Map(group);
        LeaveGroup.Map(group);
        MergeCustomer.Map(group);
        SeparateCustomers.Map(group);
        FindDuplicates.Map(group);
        DismissDuplicate.Map(group);
        ReadCustomer.Map(group);
        SearchCustomers.Map(group);
        DeclareAttribute.Map(api);
        ReadAttributes.Map(api);
    }
}
