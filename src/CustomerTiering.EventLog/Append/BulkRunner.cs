using Npgsql;

namespace CustomerTiering.EventLog.Append;

/// <summary>Runs bulk appends, one at a time per writer: prepares the leaves, retries, and assembles the outcomes.</summary>
internal sealed class BulkRunner(NpgsqlDataSource source, TimeProvider time, Action<TenantId, long>? committed) : IDisposable
{
    private readonly SemaphoreSlim _turn = new(1);
    private readonly BulkAppend _append = new(source, time);

    internal async Task<IReadOnlyList<AppendOutcome>> RunAsync(
        TenantId tenant, IReadOnlyList<AppendRequest> requests, CancellationToken cancellation)
    {
        using var activity = LogTelemetry.Source.StartActivity("append bulk");
        activity?.SetTag("tiering.callers", requests.Count);
        var outcomes = new AppendOutcome[requests.Count];
        var prepared = new Pending[requests.Count];
        var refused = new AppendOutcome?[requests.Count];
        Several.Do(requests.Count, i => // leaves are independent, and take most of a bulk append's time outside of the database
        {
            if (requests[i].Tenant != tenant)
                throw new ArgumentException($"Request {i + 1} is of tenant {requests[i].Tenant}, not {tenant}.", nameof(requests));
            RequestRules.Check(requests[i]);
            prepared[i] = Pending.Prepare(requests[i], cancellation, out refused[i]);
        });
        var (able, places) = (new List<Pending>(requests.Count), new List<int>(requests.Count));
        for (var i = 0; i < outcomes.Length; i++)
        {
            if (refused[i] is { } reason) outcomes[i] = reason;
            else
            {
                able.Add(prepared[i]);
                places.Add(i);
            }
        }
        var judged = await CommitAsync(tenant, able, cancellation);
        for (var i = 0; i < judged.Length; i++) outcomes[places[i]] = judged[i];
        Tell(tenant, judged);
        return outcomes;
    }

    public void Dispose() => _turn.Dispose();

    private async Task<AppendOutcome[]> CommitAsync(TenantId tenant, List<Pending> requests, CancellationToken cancellation)
    {
        await _turn.WaitAsync(cancellation);
        try
        {
            return await Retry.RunAsync(
                () => _append.RunAsync(tenant, requests, cancellation),
                () =>
                {
                    foreach (var pending in requests) pending.Uncertain = true;
                    return Task.CompletedTask;
                });
        }
        catch (Exception exception) when (exception is not OperationCanceledException && Failures.Of(exception) != Failure.Definite)
        {
            return [.. requests.Select(_ => new AppendOutcome.Unknown(exception.Message))];
        }
        finally
        {
            _turn.Release();
        }
    }

    private void Tell(TenantId tenant, AppendOutcome[] outcomes)
    {
        long events = 0, last = 0;
        foreach (var outcome in outcomes)
        {
            if (outcome is AppendOutcome.Appended { Count: > 0 } appended) (events, last) = (events + appended.Count, appended.LastPosition);
            else if (outcome is AppendOutcome.Conflict or AppendOutcome.Closed) LogTelemetry.Conflicts.Add(1);
        }
        if (events == 0) return;
        LogTelemetry.Events.Add(events);
        committed?.Invoke(tenant, last);
    }
}
