using Npgsql;

namespace CustomerTiering.EventLog.Projections;

/// <summary>Reads one stretch of a tenant's log once for several targets at the same position.</summary>
internal sealed class FoldRun(NpgsqlDataSource source, TenantId tenant, FoldLimits limits)
{
    /// <summary>The number of targets folded and stored concurrently.</summary>
    private const int Parallelism = 4;

    /// <summary>
    /// Folds up to a position in the log. Each target ends stored there, superseded, or failed; a failed one may have stored a part.
    /// </summary>
    internal async Task RunAsync(IReadOnlyList<FoldTarget> targets, long upTo, CancellationToken cancel)
    {
        var active = targets.Where(target => target.Active && target.Position < upTo).ToList();
        if (active.Count == 0) return;
        var tail = new LogTail(source, tenant, active.SelectMany(target => target.Projection.Types).ToHashSet());
        var budget = limits.Bytes / active.Count;
        await foreach (var slice in tail.ReadAsync(active[0].Position, upTo, cancel))
        {
            await EachAsync(active, (target, cancel) => TakeAsync(target, slice, cancel), cancel);
            active.RemoveAll(target => !target.Active);
            var due = active.FindAll(target =>
                slice.To == upTo || target.Fold.Bytes > budget || slice.To - target.Position >= limits.Events);
            await StoreAsync(due, slice.To, budget, cancel);
            active.RemoveAll(target => !target.Active);
            if (active.Count == 0) return;
        }
    }

    private async Task TakeAsync(FoldTarget target, LogSlice slice, CancellationToken cancel)
    {
        try
        {
            var missing = target.Fold.Plan(slice.Events);
            if (missing.Count > 0 && !target.AllInMemory) await ProjectionRows.LoadAsync(source, tenant, target, missing, cancel);
            target.Fold.Apply();
        }
        catch (FoldFailedException failure)
        {
            (target.Failure, target.FailedBy) = (failure, slice.To);
        }
    }

    private async Task StoreAsync(List<FoldTarget> targets, long to, long budget, CancellationToken cancel)
    {
        var unchanged = targets.FindAll(target => !target.Fold.Changed);
        if (unchanged.Count > 0) await FoldStore.MoveUnchangedAsync(source, tenant, unchanged, to, cancel);
        await EachAsync(
            targets.FindAll(target => target.Fold.Changed),
            (target, cancel) => FoldStore.StoreAsync(source, tenant, target, to, forget: target.Fold.Bytes > budget, cancel), cancel);
    }

    private static async Task EachAsync(List<FoldTarget> targets, Func<FoldTarget, CancellationToken, Task> act, CancellationToken cancel)
    {
        if (targets.Count == 1) await act(targets[0], cancel);
        else
            await Parallel.ForEachAsync(targets, new ParallelOptions { MaxDegreeOfParallelism = Parallelism, CancellationToken = cancel },
                async (target, cancel) => await act(target, cancel));
    }
}
