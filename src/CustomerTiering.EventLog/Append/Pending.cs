using CustomerTiering.Evidence.Leaves;

namespace CustomerTiering.EventLog.Append;

/// <summary>A request with its prepared leaves, and the caller who awaits the outcome.</summary>
internal sealed class Pending
{
    private readonly TaskCompletionSource<AppendOutcome> _outcome = new(TaskCreationOptions.RunContinuationsAsynchronously);

    private Pending(AppendRequest request, LeafDraft[] drafts, CancellationToken cancellation)
    {
        (Request, Drafts, Cancellation) = (request, drafts, cancellation);
        Leaves = new StampedLeaf[drafts.Length];
        foreach (var draft in drafts) Bytes += draft.Length;
    }

    internal AppendRequest Request { get; }

    /// <summary>In the order of the request's events.</summary>
    internal LeafDraft[] Drafts { get; }

    /// <summary>As of the last stamp.</summary>
    internal StampedLeaf[] Leaves { get; }

    /// <summary>The time of the last stamp.</summary>
    internal DateTimeOffset Recorded { get; private set; }

    internal CancellationToken Cancellation { get; }

    internal long Bytes { get; }

    /// <summary>True once a commit containing this request is in doubt: an apparent repetition may be its own commit.</summary>
    internal bool Uncertain { get; set; }

    internal Task<AppendOutcome> Outcome => _outcome.Task;

    /// <summary>Prepares the leaves; <paramref name="refused"/> is the outcome of a request that cannot be appended, otherwise null.</summary>
    internal static Pending Prepare(AppendRequest request, CancellationToken cancellation, out AppendOutcome? refused)
    {
        refused = null;
        var count = 0;
        foreach (var stream in request.Streams) count += stream.Events.Count;
        var drafts = new LeafDraft[count];
        var tenant = request.Tenant.ToString();
        var next = 0;
        foreach (var stream in request.Streams)
        {
            foreach (var item in stream.Events)
            {
                var draft = LeafDraft.Create(
                    request.Actor, item.Cause, request.Correlation, item.Data.Span, item.Effective, item.Id, item.Schema, stream.Stream.Value, tenant,
                    item.Type);
                if (draft.Length > Leaf.MaxBytes) refused ??= new AppendOutcome.TooLarge(item.Id, draft.Length);
                drafts[next++] = draft;
            }
        }
        return new(request, drafts, cancellation);
    }

    internal void Stamp(DateTimeOffset recorded)
    {
        Recorded = recorded;
        for (var i = 0; i < Drafts.Length; i++) Leaves[i] = Drafts[i].Stamp(recorded);
    }

    internal void Answer(AppendOutcome outcome) => _outcome.TrySetResult(outcome);

    internal void Fail(Exception exception) => _outcome.TrySetException(exception);

    internal void Abandon() => _outcome.TrySetCanceled(Cancellation);
}
