using System.Security.Cryptography;

namespace CustomerTiering.Evidence.Leaves;

/// <summary>
/// The digest of a customer's known facts: a SHA-256 chain over the leaf hashes of the customer's fact events in log order. digest(0) = 32 zero
/// bytes; digest(n) = SHA-256(digest(n-1) || leaf hash n). Constant cost per fact. Erasure does not affect it, since destroying a key leaves leaves
/// unchanged.
/// </summary>
public static class FactsDigest
{
    /// <summary>The length of a digest.</summary>
    public const int Bytes = SHA256.HashSizeInBytes;

    /// <summary>The digest of no facts: a new array of 32 zero bytes.</summary>
    public static byte[] Empty() => new byte[Bytes];

    /// <summary>The digest after one more fact.</summary>
    /// <param name="digest">The digest before; 32 bytes.</param>
    /// <param name="leafHash">The leaf hash of the fact's event; 32 bytes.</param>
    public static byte[] Next(ReadOnlySpan<byte> digest, ReadOnlySpan<byte> leafHash)
    {
        var next = digest.ToArray();
        Advance(next, leafHash);
        return next;
    }

    /// <summary>Advances <paramref name="digest"/> by one fact, in place.</summary>
    /// <param name="digest">The digest before and after; 32 bytes.</param>
    /// <param name="leafHash">The leaf hash of the fact's event; 32 bytes.</param>
    public static void Advance(Span<byte> digest, ReadOnlySpan<byte> leafHash)
    {
        ArgumentOutOfRangeException.ThrowIfNotEqual(digest.Length, Bytes);
        ArgumentOutOfRangeException.ThrowIfNotEqual(leafHash.Length, Bytes);
        Span<byte> pair = stackalloc byte[2 * Bytes];
        digest.CopyTo(pair);
        leafHash.CopyTo(pair[Bytes..]);
        SHA256.HashData(pair, digest);
    }
}
