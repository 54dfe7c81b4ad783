using CustomerTiering.Composition;

namespace CustomerTiering.Walks;

/// <summary>Walks through customers' days, by which stages and memberships of segments are assessed.</summary>
public static class WalkServices
{
    /// <summary>Adds a kind of walk: assessed in runs, on facts, and on the timer of this kind.</summary>
    public static IServiceCollection AddWalk<TWalk>(this IServiceCollection services, string timerKind)
        where TWalk : Walk => services
            .AddSingleton<TWalk>()
            .AddSingleton<WalkJudge<TWalk>>()
            .AddFollower<WalkTriggers<TWalk>>(service => service.Follower)
            .AddTimer<WalkTriggers<TWalk>>(timerKind, service => service.HandleAsync);
}
