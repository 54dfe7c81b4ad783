namespace CustomerTiering.Evidence.Ids;

/// <summary>Ids derived from hashes: UUID version 8 (RFC 9562, 5.8).</summary>
public static class Uuid8
{
    /// <summary>
    /// The first 16 bytes of <paramref name="hash"/> in the byte order of RFC 9562 (big-endian), with the upper four bits of byte 6 set to 8 and the
    /// upper two of byte 8 to binary 10.
    /// </summary>
    public static Guid FromHash(ReadOnlySpan<byte> hash)
    {
        Span<byte> bytes = stackalloc byte[16];
        hash[..16].CopyTo(bytes);
        bytes[6] = (byte)((bytes[6] & 0x0f) | 0x80);
        bytes[8] = (byte)((bytes[8] & 0x3f) | 0x80);
        return new(bytes, bigEndian: true);
    }
}
