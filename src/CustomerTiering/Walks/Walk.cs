using CustomerTiering.Customers;
using CustomerTiering.Policies;
using CustomerTiering.Rules.Facts;

namespace CustomerTiering.Walks;

/// <summary>A kind of standard with stages: the parts of judging that differ between the lifecycle and segments.</summary>
/// <param name="actor">The actor of automatic judgements.</param>
/// <param name="follower">The stable name of the follower that judges on facts.</param>
/// <param name="timerKind">The kind of the timer at the end of the next day on which silence may change a stage.</param>
public abstract class Walk(StandardKind standard, string actor, string follower, string timerKind)
{
    internal StandardKind Standard => standard;

    internal string Actor => actor;

    internal string Follower => follower;

    internal string TimerKind => timerKind;

    /// <summary>The state of a customer without events.</summary>
    internal virtual StageState None => StageState.None;

    /// <summary>Event types that cause a judgement, besides facts and merges.</summary>
    internal virtual IReadOnlyCollection<string> BesidesFacts => [];

    internal abstract Task<IReadOnlyList<WalkedStandard>> StandardsAsync(TenantId tenant, CancellationToken cancel);

    internal abstract StreamId Stream(Guid customer, string standard);

    /// <summary>The key of a timer.</summary>
    internal abstract string Key(Guid customer, string standard);

    internal abstract (Guid Customer, string Standard) Parts(string key);

    internal abstract StageState Apply(StageState state, RecordedEvent recorded);

    /// <summary>The body of the event for a change.</summary>
    internal abstract object EventOf(StoredFacts known, string standard, StageChange change, string digest);

    internal abstract FailedCustomer Failed(WalkResult result);

    /// <summary>Waits until the read models have what the events announce.</summary>
    internal virtual Task AnnouncedAsync(TenantId tenant, IReadOnlyList<RecordedEvent> events, CancellationToken cancel) => Task.CompletedTask;

    /// <summary>Whether a fact causes a judgement: true, always; false, never; null, if the standard refers to it.</summary>
    internal virtual bool? Calls(Fact fact) => null;

    /// <summary>The customers to judge because of other events than facts and merges, each with the first day.</summary>
    internal abstract Task<IReadOnlyList<(Guid Customer, DateOnly Day)>> CalledAsync(
        TenantId tenant, WalkedStandard standard, IReadOnlyList<RecordedEvent> events, CancellationToken cancel);
}
