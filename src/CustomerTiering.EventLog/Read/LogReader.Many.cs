using CustomerTiering.EventLog.Sql;

namespace CustomerTiering.EventLog.Read;

public sealed partial class LogReader
{
    /// <summary>The events of several streams, stream by stream, by version; a stream that is not there has none.</summary>
    /// <exception cref="LogDamagedException">A version is missing, or a leaf has changed.</exception>
    public async Task<IReadOnlyList<RecordedEvent>> StreamsAsync(
        TenantId tenant, IReadOnlyCollection<StreamId> streams, CancellationToken cancellation = default)
    {
        var events = await EventsAsync(tenant, "streams", cancellation, Names(streams), long.MaxValue);
        var (stream, next) = (default(StreamId), 1);
        foreach (var item in events)
        {
            if (item.Stream != stream) (stream, next) = (item.Stream, 1);
            if (item.Version != next++) throw new LogDamagedException(tenant, item.Position, $"version {next - 1} of stream {stream} is missing before it.");
        }
        return events;
    }

    /// <summary>The events about any of these subjects, the last of the log first.</summary>
    /// <param name="subjects">Whom they are about.</param>
    /// <param name="before">The position after the first one read, exclusive; null for the log's end.</param>
    /// <param name="limit">How many at most.</param>
    public async Task<IReadOnlyList<RecordedEvent>> SubjectsBackAsync(
        TenantId tenant, IReadOnlyCollection<Guid> subjects, long? before, int limit, CancellationToken cancellation = default) =>
        await EventsAsync(tenant, "subject-back", cancellation, subjects.ToArray(), before ?? long.MaxValue, (long)limit);

    /// <summary>The events of these ids in the order of the log; an id that is not there has none.</summary>
    /// <exception cref="LogDamagedException">A leaf has changed.</exception>
    public async Task<IReadOnlyList<RecordedEvent>> ByIdsAsync(TenantId tenant, IReadOnlyCollection<Guid> ids, CancellationToken cancellation = default) =>
        await EventsAsync(tenant, "events", cancellation, ids.Distinct().ToArray());

    /// <summary>The versions of these streams; one that is not there is left out.</summary>
    public async Task<IReadOnlyDictionary<StreamId, int>> VersionsAsync(
        TenantId tenant, IReadOnlyCollection<StreamId> streams, CancellationToken cancellation = default)
    {
        await using var reader = await AtRowsAsync(
            tenant, cancellation, new TenantStatement(SqlText.Read(typeof(LogReader), "versions"), [Names(streams)]));
        var versions = new Dictionary<StreamId, int>(streams.Count);
        while (await reader.ReadAsync(cancellation)) versions[new(reader.GetString(0))] = reader.GetInt32(1);
        return versions;
    }

    /// <summary>What an idempotency key was used for, or null if it was not.</summary>
    public async Task<KeptOutcome?> OutcomeAsync(TenantId tenant, string scope, string key, CancellationToken cancellation = default)
    {
        await using var reader = await AtRowsAsync(tenant, cancellation, new TenantStatement(
            "select fingerprint, outcome, first_position, count from idempotency where tenant_id = $1 and scope = $2 and key = $3", scope, key));
        return await reader.ReadAsync(cancellation)
            ? new(reader.GetFieldValue<byte[]>(0), reader.GetFieldValue<byte[]>(1), reader.GetInt64(2), reader.GetInt32(3))
            : null;
    }

    private static string[] Names(IReadOnlyCollection<StreamId> streams) => [.. streams.Select(stream => stream.Value).Distinct(StringComparer.Ordinal)];
}

/// <summary>What stands under an idempotency key.</summary>
/// <param name="Fingerprint">Of the request that used it.</param>
/// <param name="Outcome">What its answer is made from again.</param>
/// <param name="FirstPosition">Where its events begin.</param>
/// <param name="Count">How many they are.</param>
public sealed record KeptOutcome(ReadOnlyMemory<byte> Fingerprint, ReadOnlyMemory<byte> Outcome, long FirstPosition, int Count)
{
    /// <summary>The position of the last event.</summary>
    public long LastPosition => FirstPosition + Math.Max(0, Count - 1);
}
