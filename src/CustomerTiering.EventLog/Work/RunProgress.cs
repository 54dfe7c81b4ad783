namespace CustomerTiering.EventLog.Work;

/// <summary>Where a run stands.</summary>
public enum RunState
{
    /// <summary>Chunks are waiting or being worked on.</summary>
    Running,

    /// <summary>All chunks are done.</summary>
    Done,

    /// <summary>Nothing is left to do, and at least one chunk failed for good.</summary>
    Failed,

    /// <summary>It was cancelled; chunks in work at that moment may have ended after it.</summary>
    Cancelled,
}

/// <summary>Long work, in pieces.</summary>
/// <param name="Id">The run.</param>
/// <param name="Kind">What is done.</param>
/// <param name="State">Where it stands.</param>
/// <param name="Chunks">How many pieces.</param>
/// <param name="ChunksDone">How many of them are done.</param>
/// <param name="ChunksFailed">How many failed for good.</param>
/// <param name="Parameters">What was asked for, JSON.</param>
/// <param name="Created">When it was asked for; UTC.</param>
/// <param name="Ended">When its last chunk ended, or it was cancelled; null while it runs.</param>
/// <param name="Result">What its chunks gave, summed up, JSON; null until it is done.</param>
/// <param name="Failure">Why a chunk failed; null where none did.</param>
public sealed record RunProgress(
    Guid Id, string Kind, RunState State, int Chunks, int ChunksDone, int ChunksFailed, ReadOnlyMemory<byte> Parameters,
    DateTimeOffset Created, DateTimeOffset? Ended, ReadOnlyMemory<byte>? Result, string? Failure);

/// <summary>A piece of a run, in the hands of one worker.</summary>
/// <param name="Number">The piece, from 1.</param>
/// <param name="Attempt">The how-manieth attempt it is, from 1.</param>
/// <param name="Parameters">What was asked of the run, JSON.</param>
/// <param name="Payload">What this piece is, JSON.</param>
public sealed record RunChunk(TenantId Tenant, Guid Run, int Number, int Attempt, ReadOnlyMemory<byte> Parameters, ReadOnlyMemory<byte> Payload);
