using System.Security.Cryptography;

namespace CustomerTiering.Evidence.Leaves;

/// <summary>
/// The stored and hashed form of an event: canonical JSON of <c>{actor, cause?, corr?, data, effective, id, recorded, schema, stream, tenant, type,
/// v: 1}</c>. It contains neither position nor stream version, which the order of the log implies.
/// </summary>
public static class Leaf
{
    /// <summary>Longer leaves are rejected (<c>event-too-large</c>), since entry bundles store a leaf's length in two bytes.</summary>
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
