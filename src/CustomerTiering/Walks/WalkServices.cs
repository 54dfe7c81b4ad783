using CustomerTiering.Composition;

namespace CustomerTiering.Walks;

/// <summary>Registers the services that assess stages and segment memberships.</summary>
public static class WalkServices
{
    /// <summary>Adds a kind of walk with its runs, its followers and a timer of this kind.</summary>
    public static IServiceCollection AddWalk<TWalk>(this IServiceCollection services, string timerKind)
        where TWalk : Walk => services
            .AddSingleton<TWalk>()
            .AddSingleton<WalkJudge<TWalk>>()
            .AddFollower<WalkTriggers<TWalk>>(service => service.Follower)
            .AddTimer<WalkTriggers<TWalk>>(timerKind, service => service.HandleAsync);
}
