using System.Security.Cryptography;
using CustomerTiering.Composition;
using CustomerTiering.Events;
using CustomerTiering.Persons;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;

namespace CustomerTiering.Facts;

/// <summary>The module of the foundation: events, persons, and fact intake with its read model.</summary>
public sealed class FactsModule : Module
{
    public override IReadOnlyList<EventType> Events =>
    [
        new("CorrectionNoted", 1, typeof(CorrectionNoted)),
        new("AttributeDeclared", 1, typeof(AttributeDeclared)),
        new("CustomerRegistered", 1, typeof(CustomerRegistered), "externalId"),
        new("CustomerMerged", 1, typeof(CustomerMerged), "reason"),
        new("CustomersSeparated", 1, typeof(CustomersSeparated), "reason"),
    ];

    public override void AddServices(IServiceCollection services)
    {
        services.TryAddSingleton(_ => RandomNumberGenerator.Create());
        services
            .AddSingleton<EventSerializer>()
            .AddSingleton<ReadableEvents>()
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
            .AddProjection<CustomerFactsProjection>();
    }
}
