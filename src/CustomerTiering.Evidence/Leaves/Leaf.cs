using System.Security.Cryptography;

namespace CustomerTiering.Evidence.Leaves;

/// <summary>
/// What the log stores and hashes of an event: canonical JSON of <c>{actor, cause?, corr?, data, effective, id, recorded, schema, stream, tenant,
/// type, v: 1}</c>. Neither its position nor its stream version is in it: the order of the log implies both.
/// </summary>
public static class Leaf
{
    /// <summary>A longer leaf is refused (<c>event-too-large</c>); a bundle of entries gives a leaf two bytes for its length.</summary>
    public const int MaxBytes = 60_000;

    /// <summary>The length of a leaf hash.</summary>
    public const int HashBytes = SHA256.HashSizeInBytes;

    /// <summary>SHA-256 of 0x00 and the leaf (RFC 6962, 2.1).</summary>
    public static byte[] Hash(ReadOnlySpan<byte> leaf)
    {
        Span<byte> prefixed = leaf.Length < 4096 ? stackalloc byte[leaf.Length + 1] : new byte[leaf.Length + 1];
        prefixed[0] = 0;
        leaf.CopyTo(prefixed[1..]);
        return SHA256.HashData(prefixed);
    }
}
