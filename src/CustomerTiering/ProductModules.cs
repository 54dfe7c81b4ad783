using System.Runtime.CompilerServices;
using CustomerTiering.Activity;
using CustomerTiering.Appeals;
using CustomerTiering.Audit;
using CustomerTiering.Composition;
using CustomerTiering.Customers;
using CustomerTiering.Imports;
using CustomerTiering.Lifecycle;
using CustomerTiering.Packs;
using CustomerTiering.Policies;
using CustomerTiering.Reporting;
using CustomerTiering.Satisfaction;
using CustomerTiering.Segments;
using CustomerTiering.ServicePlans;
using CustomerTiering.Tiering;
using CustomerTiering.Trials;

namespace CustomerTiering;

/// <summary>The modules of which the product is composed. Their order is that of the endpoints in the API's description.</summary>
public static class ProductModules
{
    public static IReadOnlyList<Module> All { get; } =
    [
        new FactsModule(), new CustomersModule(), new ActivityModule(), new SatisfactionModule(), new PoliciesModule(), new PacksModule(),
        new TieringModule(),
        new AppealsModule(), new LifecycleModule(), new SegmentsModule(), new ServicePlansModule(), new TrialsModule(), new ImportsModule(),
        new ReportingModule(),
        new AuditModule(),
    ];

    /// <summary>
    /// Runs before anything of this assembly: read models and followers name their event types in static fields, which may be initialised before a
    /// host is built, or without one.
    /// </summary>
#pragma warning disable CA2255 // The registration is what the assembly needs itself; it does nothing for others.
    [ModuleInitializer]
    internal static void Register() => ModuleServices.Register(All);
#pragma warning restore CA2255
}
