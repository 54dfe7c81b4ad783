using Microsoft.Extensions.Logging;
using Npgsql;

namespace CustomerTiering.EventLog.Work;

/// <summary>How one kind of run is done.</summary>
/// <param name="HandleAsync">
/// Does one chunk and gives what came out, JSON. A chunk can be done twice (a worker that died, or overran its lease): its effect must be
/// harmless to repeat, and what it gives the same.
/// </param>
/// <param name="Sum">Makes the run's result, JSON, of those of its chunks, in their order; pure.</param>
public sealed record RunKind(
    Func<RunChunk, CancellationToken, Task<ReadOnlyMemory<byte>>> HandleAsync, Func<IReadOnlyList<ReadOnlyMemory<byte>>, ReadOnlyMemory<byte>> Sum);

/// <summary>Does the chunks of runs, each by one worker at a time, and again if a worker dies over it.</summary>
/// <param name="source">The database, as the runtime role.</param>
/// <param name="kinds">How each kind is done; others are left to other workers.</param>
/// <param name="time">The clock of leases.</param>
/// <param name="log">Gets failures; kinds and reasons, no payload.</param>
public sealed partial class RunWorker(NpgsqlDataSource source, IReadOnlyDictionary<string, RunKind> kinds, TimeProvider time, ILogger<RunWorker> log)
{
    /// <summary>How long a chunk may take before others may claim it.</summary>
    public TimeSpan Lease { get; init; } = TimeSpan.FromMinutes(2);

    /// <summary>How often it looks for work.</summary>
    public TimeSpan Poll { get; init; } = TimeSpan.FromMilliseconds(250);

    /// <summary>After how many attempts a chunk has failed for good.</summary>
    public int Attempts { get; init; } = 5;

    /// <summary>Works until it is cancelled, on several chunks at a time. A lost database is waited for.</summary>
    public Task RunAsync(int parallel, CancellationToken cancel) => Task.WhenAll(Enumerable.Range(0, parallel).Select(_ => LoopAsync(cancel)));

    /// <summary>Claims and does one chunk.</summary>
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
