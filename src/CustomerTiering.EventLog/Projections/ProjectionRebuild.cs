using Npgsql;

namespace CustomerTiering.EventLog.Projections;

/// <summary>
/// Rebuilds a projection from the first event, in a new generation beside the live one, which it then replaces. Queries see the old rows until the
/// switch, and the new ones after it.
/// </summary>
/// <param name="source">Connections of the runtime role.</param>
public sealed class ProjectionRebuild(NpgsqlDataSource source)
{
    /// <summary>With fewer events than this left, the rest is folded under the live generation's lock.</summary>
    private const long Near = 1_000;

    /// <summary>
    /// The memory limit for views, in bytes, at which they are written and dropped. Besides, a rebuild holds three slices of the log of 4 MB (plus
    /// one leaf) and, while writing, the serialized views once.
    /// </summary>
    public long MemoryBytes { get; init; } = 256L << 20;

    /// <summary>
    /// Rebuilds. An unfinished rebuild of the same projection is discarded; of two concurrent ones, the later wins. <paramref name="progress"/>
    /// receives the position reached and the head.
    /// </summary>
    /// <exception cref="ProjectionRebuildException">
    /// An event could not be folded, or another rebuild took over; the live generation is untouched.
    /// </exception>
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

/// <summary>The result of a rebuild.</summary>
/// <param name="Generation">The generation that is live now.</param>
/// <param name="Position">The position at which it went live.</param>
public sealed record RebuildOutcome(int Generation, long Position);

/// <summary>A rebuild did not finish; the live generation is untouched.</summary>
/// <param name="message">The reason.</param>
/// <param name="inner">The projection's exception, or null.</param>
public sealed class ProjectionRebuildException(string message, Exception? inner) : Exception(message, inner);
