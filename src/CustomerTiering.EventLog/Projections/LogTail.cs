using System.Runtime.CompilerServices;
using System.Threading.Channels;
using CustomerTiering.EventLog.Read;
using CustomerTiering.EventLog.Sql;
using Npgsql;

namespace CustomerTiering.EventLog.Projections;

/// <summary>A stretch of a log without gaps.</summary>
/// <param name="To">The last position read; the slice begins after the previous one.</param>
/// <param name="Events">The events of the requested types.</param>
internal sealed record LogSlice(long To, IReadOnlyList<RecordedEvent> Events);

/// <summary>
/// Reads a log ahead of its consumers. Every position is checked, so that gaps are detected, but only leaves of the requested types are transferred.
/// At most three slices are in memory: one being read, one queued, one being folded.
/// </summary>
internal sealed class LogTail(NpgsqlDataSource source, TenantId tenant, IReadOnlySet<string> types)
{
    private const int SliceEvents = 4_096;
    private const long SliceBytes = 4 << 20;
    private const int LeastEvents = 64;

    /// <summary>Reads positions above <paramref name="after"/> up to and including <paramref name="upTo"/>, both of which are in the log.</summary>
    /// <exception cref="LogDamagedException">A position is missing.</exception>
    internal async IAsyncEnumerable<LogSlice> ReadAsync(long after, long upTo, [EnumeratorCancellation] CancellationToken cancel)
    {
        using var ended = CancellationTokenSource.CreateLinkedTokenSource(cancel);
        var slices = Channel.CreateBounded<LogSlice>(new BoundedChannelOptions(1) { SingleReader = true, SingleWriter = true });
        var reading = Task.Run(() => FillAsync(slices.Writer, after, upTo, ended.Token), CancellationToken.None);
        try
        {
            await foreach (var slice in slices.Reader.ReadAllAsync(cancel)) yield return slice;
        }
        finally
        {
            await ended.CancelAsync();
            await reading.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing); // its exception went through the channel
        }
    }

    private async Task FillAsync(ChannelWriter<LogSlice> slices, long after, long upTo, CancellationToken cancel)
    {
        try
        {
            var most = SliceEvents;
            while (after < upTo)
            {
                // No connection is held while waiting for the consumers, which need connections too.
                var (slice, bytes) = await QueryAsync(after, Math.Min(upTo, after + most), cancel);
                await slices.WriteAsync(slice, cancel);
                most = (int)Math.Clamp(SliceBytes * (slice.To - after) / Math.Max(1, bytes), LeastEvents, SliceEvents);
                after = slice.To;
            }
            slices.Complete();
        }
        catch (Exception failure)
        {
            slices.Complete(failure);
        }
    }

    private async Task<(LogSlice Slice, long Bytes)> QueryAsync(long after, long end, CancellationToken cancel)
    {
        await using var reader = await TenantTransaction.ReadAsync(
            source, tenant, TenantSettings.None, [new(SqlText.Read(typeof(LogTail), "log-tail"), after, end, types.ToArray())], cancel);
        var (events, bytes) = (new List<RecordedEvent>(), 0L);
        while (bytes < SliceBytes && await reader.ReadAsync(cancel))
        {
            var position = reader.GetInt64(0);
            if (position != after + 1) throw Missing(after + 1);
            after = position;
            if (reader.IsDBNull(9)) continue;
            var recorded = EventColumns.Read(tenant, reader);
            events.Add(recorded);
            bytes += recorded.Leaf.Length;
        }
        if (bytes < SliceBytes && after != end) throw Missing(after + 1);
        return (new(after, events), bytes);
    }

    private LogDamagedException Missing(long position) => new(tenant, position, "the event is missing.");
}
