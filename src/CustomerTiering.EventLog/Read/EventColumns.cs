using CustomerTiering.Evidence.Leaves;
using Npgsql;

namespace CustomerTiering.EventLog.Read;

/// <summary>The columns of the statements that read events, in order.</summary>
internal static class EventColumns
{
    /// <summary>The events of all rows.</summary>
    /// <exception cref="LogDamagedException">A leaf does not match its stored hash.</exception>
    internal static async Task<List<RecordedEvent>> AllAsync(TenantId tenant, NpgsqlDataReader reader, CancellationToken cancellation)
    {
        var events = new List<RecordedEvent>();
        while (await reader.ReadAsync(cancellation)) events.Add(Read(tenant, reader));
        return events;
    }

    /// <summary>The event of a row. Its leaf is verified against its hash, so that no one folds, decides or answers from altered bytes.</summary>
    /// <exception cref="LogDamagedException">The leaf does not match its stored hash.</exception>
    internal static RecordedEvent Read(TenantId tenant, NpgsqlDataReader reader)
    {
        var (position, leaf, hash) = (reader.GetInt64(0), reader.GetFieldValue<byte[]>(9), reader.GetFieldValue<byte[]>(10));
        if (!Leaf.Hash(leaf).AsSpan().SequenceEqual(hash)) throw new LogDamagedException(tenant, position, "its leaf does not match its leaf hash.");
        return new(
            position,
            new(reader.GetString(1)),
            reader.GetInt32(2),
            reader.GetGuid(3),
            reader.GetString(4),
            reader.GetInt32(5),
            reader.IsDBNull(6) ? null : reader.GetGuid(6),
            reader.GetFieldValue<DateTimeOffset>(7),
            reader.GetFieldValue<DateTimeOffset>(8),
            leaf,
            hash);
    }
}
