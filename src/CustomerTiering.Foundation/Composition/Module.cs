using CustomerTiering.Events;
using CustomerTiering.Facts.Kinds;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;

namespace CustomerTiering.Composition;

/// <summary>
/// A module as composed by the host: its events and kinds of facts, its services, and its endpoints. The foundation knows modules only through this
/// type.
/// </summary>
public abstract class Module
{
    /// <summary>The module's event types, except those that state facts, which belong to <see cref="FactKinds"/>.</summary>
    public virtual IReadOnlyList<EventType> Events => [];

    /// <summary>
    /// The module's kinds of facts as the log stores them, ordered by kind: every <see cref="LoggedKind"/> in the module's namespace. They are
    /// discovered by reflection, so that a new kind needs no registration.
    /// </summary>
    public IReadOnlyList<LoggedKind> FactKinds => field ??= [.. KindsWithin(GetType())];

    /// <summary>Adds the module's services: handlers, projections, followers, timers and runs.</summary>
    public virtual void AddServices(IServiceCollection services)
    {
    }

    /// <summary>Maps the module's endpoints into the group of all endpoints, <c>/api/v1</c>.</summary>
    public virtual void Map(RouteGroupBuilder api)
    {
    }

    /// <summary>Maps the endpoints that record single facts of the module's kinds.</summary>
    protected void MapFacts(RouteGroupBuilder group)
    {
        foreach (var kind in FactKinds) kind.Map(group);
    }

    private static IEnumerable<LoggedKind> KindsWithin(Type module) =>
        from type in module.Assembly.GetTypes()
        where type is { IsAbstract: false } && type.IsSubclassOf(typeof(LoggedKind))
            && (type.Namespace == module.Namespace || type.Namespace!.StartsWith(module.Namespace + ".", StringComparison.Ordinal))
        let kind = (LoggedKind)Activator.CreateInstance(type)!
        orderby kind.Kind
        select kind;
}
