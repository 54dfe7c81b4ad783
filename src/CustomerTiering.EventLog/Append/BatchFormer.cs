using System.Threading.Channels;

namespace CustomerTiering.EventLog.Append;

/// <summary>
/// Forms batches from a tenant's queue such that no caller's acceptance depends on another caller of the same batch. A caller is deferred to the next
/// batch if it expects a version of a stream that an earlier caller touches, touches a stream that an earlier caller closes, or repeats an event id
/// or idempotency key. A deferred caller keeps its place: only callers with no stream in common overtake it.
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

    /// <summary>Whether callers wait that an earlier batch could not take.</summary>
    internal bool HasDeferred => _deferred.Count > 0;

    /// <summary>Fills the batch with the waiting callers, in the order of arrival.</summary>
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
        // A deferred caller reserves its streams too, so that no later caller is judged before it.
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
