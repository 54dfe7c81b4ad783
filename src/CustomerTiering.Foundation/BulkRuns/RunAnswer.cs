using CustomerTiering.EventLog.Work;

namespace CustomerTiering.BulkRuns;

/// <summary>How far a run is. A class of each kind's own gives it the kind's name in the API's description.</summary>
public abstract class RunAnswer<TScope, TResult>(RunProgress run, TScope scope, TResult? result)
    where TScope : class
    where TResult : class
{
    public Guid Id { get; init; } = run.Id;

    public RunState State { get; init; } = run.State;

    public int Chunks { get; init; } = run.Chunks;

    public int ChunksDone { get; init; } = run.ChunksDone;

    /// <summary>What was asked for.</summary>
    public TScope Scope { get; init; } = scope;

    public DateTimeOffset Created { get; init; } = run.Created;

    /// <summary>When its last chunk ended, or it was cancelled; null while it runs.</summary>
    public DateTimeOffset? Ended { get; init; } = run.Ended;

    /// <summary>What came out; null until it is done.</summary>
    public TResult? Result { get; init; } = result;

    /// <summary>Why a chunk failed for good; null where none did.</summary>
    public string? Failure { get; init; } = run.Failure;
}
