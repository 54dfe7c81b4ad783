namespace CustomerTiering.EventLog.Work;

/// <summary>The state of a run.</summary>
public enum RunState
{
    /// <summary>Chunks are waiting or in progress.</summary>
    Running,

    /// <summary>All chunks are done.</summary>
    Done,

    /// <summary>All chunks have ended, and at least one failed for good.</summary>
    Failed,

    /// <summary>Cancelled; chunks in progress at that moment may still have ended.</summary>
    Cancelled,
}

/// <summary>A long-running job in chunks.</summary>
/// <param name="Id">The run.</param>
/// <param name="Kind">The kind of run.</param>
/// <param name="Chunks">The number of chunks.</param>
/// <param name="ChunksDone">The number of chunks done.</param>
/// <param name="ChunksFailed">The number of chunks that failed for good.</param>
/// <param name="Parameters">The requested parameters, JSON.</param>
/// <param name="Created">When it was requested; UTC.</param>
/// <param name="Ended">When its last chunk ended or it was cancelled, UTC; null while it runs.</param>
/// <param name="Result">The combined result of its chunks, JSON; null until it is done.</param>
/// <param name="Failure">Why a chunk failed; null if none did.</param>
public sealed record RunProgress(
    Guid Id, string Kind, RunState State, int Chunks, int ChunksDone, int ChunksFailed, ReadOnlyMemory<byte> Parameters,
    DateTimeOffset Created, DateTimeOffset? Ended, ReadOnlyMemory<byte>? Result, string? Failure);

/// <summary>A chunk of a run, claimed by one worker.</summary>
/// <param name="Number">The chunk's number, from 1.</param>
/// <param name="Attempt">The number of the attempt, from 1.</param>
/// <param name="Parameters">The run's parameters, JSON.</param>
/// <param name="Payload">The chunk's payload, JSON.</param>
public sealed record RunChunk(TenantId Tenant, Guid Run, int Number, int Attempt, ReadOnlyMemory<byte> Parameters, ReadOnlyMemory<byte> Payload);
