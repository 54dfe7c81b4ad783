using System.Threading.Channels;

namespace CustomerTiering.EventLog.Append;

/// <summary>
/// Takes callers from a tenant's queue into a batch in which no caller's acceptance depends on another's: who expects a version of a stream that an
/// earlier caller of the batch touches, touches one that it closes, or repeats its event id or key, waits for the next batch, and keeps its place
/// before all who touch the same streams: only who has nothing to do with it passes it.
/// </summary>
internal sealed class BatchFormer(ChannelReader<Pending> queue, LogWriterOptions options)
{
    private readonly HashSet<string> _touched = new(StringComparer.Ordinal);
    private readonly HashSet<string> _awaited = new(StringComparer.Ordinal);
    private readonly HashSet<string> _closing = new(StringComparer.Ordinal);
    private readonly HashSet<(string, string)> _keys = [];
    private readonly HashSet<Guid> _ids = [];
    private List<Pending> _deferred = [];
    private List<Pending> _stillDeferred = [];
    private int _events;
    private long _bytes;

    /// <summary>True while callers wait whom an earlier batch could not take.</summary>
    internal bool HasDeferred => _deferred.Count > 0;

    /// <summary>Fills the batch, in the order of arrival, with whoever waits now.</summary>
    internal void Form(List<Pending> batch)
    {
        batch.Clear();
        _touched.Clear();
        _awaited.Clear();
        _closing.Clear();
        _keys.Clear();
        _ids.Clear();
        (_events, _bytes) = (0, 0);
        _stillDeferred.Clear();
        foreach (var pending in _deferred) Take(pending, batch);
        (_deferred, _stillDeferred) = (_stillDeferred, _deferred);
        while (!IsFull && _deferred.Count < options.Waiting && queue.TryRead(out var pending)) Take(pending, batch, _deferred);
    }

    private bool IsFull => _events >= options.BatchEvents || _bytes >= options.BatchBytes;

    private void Take(Pending pending, List<Pending> batch) => Take(pending, batch, _stillDeferred);

    private void Take(Pending pending, List<Pending> batch, List<Pending> later)
    {
        if (pending.Cancellation.IsCancellationRequested)
        {
            pending.Abandon();
            return;
        }
        // Whoever waits reserves what it names too, so that nobody who came after it is judged before it.
        if (!Reserve(pending.Request) || IsFull)
        {
            foreach (var stream in pending.Request.Streams) _awaited.Add(stream.Stream.Value);
            later.Add(pending);
            return;
        }
        batch.Add(pending);
        _events += pending.Leaves.Length + 1;
        _bytes += pending.Bytes;
    }

    private bool Reserve(AppendRequest request)
    {
        var free = request.Idempotency is not { } idempotency || _keys.Add((idempotency.Scope, idempotency.Key));
        foreach (var stream in request.Streams)
        {
            var name = stream.Stream.Value;
            free &= _touched.Add(name) || (stream.ExpectedVersion is null && !_closing.Contains(name) && !_awaited.Contains(name));
            if (stream.Closes) _closing.Add(name);
            foreach (var item in stream.Events) free &= _ids.Add(item.Id);
        }
        return free;
    }
}
