using System.Threading.Channels;

namespace CustomerTiering.EventLog.Append;

/// <summary>The callers of one tenant, and the loop that commits them: each batch takes the callers that arrived during the previous one.</summary>
internal sealed class TenantQueue
{
    private const int MostTurns = 16;
    private static readonly Action Nothing = static () => { };

    private readonly Channel<Pending> _queue;
    private readonly BatchRunner _runner;
    private readonly BatchFormer _former;
    private readonly Task _loop;

    internal TenantQueue(TenantId tenant, BatchRunner runner, LogWriterOptions options)
    {
        _queue = Channel.CreateBounded<Pending>(new BoundedChannelOptions(options.Waiting) { SingleReader = true });
        _runner = runner;
        _former = new(_queue.Reader, options);
        _loop = Task.Run(() => RunAsync(tenant));
    }

    internal ValueTask EnqueueAsync(Pending pending) => _queue.Writer.WriteAsync(pending, pending.Cancellation);

    /// <summary>Accepts no more callers, and completes when all waiting ones are answered.</summary>
    internal Task CompleteAsync()
    {
        _queue.Writer.TryComplete();
        return _loop;
    }

    private async Task RunAsync(TenantId tenant)
    {
        var batch = new List<Pending>();
        while (_former.HasDeferred || await _queue.Reader.WaitToReadAsync())
        {
            await GatherAsync(batch.Count);
            _former.Form(batch);
            if (batch.Count > 0) await _runner.RunAsync(tenant, batch);
        }
    }

    /// <summary>
    /// Callers just answered may be about to append again. Without this, the first of them would be committed alone, and all others would wait for
    /// it: two commits per round instead of one. Each turn runs after all work queued now, theirs included; a plain yield would resume before it. A
    /// single caller pays nothing, others some microseconds.
    /// </summary>
    private async ValueTask GatherAsync(int answered)
    {
        for (var turns = 0; turns < MostTurns && _queue.Reader.Count < answered; turns++)
            await Task.Factory.StartNew(Nothing, default, TaskCreationOptions.PreferFairness, TaskScheduler.Default);
    }
}
