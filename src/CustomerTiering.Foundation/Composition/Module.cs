using CustomerTiering.Events;
using CustomerTiering.Facts.Kinds;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;

namespace CustomerTiering.Composition;

/// <summary>
/// One module, as the host composes it: the events and kinds of facts that it declares, its services, and its endpoints. The foundation learns of a module only
/// through this.
/// </summary>
public abstract class Module
{
    /// <summary>The event types that the module declares, without those that state facts: these belong to <see cref="FactKinds"/>.</summary>
    public virtual IReadOnlyList<EventType> Events => [];

    /// <summary>
    /// How the log holds the kinds of facts that the module brings, in the order of the kinds: each <see cref="LoggedKind"/> in the module's namespace. They are
    /// found rather than listed, so that a new kind needs no edit here.
    /// </summary>
    public IReadOnlyList<LoggedKind> FactKinds => field ??= [.. KindsWithin(GetType())];

    /// <summary>Adds the module's services: what handles its commands and queries, its projections, followers, timers and runs.</summary>
    public virtual void AddServices(IServiceCollection services)
    {
    }

    /// <summary>Maps the module's endpoints.</summary>
    /// <param name="api">The group of all endpoints, <c>/api/v1</c>.</param>
    public virtual void Map(RouteGroupBuilder api)
    {
    }

    /// <summary>Maps the endpoints that take facts of the module's kinds one by one.</summary>
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
