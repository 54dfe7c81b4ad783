using Microsoft.Extensions.Logging;
using Npgsql;

namespace CustomerTiering.EventLog.Work;

/// <summary>How one kind of run is executed.</summary>
/// <param name="HandleAsync">
/// Executes one chunk and returns its result, JSON. A chunk may be executed twice (a worker died, or exceeded its lease), so it must be idempotent
/// and return the same result.
/// </param>
/// <param name="Sum">Combines the chunks' results, in order, into the run's result, JSON; pure.</param>
public sealed record RunKind(
    Func<RunChunk, CancellationToken, Task<ReadOnlyMemory<byte>>> HandleAsync, Func<IReadOnlyList<ReadOnlyMemory<byte>>, ReadOnlyMemory<byte>> Sum);

/// <summary>Executes the chunks of runs, each by one worker at a time, and again if a worker dies.</summary>
/// <param name="source">Connections of the runtime role.</param>
/// <param name="kinds">The kinds to execute; others are left to other workers.</param>
/// <param name="time">The clock of leases.</param>
/// <param name="log">Receives failures, with kind and reason but no payload.</param>
public sealed partial class RunWorker(NpgsqlDataSource source, IReadOnlyDictionary<string, RunKind> kinds, TimeProvider time, ILogger<RunWorker> log)
{
    /// <summary>The time a chunk may take before other workers may claim it.</summary>
    public TimeSpan Lease { get; init; } = TimeSpan.FromMinutes(2);

    /// <summary>The polling interval.</summary>
    public TimeSpan Poll { get; init; } = TimeSpan.FromMilliseconds(250);

    /// <summary>The number of attempts before a chunk fails for good.</summary>
    public int Attempts { get; init; } = 5;

    /// <summary>Works on several chunks in parallel until cancelled. Waits for an unreachable database.</summary>
    public Task RunAsync(int parallel, CancellationToken cancel) => Task.WhenAll(Enumerable.Range(0, parallel).Select(_ => LoopAsync(cancel)));

    /// <summary>Claims and executes one chunk.</summary>
    /// <returns>Whether there was one.</returns>
    public async Task<bool> RunOneAsync(CancellationToken cancel)
    {
        if (await ClaimedChunks.ClaimAsync(source, [.. kinds.Keys], time.GetUtcNow(), Lease, cancel) is not { } claimed) return false;
        var (kind, chunk) = claimed;
        try
        {
            var result = await kinds[kind].HandleAsync(chunk, cancel);
            await ClaimedChunks.DoneAsync(source, chunk, result, kinds[kind].Sum, time.GetUtcNow(), cancel);
            WorkMetrics.ChunkEnded(kind, "done");
        }
        catch (Exception failure) when (!cancel.IsCancellationRequested)
        {
            var final = chunk.Attempt >= Attempts;
            LogFailed(failure, kind, chunk.Number, chunk.Attempt);
            WorkMetrics.ChunkEnded(kind, final ? "failed" : "retried");
            var again = final ? (DateTimeOffset?)null : time.GetUtcNow() + TimeSpan.FromSeconds(1 << Math.Min(chunk.Attempt - 1, 6));
            await ClaimedChunks.FailedAsync(source, chunk, again, Failure.Of(failure), kinds[kind].Sum, time.GetUtcNow(), cancel);
        }
        return true;
    }

    private async Task LoopAsync(CancellationToken cancel)
    {
        while (!cancel.IsCancellationRequested)
        {
            try
            {
                if (await RunOneAsync(cancel)) continue;
            }
            catch (NpgsqlException failure)
            {
                LogUnreachable(failure);
            }
            catch (OperationCanceledException) when (cancel.IsCancellationRequested)
            {
                return;
            }
            await Task.Delay(Poll, time, cancel).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }
    }

    [LoggerMessage(Level = LogLevel.Error, Message = "Chunk {Chunk} of a run of kind {Kind} failed at attempt {Attempt}.")]
    private partial void LogFailed(Exception failure, string kind, int chunk, int attempt);

    [LoggerMessage(Level = LogLevel.Warning, Message = "Runs are waiting for the database.")]
    private partial void LogUnreachable(Exception failure);
}
