using CustomerTiering.EventLog.Work;
using Npgsql;

namespace CustomerTiering.EventLog.Projections;

/// <summary>Stops a projection before the event that it can't fold, with everything before that event stored.</summary>
internal sealed class FoldStop(NpgsqlDataSource source, TenantId tenant, FoldLimits limits)
{
    /// <summary>
    /// Where the event is known, what is before it is folded again and stored. Where it isn't (the table refused one row of many), the stretch is halved
    /// until one event is left.
    /// </summary>
    /// <returns>Where it stopped; null if another worker took over meanwhile.</returns>
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
    internal async Task<bool> MarkAsync(FoldTarget target, long position, string reason, CancellationToken cancel)
    {
        await using var connection = await source.OpenConnectionAsync(cancel);
        await using var transaction = await connection.BeginTransactionAsync(cancel);
        await using var batch = new NpgsqlBatch(connection)
        {
            BatchCommands =
            {
                TenantScope.Set(tenant),
                new(
                    """
                    update projection set state = 'stopped', stopped_at = position + 1, reason = $6
                    where tenant_id = $1 and name = $2 and generation = $3 and position = $4 and state = $5 returning 1
                    """)
                {
                    Parameters =
                    {
                        new() { Value = tenant.Value }, new() { Value = target.Projection.Name }, new() { Value = target.Generation },
                        new() { Value = position }, new() { Value = target.State }, new() { Value = reason },
                    },
                },
            },
        };
        bool marked;
        await using (var reader = await batch.ExecuteReaderAsync(cancel))
        {
            await reader.NextResultAsync(cancel);
            marked = await reader.ReadAsync(cancel);
        }
        await transaction.CommitAsync(cancel);
        return marked;
    }
}
