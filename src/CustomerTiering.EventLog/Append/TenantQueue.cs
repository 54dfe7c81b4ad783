using System.Threading.Channels;

namespace CustomerTiering.EventLog.Append;

/// <summary>The callers of one tenant, and the loop that commits them in batches: the next batch is whoever arrived while the last was under way.</summary>
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

    /// <summary>Takes no more, and is done when whoever waits has an answer.</summary>
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
    /// Whoever was just answered may be about to ask again. Without this the first of them would go alone, and all others would wait for that commit before
    /// theirs: two commits a round instead of one. Each turn waits behind all work that is queued now, theirs among it; a plain yield would come back before it.
    /// It costs a single caller nothing, and others some microseconds.
    /// </summary>
    /// <param name="answered">How many the last batch had.</param>
    private async ValueTask GatherAsync(int answered)
    {
        for (var turns = 0; turns < MostTurns && _queue.Reader.Count < answered; turns++) await Task.Factory.StartNew(Nothing, default, TaskCreationOptions.PreferFairness, TaskScheduler.Default);
    }
}
