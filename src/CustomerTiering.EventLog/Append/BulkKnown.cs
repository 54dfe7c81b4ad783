using CustomerTiering.EventLog.Sql;

namespace CustomerTiering.EventLog.Append;

/// <summary>
/// What the log already holds of a bulk append's streams, ids and keys, read under the head's lock. The judge adds what it accepts.
/// </summary>
internal sealed class BulkKnown
{
    internal long Position { get; set; }

    internal DateTimeOffset Recorded { get; private set; }

    internal Dictionary<string, int> Versions { get; } = new(StringComparer.Ordinal);

    internal HashSet<string> Closed { get; } = new(StringComparer.Ordinal);

    internal Dictionary<Guid, KnownEvent> Events { get; } = [];

    internal Dictionary<(string Scope, string Key), KnownKey> Keys { get; } = [];

    /// <summary>Locks the tenant's head and reads, in one round trip.</summary>
    internal static async Task<BulkKnown> ReadAsync(TenantTransaction transaction, TenantId tenant, IReadOnlyList<Pending> requests)
    {
        var streams = requests.SelectMany(pending => pending.Request.Streams)
            .Select(stream => stream.Stream.Value).Distinct(StringComparer.Ordinal).ToArray();
        var ids = requests.SelectMany(pending => pending.Request.Streams)
            .SelectMany(stream => stream.Events).Select(item => item.Id).Distinct().ToArray();
        var keys = requests.Select(pending => pending.Request.Idempotency).OfType<Idempotency>().ToArray();
        await using var reader = await transaction.ReadAsync(
            [
                new(SqlText.Read(typeof(BulkKnown), "lock")),
                new(SqlText.Read(typeof(BulkKnown), "known-streams"), streams),
                new(SqlText.Read(typeof(BulkKnown), "known-ids"), ids),
                new(SqlText.Read(typeof(BulkKnown), "known-keys"), keys.Select(key => key.Scope).ToArray(), keys.Select(key => key.Key).ToArray()),
            ],
            CancellationToken.None);
        if (!await reader.ReadAsync()) throw new UnknownTenantException(tenant);
        var known = new BulkKnown { Position = reader.GetInt64(0), Recorded = reader.GetFieldValue<DateTimeOffset>(1) };
        await reader.NextResultAsync();
        while (await reader.ReadAsync())
        {
            var stream = streams[reader.GetInt32(0) - 1];
            known.Versions[stream] = reader.GetInt32(1);
            if (reader.GetBoolean(2)) known.Closed.Add(stream);
        }
        await reader.NextResultAsync();
        while (await reader.ReadAsync())
            known.Events[reader.GetGuid(0)] = new(reader.GetInt64(1), reader.GetFieldValue<byte[]>(2), reader.GetFieldValue<byte[]>(3));
        await reader.NextResultAsync();
        while (await reader.ReadAsync())
        {
            known.Keys[(reader.GetString(0), reader.GetString(1))] =
                new(reader.GetFieldValue<byte[]>(2), reader.GetFieldValue<byte[]>(3), reader.GetInt64(4), reader.GetInt32(5));
        }
        return known;
    }
}

/// <summary>An event in the log, or accepted earlier in the same call.</summary>
internal readonly record struct KnownEvent(long Position, ReadOnlyMemory<byte> Content, ReadOnlyMemory<byte> LeafHash);

internal readonly record struct KnownKey(ReadOnlyMemory<byte> Fingerprint, ReadOnlyMemory<byte> Outcome, long FirstPosition, int Count);
