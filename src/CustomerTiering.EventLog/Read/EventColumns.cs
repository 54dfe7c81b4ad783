using Npgsql;

namespace CustomerTiering.EventLog.Read;

/// <summary>The columns of the statements in <c>Sql/read</c>, in their order.</summary>
internal static class EventColumns
{
    internal static RecordedEvent Read(NpgsqlDataReader reader) => new(
        reader.GetInt64(0),
        new(reader.GetString(1)),
        reader.GetInt32(2),
        reader.GetGuid(3),
        reader.GetString(4),
        reader.GetInt32(5),
        reader.IsDBNull(6) ? null : reader.GetGuid(6),
        reader.GetFieldValue<DateTimeOffset>(7),
        reader.GetFieldValue<DateTimeOffset>(8),
        reader.GetFieldValue<byte[]>(9),
        reader.GetFieldValue<byte[]>(10));
}
