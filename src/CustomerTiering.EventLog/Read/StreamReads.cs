using System.Collections.Concurrent;
using System.Runtime.InteropServices;
using CustomerTiering.EventLog.Sql;
using Npgsql;

namespace CustomerTiering.EventLog.Read;

/// <summary>
/// Reads streams from their beginning, combining concurrent callers: a round trip and a transaction per stream would cost several times as much as
/// the rows. No caller waits for others to join: the first reads at once, and the next read takes all callers that arrived meanwhile.
/// </summary>
internal sealed class StreamReads(NpgsqlDataSource source)
{
    /// <summary>The maximum number of events read per stream, so that a long stream does not delay the others.</summary>
    internal const int Most = 256;

    /// <summary>The maximum number of streams per read.</summary>
    private const int Together = 64;

    private readonly ConcurrentDictionary<TenantId, Callers> _callers = new();

    /// <summary>The first events of a stream, read after the call began; complete if there are fewer than <see cref="Most"/>.</summary>
    /// <exception cref="LogDamagedException">A version is missing, or a leaf was altered.</exception>
    internal Task<IReadOnlyList<RecordedEvent>> ReadAsync(TenantId tenant, StreamId stream, CancellationToken cancellation)
    {
        var waiting = new Waiting(stream);
        var callers = _callers.GetOrAdd(tenant, static _ => new());
        lock (callers)
        {
            callers.Waiting.Enqueue(waiting);
            if (callers.Reading) return waiting.Events.WaitAsync(cancellation);
            callers.Reading = true;
        }
        _ = RunAsync(tenant, callers);
        return waiting.Events.WaitAsync(cancellation);
    }

    /// <summary>Reads until no caller waits. Never throws: failures are reported to the callers.</summary>
    private async Task RunAsync(TenantId tenant, Callers callers)
    {
        var taken = new Dictionary<StreamId, List<Waiting>>();
        while (Take(callers, taken))
        {
            try
            {
                var found = await FindAsync(tenant, [.. taken.Keys.Select(stream => stream.Value)]);
                foreach (var (stream, waiting) in taken)
                    foreach (var one in waiting) one.Answer(tenant, found.GetValueOrDefault(stream, []));
            }
            catch (Exception exception)
            {
                foreach (var one in taken.Values.SelectMany(waiting => waiting)) one.Fail(exception);
            }
        }
    }

    private static bool Take(Callers callers, Dictionary<StreamId, List<Waiting>> taken)
    {
        taken.Clear();
        lock (callers)
        {
            while (taken.Count < Together && callers.Waiting.TryDequeue(out var next))
            {
                ref var same = ref CollectionsMarshal.GetValueRefOrAddDefault(taken, next.Stream, out _);
                (same ??= []).Add(next);
            }
            return callers.Reading = taken.Count > 0;
        }
    }

    private async Task<Dictionary<StreamId, List<RecordedEvent>>> FindAsync(TenantId tenant, string[] streams)
    {
        await using var reader = await TenantTransaction.ReadAsync(
            source, tenant, TenantSettings.AlongIndexes, [new(SqlText.Read(typeof(StreamReads), "streams"), streams, (long)Most)],
            CancellationToken.None);
        var found = new Dictionary<StreamId, List<RecordedEvent>>(streams.Length);
        foreach (var recorded in await EventColumns.AllAsync(tenant, reader, CancellationToken.None))
        {
            ref var events = ref CollectionsMarshal.GetValueRefOrAddDefault(found, recorded.Stream, out _);
            (events ??= []).Add(recorded);
        }
        return found;
    }

    private sealed class Callers
    {
        internal readonly Queue<Waiting> Waiting = new();
        internal bool Reading;
    }

    private sealed class Waiting(StreamId stream)
    {
        private readonly TaskCompletionSource<IReadOnlyList<RecordedEvent>> _events = new(TaskCreationOptions.RunContinuationsAsynchronously);

        internal StreamId Stream { get; } = stream;

        internal Task<IReadOnlyList<RecordedEvent>> Events => _events.Task;

        internal void Answer(TenantId tenant, List<RecordedEvent> events)
        {
            for (var i = 0; i < events.Count; i++)
            {
                if (events[i].Version == i + 1) continue;
                Fail(new LogDamagedException(tenant, events[i].Position, $"version {i + 1} of stream {Stream} is missing before it."));
                return;
            }
            _events.TrySetResult(events);
        }

        internal void Fail(Exception exception) => _events.TrySetException(exception);
    }
}
