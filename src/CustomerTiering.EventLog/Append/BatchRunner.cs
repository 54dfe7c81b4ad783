using System.Collections.Concurrent;

namespace CustomerTiering.EventLog.Append;

/// <summary>Commits a batch, retries transient failures, settles commits in doubt after a lost connection, and answers each caller.</summary>
internal sealed class BatchRunner(WriterPool pool, TimeProvider time, Action<TenantId, long>? committed)
{
    private readonly ConcurrentDictionary<TenantId, DateTimeOffset> _newest = new();

    /// <summary>Never throws: failures are reported to the callers.</summary>
    internal async Task RunAsync(TenantId tenant, IReadOnlyList<Pending> batch)
    {
        using var activity = LogTelemetry.Source.StartActivity("append");
        activity?.SetTag("tiering.callers", batch.Count);
        LogTelemetry.Batches.Record(batch.Count);
        var started = time.GetTimestamp();
        try
        {
            Stamp(batch, NotBefore(_newest.GetValueOrDefault(tenant)));
            await Retry.RunAsync(() => TryAsync(tenant, batch), () => DoubtAsync(batch));
        }
        catch (Exception exception)
        {
            await GiveUpAsync(tenant, batch, exception);
        }
        LogTelemetry.Latency.Record(time.GetElapsedTime(started).TotalSeconds);
    }

    private async Task<int> TryAsync(TenantId tenant, IReadOnlyList<Pending> batch)
    {
        var open = batch.Where(pending => !pending.Outcome.IsCompleted).ToList();
        if (open.Exists(pending => pending.Uncertain)) open = await SettleAsync(tenant, open);
        if (open.Count == 0) return batch.Count;
        var doubtful = await CommitAsync(tenant, open);
        if (doubtful.Count == 0) return batch.Count;
        foreach (var pending in await SettleAsync(tenant, [.. doubtful.Keys])) Answer(pending, doubtful[pending]);
        return batch.Count;
    }

    /// <summary>Commits the batch and answers its callers, except uncertain ones judged a repetition: that may be their own earlier commit.</summary>
    private async Task<Dictionary<Pending, AppendOutcome>> CommitAsync(TenantId tenant, List<Pending> batch)
    {
        var verdicts = new List<Verdict>(batch.Count);
        var recorded = batch[0].Recorded;
        if (!await pool.UseAsync(connection => connection.AppendAsync(tenant, batch, recorded, verdicts)))
        {
            recorded = await pool.UseAsync(connection => connection.AppendUnderLockAsync(
                tenant, batch, newest => Stamp(batch, NotBefore(newest)), verdicts));
        }
        _newest[tenant] = recorded;
        var doubtful = new Dictionary<Pending, AppendOutcome>();
        for (var i = 0; i < batch.Count; i++)
        {
            var outcome = verdicts[i].ToOutcome(batch[i].Leaves.Length, recorded);
            if (batch[i].Uncertain && verdicts[i].IsRepetition) doubtful.Add(batch[i], outcome);
            else Answer(batch[i], outcome);
        }
        return doubtful;
    }

    /// <summary>Answers the callers whose exact leaves are in the log, and returns the others.</summary>
    private async Task<List<Pending>> SettleAsync(TenantId tenant, List<Pending> batch)
    {
        var ids = batch.SelectMany(pending => pending.Request.Streams).SelectMany(stream => stream.Events).Select(item => item.Id).ToArray();
        var found = await pool.UseAsync(connection => connection.FindAsync(tenant, ids));
        var open = new List<Pending>();
        foreach (var pending in batch)
        {
            var first = pending.Request.Streams.SelectMany(stream => stream.Events).FirstOrDefault();
            if (first is not null && found.TryGetValue(first.Id, out var at) && at.Hash.AsSpan().SequenceEqual(pending.Leaves[0].Hash))
                Answer(pending, new AppendOutcome.Appended(at.Position, pending.Leaves.Length, pending.Recorded));
            else open.Add(pending);
        }
        return open;
    }

    private async Task DoubtAsync(IReadOnlyList<Pending> batch)
    {
        foreach (var pending in batch) pending.Uncertain = true;
        await pool.ClearAsync();
    }

    private async Task GiveUpAsync(TenantId tenant, IReadOnlyList<Pending> batch, Exception exception)
    {
        var open = batch.Where(pending => !pending.Outcome.IsCompleted).ToList();
        var definite = Failures.Of(exception) == Failure.Definite;
        if (definite && open.Count > 1 && exception is not UnknownTenantException)
        {
            foreach (var pending in open) await RunAsync(tenant, [pending]); // one request is at fault, not the others
            return;
        }
        foreach (var pending in open)
        {
            if (definite && !pending.Uncertain) pending.Fail(exception);
            else pending.Answer(new AppendOutcome.Unknown(exception.Message));
        }
    }

    private void Answer(Pending pending, AppendOutcome outcome)
    {
        if (outcome is AppendOutcome.Appended { Count: > 0 } appended)
        {
            LogTelemetry.Events.Add(appended.Count);
            committed?.Invoke(pending.Request.Tenant, appended.LastPosition);
        }
        else if (outcome is AppendOutcome.Conflict or AppendOutcome.Closed)
        {
            LogTelemetry.Conflicts.Add(1);
        }
        pending.Answer(outcome);
    }

    private DateTimeOffset NotBefore(DateTimeOffset newest)
    {
        var now = Micros.Of(time.GetUtcNow());
        return now < newest ? newest : now;
    }

    private static DateTimeOffset Stamp(IReadOnlyList<Pending> batch, DateTimeOffset recorded)
    {
        foreach (var pending in batch) pending.Stamp(recorded);
        return recorded;
    }
}
