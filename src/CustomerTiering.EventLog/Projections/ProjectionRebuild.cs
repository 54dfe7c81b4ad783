using Npgsql;

namespace CustomerTiering.EventLog.Projections;

/// <summary>
/// Folds a projection again from the first event, into a new generation beside the live one, and puts it in the live one's place. Queries
/// see the old rows until then, and the new ones after.
/// </summary>
/// <param name="source">The database, as the runtime role.</param>
public sealed class ProjectionRebuild(NpgsqlDataSource source)
{
    /// <summary>Below so many events behind the live one, the rest is folded under the live one's lock.</summary>
    private const long Near = 1_000;

    /// <summary>
    /// The bytes of views held in memory before they are written and forgotten. With it the whole is bounded: besides the views there are three
    /// slices of the log of 4 MB (and one leaf), and, while writing, the written form of the views, once.
    /// </summary>
    public long MemoryBytes { get; init; } = 256L << 20;

    /// <summary>Rebuilds. An unfinished rebuild of the same projection is thrown away; if two run at once, the later one wins.</summary>
    /// <param name="progress">Told how far it is, and how far the log goes.</param>
    /// <param name="cancel">Ends it early; the live one stays.</param>
    /// <exception cref="ProjectionRebuildException">An event could not be folded, or another rebuild took over; the live one stays.</exception>
    public async Task<RebuildOutcome> RunAsync(
        TenantId tenant, Projection projection, IProgress<(long Position, long Head)>? progress, CancellationToken cancel)
    {
        var limits = new FoldLimits(MemoryBytes, long.MaxValue);
        var target = new FoldTarget(projection, await Generations.BeginAsync(source, tenant, projection, cancel), live: false, 0);
        while (true)
        {
            var head = await LogHeads.OfAsync(source, tenant, cancel);
            progress?.Report((target.Position, head));
            if (head - target.Position <= Near && await Generations.SwitchAsync(source, tenant, target, head, cancel)) break;
            await new FoldRun(source, tenant, limits).RunAsync([target], head, cancel);
            if (target.Failure is { } failure)
            {
                var position = await new FoldStop(source, tenant, limits).StopAsync(target, cancel);
                throw new ProjectionRebuildException($"{projection.Name} cannot fold position {position}: {failure.Message}", failure);
            }
            if (target.Superseded) throw new ProjectionRebuildException($"Another rebuild of {projection.Name} took over.", null);
        }
        progress?.Report((target.Position, target.Position));
        await Generations.DeleteRetiredAsync(source, tenant, projection, cancel);
        return new(target.Generation, target.Position);
    }
}

/// <summary>A projection was rebuilt.</summary>
/// <param name="Generation">The generation that is live now.</param>
/// <param name="Position">The position at which it took over.</param>
public sealed record RebuildOutcome(int Generation, long Position);

/// <summary>A rebuild did not come to its end; the live generation was not touched.</summary>
/// <param name="inner">What the projection threw, or null.</param>
public sealed class ProjectionRebuildException(string message, Exception? inner) : Exception(message, inner);
