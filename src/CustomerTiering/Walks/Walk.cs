using CustomerTiering.Customers;
using CustomerTiering.Policies;
using CustomerTiering.Rules.Facts;

namespace CustomerTiering.Walks;

/// <summary>A kind of standards whose stages customers walk through: what is its own of judging them.</summary>
/// <param name="standard">The kind of standard.</param>
/// <param name="actor">The actor of judgements that nobody asked for.</param>
/// <param name="follower">The stable name of the follower that judges on facts.</param>
/// <param name="timerKind">The kind of the timer at the end of the next day on which silence alone changes a stage.</param>
public abstract class Walk(StandardKind standard, string actor, string follower, string timerKind)
{
    internal StandardKind Standard => standard;

    internal string Actor => actor;

    internal string Follower => follower;

    internal string TimerKind => timerKind;

    /// <summary>Of a customer of whom nothing is recorded.</summary>
    internal virtual StageState None => StageState.None;

    /// <summary>Event types besides facts and merges that call for a judgement.</summary>
    internal virtual IReadOnlyCollection<string> BesidesFacts => [];

    internal abstract Task<IReadOnlyList<WalkedStandard>> StandardsAsync(TenantId tenant, CancellationToken cancel);

    internal abstract StreamId Stream(Guid customer, string standard);

    /// <summary>By what a timer is known.</summary>
    internal abstract string Key(Guid customer, string standard);

    internal abstract (Guid Customer, string Standard) Parts(string key);

    internal abstract StageState Apply(StageState state, RecordedEvent recorded);

    /// <summary>The body of the event that tells a change.</summary>
    internal abstract object EventOf(StoredFacts known, string standard, StageChange change, string digest);

    internal abstract FailedCustomer Failed(WalkResult result);

    /// <summary>Waits for what events announce.</summary>
    internal virtual Task AnnouncedAsync(TenantId tenant, IReadOnlyList<RecordedEvent> events, CancellationToken cancel) => Task.CompletedTask;

    /// <summary>Whether a fact calls for a judgement: true, whatever a standard looks at; false, never; null, if a standard looks at it.</summary>
    internal virtual bool? Calls(Fact fact) => null;

    /// <summary>The customers for whom events call besides what facts and merges call for, each with the day from which on.</summary>
    internal abstract Task<IReadOnlyList<(Guid Customer, DateOnly Day)>> CalledAsync(
        TenantId tenant, WalkedStandard standard, IReadOnlyList<RecordedEvent> events, CancellationToken cancel);
}
