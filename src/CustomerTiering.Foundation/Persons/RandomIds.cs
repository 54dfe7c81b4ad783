using System.Security.Cryptography;

namespace CustomerTiering.Persons;

public static class RandomIds
{
    /// <summary>A random id: UUID version 4 from the given source.</summary>
    public static Guid NewId(this RandomNumberGenerator random)
    {
        Span<byte> bytes = stackalloc byte[16];
        random.GetBytes(bytes);
        bytes[6] = (byte)((bytes[6] & 0x0f) | 0x40);
        bytes[8] = (byte)((bytes[8] & 0x3f) | 0x80);
        return new(bytes, bigEndian: true);
    }
}
