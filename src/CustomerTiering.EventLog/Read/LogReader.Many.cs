using CustomerTiering.EventLog.Sql;

namespace CustomerTiering.EventLog.Read;

public sealed partial class LogReader
{
    /// <summary>The events of several streams, stream by stream, ordered by version; unknown streams are left out.</summary>
    /// <exception cref="LogDamagedException">A version is missing, or a leaf was altered.</exception>
    public async Task<IReadOnlyList<RecordedEvent>> StreamsAsync(
        TenantId tenant, IReadOnlyCollection<StreamId> streams, CancellationToken cancellation = default)
    {
        var events = await EventsAsync(tenant, "streams", cancellation, Names(streams), long.MaxValue);
        var (stream, next) = (default(StreamId), 1);
        foreach (var item in events)
        {
            if (item.Stream != stream) (stream, next) = (item.Stream, 1);
            if (item.Version != next++)
                throw new LogDamagedException(tenant, item.Position, $"version {next - 1} of stream {stream} is missing before it.");
        }
        return events;
    }

    /// <summary>
    /// The events about any of these subjects, newest first, at most <paramref name="limit"/>. They precede position <paramref name="before"/>,
    /// exclusive; null for the log's end.
    /// </summary>
    public async Task<IReadOnlyList<RecordedEvent>> SubjectsBackAsync(
        TenantId tenant, IReadOnlyCollection<Guid> subjects, long? before, int limit, CancellationToken cancellation = default) =>
        await EventsAsync(tenant, "subject-back", cancellation, subjects.ToArray(), before ?? long.MaxValue, (long)limit);

    /// <summary>The events of these ids, in log order; unknown ids are left out.</summary>
    /// <exception cref="LogDamagedException">A leaf was altered.</exception>
    public async Task<IReadOnlyList<RecordedEvent>> ByIdsAsync(
        TenantId tenant, IReadOnlyCollection<Guid> ids, CancellationToken cancellation = default) =>
        await EventsAsync(tenant, "events", cancellation, ids.Distinct().ToArray());

    /// <summary>The versions of these streams; unknown streams are left out.</summary>
    public async Task<IReadOnlyDictionary<StreamId, int>> VersionsAsync(
        TenantId tenant, IReadOnlyCollection<StreamId> streams, CancellationToken cancellation = default)
    {
        await using var reader = await AtRowsAsync(
            tenant, cancellation, new TenantStatement(SqlText.Read(typeof(LogReader), "versions"), [Names(streams)]));
        var versions = new Dictionary<StreamId, int>(streams.Count);
        while (await reader.ReadAsync(cancellation)) versions[new(reader.GetString(0))] = reader.GetInt32(1);
        return versions;
    }

    /// <summary>The kept outcome of an idempotency key, or null if it was not used.</summary>
    public async Task<KeptOutcome?> OutcomeAsync(TenantId tenant, string scope, string key, CancellationToken cancellation = default)
    {
        await using var reader = await AtRowsAsync(tenant, cancellation, new TenantStatement(
            "select fingerprint, outcome, first_position, count from idempotency where tenant_id = $1 and scope = $2 and key = $3", scope, key));
        return await reader.ReadAsync(cancellation)
            ? new(reader.GetFieldValue<byte[]>(0), reader.GetFieldValue<byte[]>(1), reader.GetInt64(2), reader.GetInt32(3))
            : null;
    }

    private static string[] Names(IReadOnlyCollection<StreamId> streams) =>
        [.. streams.Select(stream => stream.Value).Distinct(StringComparer.Ordinal)];
}

/// <summary>The kept outcome of an idempotency key.</summary>
/// <param name="Fingerprint">The fingerprint of the request that used it.</param>
/// <param name="Outcome">The data from which the answer is rebuilt.</param>
/// <param name="FirstPosition">The position of its first event.</param>
/// <param name="Count">The number of its events.</param>
public sealed record KeptOutcome(ReadOnlyMemory<byte> Fingerprint, ReadOnlyMemory<byte> Outcome, long FirstPosition, int Count)
{
    /// <summary>The position of the last event.</summary>
    public long LastPosition => FirstPosition + Math.Max(0, Count - 1);
}
