using CustomerTiering.BulkRuns;
using CustomerTiering.EventLog.Projections;
using CustomerTiering.EventLog.Work;
using CustomerTiering.Events;
using CustomerTiering.Facts.Kinds;
using CustomerTiering.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;

namespace CustomerTiering.Composition;

/// <summary>Composes modules, and registers their background work.</summary>
public static class ModuleServices
{
    public static IServiceCollection AddModules(this IServiceCollection services, IReadOnlyList<Module> modules)
    {
        foreach (var module in modules) module.AddServices(services);
        foreach (var assembly in modules.Select(module => module.GetType().Assembly).Distinct()) services.AddValidators(assembly);
        return services;
    }

    /// <summary>Registers the modules' event types and kinds of facts, which reading and writing events depends on.</summary>
    public static void Register(IReadOnlyList<Module> modules)
    {
        foreach (var module in modules)
        {
            EventTypes.Register([.. module.Events, .. module.FactKinds.SelectMany(kind => kind.Events)]);
            LoggedKinds.Register(module.FactKinds);
        }
    }

    public static void MapModules(this RouteGroupBuilder api, IReadOnlyList<Module> modules)
    {
        foreach (var module in modules) module.Map(api);
    }

    public static IServiceCollection AddProjection<TProjection>(this IServiceCollection services)
        where TProjection : Projection => services.AddSingleton<Projection, TProjection>();

    /// <summary>Adds a follower of the log, and the service that owns it.</summary>
    public static IServiceCollection AddFollower<TService>(this IServiceCollection services, Func<TService, Follower> follower)
        where TService : class
    {
        services.TryAddSingleton<TService>();
        return services.AddSingleton(provider => follower(provider.GetRequiredService<TService>()));
    }

    /// <summary>Adds the handler of a kind of timer, by its stored name, and the service that owns it.</summary>
    public static IServiceCollection AddTimer<TService>(this IServiceCollection services, string kind, Func<TService, TimerHandler> handler)
        where TService : class
    {
        services.TryAddSingleton<TService>();
        return services.AddSingleton(new Kind<TimerHandler>(kind, provider => handler(provider.GetRequiredService<TService>())));
    }

    public static IServiceCollection AddRun<TRun>(this IServiceCollection services)
        where TRun : class, IRunOverHttp
    {
        services.TryAddSingleton<RunServices>();
        return services
            .AddSingleton<TRun>()
            .AddSingleton(new Kind<RunKind>(TRun.About.Kind, provider => provider.GetRequiredService<TRun>().RunKind));
    }
}
