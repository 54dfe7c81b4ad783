using CustomerTiering.EventLog.Work;
using Microsoft.Extensions.DependencyInjection;

namespace CustomerTiering.Walks;

/// <summary>Walks through customers' days, by which stages and memberships of segments are judged.</summary>
public static class WalksModule
{
    /// <summary>Registers a kind of walk: judged in runs, on facts, and on the timer of this kind.</summary>
    public static IServiceCollection AddWalk<TWalk>(this IServiceCollection services, string timerKind)
        where TWalk : Walk => services
            .AddSingleton<TWalk>()
            .AddSingleton<WalkJudge<TWalk>>()
            .AddSingleton<WalkTriggers<TWalk>>()
            .AddSingleton(provider => provider.GetRequiredService<WalkTriggers<TWalk>>().Follower)
            .AddSingleton(new Kind<TimerHandler>(timerKind, provider => provider.GetRequiredService<WalkTriggers<TWalk>>().HandleAsync));
}
