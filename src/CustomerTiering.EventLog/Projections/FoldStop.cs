using CustomerTiering.EventLog.Sql;
using CustomerTiering.EventLog.Work;
using Npgsql;

namespace CustomerTiering.EventLog.Projections;

/// <summary>Stops a projection before an event that it cannot fold, with everything before that event stored.</summary>
internal sealed class FoldStop(NpgsqlDataSource source, TenantId tenant, FoldLimits limits)
{
    /// <summary>
    /// If the failing event is known, folds and stores the events before it. If not (the table rejected one row of many), bisects the stretch until
    /// one event is left.
    /// </summary>
    /// <returns>The position of the failing event; null if another worker took over.</returns>
    internal async Task<long?> StopAsync(FoldTarget failed, CancellationToken cancel)
    {
        var failure = failed.Failure!;
        var (good, bad) = (failed.Position, failure.Position > 0 ? failure.Position : failed.FailedBy);
        var probe = failure.Position > 0 ? bad - 1 : good + (bad - good) / 2;
        while (bad - good > 1)
        {
            var again = new FoldTarget(failed.Projection, failed.Generation, failed.Live, good);
            await new FoldRun(source, tenant, limits).RunAsync([again], probe, cancel);
            if (again.Superseded) return null;
            good = again.Position;
            if (again.Failure is { } other)
            {
                failure = other;
                bad = other.Position > 0 ? other.Position : again.FailedBy;
            }
            probe = good + (bad - good) / 2;
        }
        return await MarkAsync(failed, good, Failure.Of(failure.InnerException!), cancel) ? bad : null;
    }

    /// <summary>Marks a projection as stopped after a position.</summary>
    internal async Task<bool> MarkAsync(FoldTarget target, long position, string reason, CancellationToken cancel) =>
        await TenantTransaction.ExecuteAsync(
            source, tenant,
            [new(SqlText.Read(typeof(FoldStop), "stop-projection"), target.Projection.Name, target.Generation, position, target.State, reason)],
            cancel) == 1;
}
