using System.Buffers;
using System.Buffers.Binary;
using System.Text;

namespace CustomerTiering.Imports.Rows;

/// <summary>
/// The values of a fact in a row, as sortable bytes. The key is fact, id and line, so that the rows of one fact are adjacent and in order.
/// </summary>
internal static class RowRecord
{
    private const int LineBytes = 8, Nothing = -1;

    /// <summary>The key: index of the fact, id, line.</summary>
    internal static void WriteKey(ArrayBufferWriter<byte> to, int fact, string id, long line)
    {
        to.ResetWrittenCount();
        to.Write([(byte)fact]);
        Encoding.UTF8.GetBytes(id, to);
        var tail = to.GetSpan(LineBytes + 1);
        tail[0] = 0; // sorts a shorter id before a longer one that begins with it
        BinaryPrimitives.WriteInt64BigEndian(tail[1..], line);
        to.Advance(LineBytes + 1);
    }

    internal static void WriteValues(ArrayBufferWriter<byte> to, string?[] values)
    {
        to.ResetWrittenCount();
        foreach (var value in values)
        {
            var length = value is null ? Nothing : Encoding.UTF8.GetByteCount(value);
            BinaryPrimitives.WriteInt32LittleEndian(to.GetSpan(4), length);
            to.Advance(4);
            if (value is not null) Encoding.UTF8.GetBytes(value, to);
        }
    }

    internal static int FactOf(ReadOnlySpan<byte> key) => key[0];

    internal static long LineOf(ReadOnlySpan<byte> key) => BinaryPrimitives.ReadInt64BigEndian(key[^LineBytes..]);

    /// <summary>The key without the line: the same for all rows of one fact.</summary>
    internal static ReadOnlySpan<byte> GroupOf(ReadOnlySpan<byte> key) => key[..^LineBytes];

    internal static string?[] Values(ReadOnlySpan<byte> payload, int count)
    {
        var values = new string?[count];
        for (var i = 0; i < count; i++)
        {
            var length = BinaryPrimitives.ReadInt32LittleEndian(payload);
            payload = payload[4..];
            if (length == Nothing) continue;
            values[i] = Encoding.UTF8.GetString(payload[..length]);
            payload = payload[length..];
        }
        return values;
    }
}
