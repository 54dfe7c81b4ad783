using CustomerTiering.EventLog.Work;

namespace CustomerTiering.BulkRuns;

/// <summary>The progress of a run. Each kind has its own subclass, which gives its schema a name in the API description.</summary>
public abstract class RunAnswer<TScope, TResult>(RunProgress run, TScope scope, TResult? result)
    where TScope : class
    where TResult : class
{
    public Guid Id { get; init; } = run.Id;

    public RunState State { get; init; } = run.State;

    public int Chunks { get; init; } = run.Chunks;

    public int ChunksDone { get; init; } = run.ChunksDone;

    /// <summary>The requested scope.</summary>
    public TScope Scope { get; init; } = scope;

    public DateTimeOffset Created { get; init; } = run.Created;

    /// <summary>When the last chunk ended or the run was cancelled; null while it runs.</summary>
    public DateTimeOffset? Ended { get; init; } = run.Ended;

    /// <summary>The result; null until the run is done.</summary>
    public TResult? Result { get; init; } = result;

    /// <summary>Why a chunk failed for good; null if none did.</summary>
    public string? Failure { get; init; } = run.Failure;
}
