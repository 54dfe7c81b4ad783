using CustomerTiering.Customers.Duplicates;
using CustomerTiering.EventLog.Projections;
using CustomerTiering.Events;
using CustomerTiering.Persons;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;

namespace CustomerTiering.Customers;

/// <summary>Who the customers are: registered, described, put right, grouped; found again, and found to be one.</summary>
public static class CustomersModule
{
    public static IServiceCollection AddCustomers(this IServiceCollection services)
    {
        services.TryAddSingleton<ReadableEvents>();
        return services
            .AddSingleton<CustomerChanges>()
            .AddSingleton<MergedIds>()
            .AddSingleton(provider => provider.GetRequiredService<MergedIds>().Follower)
            .AddSingleton<PersonMatches>()
            .AddSingleton<MatchKeys>()
            .AddSingleton(provider => provider.GetRequiredService<MatchKeys>().Follower)
            .AddSingleton<DuplicateReport>()
            .AddSingleton<ExternalIds>()
            .AddSingleton<FailedCustomers>()
            .AddSingleton<UndecidedCustomers>()
            .AddSingleton<Projection, CustomersProjection>();
    }

    public static void MapCustomers(this RouteGroupBuilder api)
    {
        DescribeCustomer.Map(api.MapGroup("").WithTags("customers"));
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
    }
}
