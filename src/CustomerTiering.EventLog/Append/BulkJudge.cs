using CustomerTiering.Evidence.Leaves;

namespace CustomerTiering.EventLog.Append;

/// <summary>
/// Judges the requests of a bulk append in order; each sees the effects of those before it. Rules and their ranks are those of <c>judge.sql</c>: a
/// test gives both the same requests and compares.
/// </summary>
internal sealed class BulkJudge(BulkKnown known)
{
    /// <summary>The events to insert, by position.</summary>
    internal List<AcceptedEvent> Events { get; } = [];

    /// <summary>The streams to close.</summary>
    internal List<string> Closing { get; } = [];

    /// <summary>The idempotency keys to keep.</summary>
    internal List<(Idempotency Key, long FirstPosition, int Count)> Keys { get; } = [];

    /// <summary>Judges the next request, and makes its events known to later ones.</summary>
    internal AppendOutcome Judge(Pending pending)
    {
        if (pending.Uncertain && OwnCommit(pending) is { } own) return own;
        return Objection(pending.Request) ?? Accept(pending);
    }

    private AppendOutcome.Appended? OwnCommit(Pending pending)
    {
        var first = pending.Request.Streams.SelectMany(stream => stream.Events).FirstOrDefault();
        return first is not null && known.Events.TryGetValue(first.Id, out var at) && at.LeafHash.Span.SequenceEqual(pending.Leaves[0].Hash)
            ? new(at.Position, pending.Leaves.Length, pending.Recorded)
            : null;
    }

    private AppendOutcome? Objection(AppendRequest request)
    {
        if (request.Idempotency is { } idempotency && known.Keys.TryGetValue((idempotency.Scope, idempotency.Key), out var before))
        {
            return before.Fingerprint.Span.SequenceEqual(idempotency.Fingerprint.Span)
                ? new AppendOutcome.Replayed(before.FirstPosition, before.Count, before.Outcome)
                : new AppendOutcome.KeyReused(idempotency.Key);
        }
        if (Repeated(request) is { } repeated) return repeated;
        foreach (var stream in request.Streams)
            if (known.Closed.Contains(stream.Stream.Value)) return new AppendOutcome.Closed(stream.Stream);
        foreach (var stream in request.Streams)
        {
            var version = known.Versions.GetValueOrDefault(stream.Stream.Value);
            if (stream.ExpectedVersion is { } expected && expected != version) return new AppendOutcome.Conflict(stream.Stream, expected, version);
        }
        return null;
    }

    private AppendOutcome? Repeated(AppendRequest request)
    {
        AppendOutcome.Duplicate? duplicate = null;
        foreach (var stream in request.Streams)
        {
            foreach (var item in stream.Events)
            {
                if (!known.Events.TryGetValue(item.Id, out var at)) continue;
                if (!item.Content.IsEmpty && !item.Content.Span.SequenceEqual(at.Content.Span))
                    return new AppendOutcome.IdReused(item.Id, at.Position);
                duplicate ??= new(item.Id, at.Position);
            }
        }
        return duplicate;
    }

    private AppendOutcome.Appended Accept(Pending pending)
    {
        var before = known.Position;
        var nth = 0;
        foreach (var stream in pending.Request.Streams)
        {
            var version = known.Versions.GetValueOrDefault(stream.Stream.Value);
            foreach (var item in stream.Events)
            {
                var leaf = pending.Leaves[nth++];
                Events.Add(new(++known.Position, stream.Stream.Value, ++version, item, leaf));
                known.Events.Add(item.Id, new(known.Position, item.Content, leaf.Hash));
            }
            known.Versions[stream.Stream.Value] = version;
            if (stream.Closes && known.Closed.Add(stream.Stream.Value)) Closing.Add(stream.Stream.Value);
        }
        var outcome = new AppendOutcome.Appended(before + Math.Min(nth, 1), nth, pending.Recorded);
        if (pending.Request.Idempotency is { } key)
        {
            Keys.Add((key, outcome.FirstPosition, nth));
            known.Keys.Add((key.Scope, key.Key), new(key.Fingerprint, key.Outcome, outcome.FirstPosition, nth));
        }
        return outcome;
    }
}

internal readonly record struct AcceptedEvent(long Position, string Stream, int Version, NewEvent Event, StampedLeaf Leaf);
