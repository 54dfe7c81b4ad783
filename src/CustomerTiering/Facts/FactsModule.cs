using System.Security.Cryptography;
using CustomerTiering.Customers;
using CustomerTiering.EventLog.Projections;
using CustomerTiering.Events;
using CustomerTiering.Persons;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;

namespace CustomerTiering.Facts;

/// <summary>The intake of facts and what is folded from them; every other module stands on it.</summary>
public static class FactsModule
{
    public static IServiceCollection AddFacts(this IServiceCollection services)
    {
        services.TryAddSingleton(_ => RandomNumberGenerator.Create());
        return services
            .AddSingleton<EventSerializer>()
            .AddSingleton<Aggregates>()
            .AddSingleton<People>()
            .AddSingleton<KeyFingerprint>()
            .AddSingleton<CountedFacts>()
            .AddSingleton<Attributes>()
            .AddSingleton<IntakePreparation>()
            .AddSingleton<FactIntake>()
            .AddSingleton<FactsStore>()
            .AddSingleton<Everybody>()
            .AddSingleton<FactChanges>()
            .AddSingleton<SupposedFacts>()
            .AddSingleton<TriedFacts>()
            .AddSingleton<Projection, CustomerFactsProjection>();
    }
}
