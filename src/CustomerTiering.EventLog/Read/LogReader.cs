using System.Runtime.CompilerServices;
using CustomerTiering.EventLog.Sql;
using Npgsql;

namespace CustomerTiering.EventLog.Read;

/// <summary>
/// Reads logs. Appends commit in the order of their positions, so the visible log never has a gap; a gap is damage, and stops the reader.
/// </summary>
/// <param name="source">Connections of the runtime role.</param>
public sealed partial class LogReader(NpgsqlDataSource source)
{
    /// <summary>The default maximum number of events per batch.</summary>
    public const int DefaultBatch = 1_000;

    private const string HeadOfLog = "select position, recorded from log_head where tenant_id = $1";

    private readonly StreamReads _streams = new(source);

    /// <summary>The head of a tenant's log.</summary>
    /// <exception cref="UnknownTenantException">The tenant has no log in this database.</exception>
    public async Task<LogHead> HeadAsync(TenantId tenant, CancellationToken cancellation = default)
    {
        await using var reader = await AtRowsAsync(tenant, cancellation, new TenantStatement(HeadOfLog));
        return await reader.ReadAsync(cancellation) ? Head(reader) : throw new UnknownTenantException(tenant);
    }

    /// <summary>The events of a log in order, in batches, up to the head at the time of the last batch.</summary>
    /// <param name="after">The position to start after, exclusive; 0 for the beginning.</param>
    /// <param name="upTo">The last position read, inclusive; null for the log's end.</param>
    /// <param name="batch">The maximum number of events per batch.</param>
    /// <param name="cancellation">The cancellation token.</param>
    /// <exception cref="LogDamagedException">A position up to the head is missing, or a leaf was altered.</exception>
    /// <exception cref="UnknownTenantException">The tenant has no log in this database.</exception>
    public async IAsyncEnumerable<IReadOnlyList<RecordedEvent>> ReadAsync(
        TenantId tenant, long after, long? upTo = null, int batch = DefaultBatch, [EnumeratorCancellation] CancellationToken cancellation = default)
    {
        while (true)
        {
            var events = await NextAsync(tenant, after, upTo, batch, cancellation);
            if (events.Count > 0) yield return events;
            if (events.Count < batch) yield break;
            after = events[^1].Position;
        }
    }

    /// <summary>The next events of a log after a position; empty at the log's end.</summary>
    /// <inheritdoc cref="ReadAsync"/>
    public async Task<IReadOnlyList<RecordedEvent>> NextAsync(
        TenantId tenant, long after, long? upTo = null, int batch = DefaultBatch, CancellationToken cancellation = default)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(after);
        await using var reader = await AtRowsAsync(
            tenant, cancellation, new(HeadOfLog), new(SqlText.Read(typeof(LogReader), "log"), after, upTo ?? long.MaxValue, (long)batch));
        // The head is read before the events, so the events must reach at least as far.
        var head = await reader.ReadAsync(cancellation) ? Head(reader) : throw new UnknownTenantException(tenant);
        await reader.NextResultAsync(cancellation);
        var events = await EventColumns.AllAsync(tenant, reader, cancellation);
        var next = after;
        foreach (var item in events)
            if (item.Position != ++next) throw new LogDamagedException(tenant, next, $"the event is missing; the next one is at {item.Position}.");
        if (events.Count < batch && next < Math.Min(head.Position, upTo ?? long.MaxValue))
            throw new LogDamagedException(tenant, next + 1, $"the event is missing, though the log ends at {head.Position}.");
        return events;
    }

    /// <summary>
    /// The events of a stream in order, at most <paramref name="limit"/>; empty for an unknown stream. Starts at version <paramref name="from"/>,
    /// inclusive, and ignores events after log position <paramref name="upTo"/>; null for the log's end.
    /// </summary>
    /// <exception cref="LogDamagedException">A version is missing, or a leaf was altered.</exception>
    public async Task<IReadOnlyList<RecordedEvent>> StreamAsync(
        TenantId tenant, StreamId stream, int from = 1, long? upTo = null, int limit = int.MaxValue, CancellationToken cancellation = default)
    {
        if (from <= 1 && upTo is null && limit == int.MaxValue)
        {
            var first = await _streams.ReadAsync(tenant, stream, cancellation);
            return first.Count < StreamReads.Most ? first
                : [.. first, .. await StreamAsync(tenant, stream, first.Count + 1, cancellation: cancellation)];
        }
        var events = await EventsAsync(tenant, "stream", cancellation, stream.Value, from, upTo ?? long.MaxValue, (long)limit);
        var next = Math.Max(from, 1);
        foreach (var item in events)
            if (item.Version != next++)
                throw new LogDamagedException(tenant, item.Position, $"version {next - 1} of stream {stream} is missing before it.");
        return events;
    }

    /// <summary>The events about a subject in log order, in batches.</summary>
    /// <inheritdoc cref="ReadAsync"/>
    public async IAsyncEnumerable<IReadOnlyList<RecordedEvent>> SubjectAsync(
        TenantId tenant, Guid subject, long after = 0, long? upTo = null, int batch = DefaultBatch,
        [EnumeratorCancellation] CancellationToken cancellation = default)
    {
        while (true)
        {
            var events = await EventsAsync(tenant, "subject", cancellation, subject, after, upTo ?? long.MaxValue, (long)batch);
            if (events.Count > 0) yield return events;
            if (events.Count < batch) yield break;
            after = events[^1].Position;
        }
    }

    /// <summary>The event with this id, or null.</summary>
    /// <exception cref="LogDamagedException">Its leaf was altered.</exception>
    public async Task<RecordedEvent?> FindAsync(TenantId tenant, Guid id, CancellationToken cancellation = default)
    {
        var events = await EventsAsync(tenant, "event", cancellation, id);
        return events.Count == 0 ? null : events[0];
    }

    /// <summary>The last position recorded at or before an instant; 0 if there is none.</summary>
    /// <exception cref="LogDamagedException">A position needed by the search is missing.</exception>
    /// <exception cref="UnknownTenantException">The tenant has no log in this database.</exception>
    public async Task<long> PositionAtAsync(TenantId tenant, DateTimeOffset known, CancellationToken cancellation = default)
    {
        await using var reader = await AtRowsAsync(
            tenant, cancellation, new TenantStatement(SqlText.Read(typeof(LogReader), "position-at"), Micros.Of(known)));
        var (low, high) = (-1L, 0L);
        while (await reader.ReadAsync(cancellation)) (low, high) = (reader.GetInt64(0), reader.GetInt64(1));
        if (low < 0) throw new UnknownTenantException(tenant);
        return low == high ? low : throw new LogDamagedException(tenant, low + ((high - low + 1) / 2), "the event is missing.");
    }

    private async Task<List<RecordedEvent>> EventsAsync(TenantId tenant, string file, CancellationToken cancellation, params List<object> values)
    {
        await using var reader = await AtRowsAsync(tenant, cancellation, new TenantStatement(SqlText.Read(typeof(LogReader), file), values));
        return await EventColumns.AllAsync(tenant, reader, cancellation);
    }

    private Task<NpgsqlDataReader> AtRowsAsync(TenantId tenant, CancellationToken cancellation, params TenantStatement[] statements) =>
        TenantTransaction.ReadAsync(source, tenant, TenantSettings.AlongIndexes, statements, cancellation);

    private static LogHead Head(NpgsqlDataReader reader) => new(reader.GetInt64(0), reader.GetFieldValue<DateTimeOffset>(1));
}
