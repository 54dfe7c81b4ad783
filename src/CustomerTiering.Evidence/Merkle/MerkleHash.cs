using System.Numerics;
using System.Security.Cryptography;

namespace CustomerTiering.Evidence.Merkle;

/// <summary>Merkle tree hashes as defined by RFC 6962, 2.1, with SHA-256. An odd node is promoted unchanged, never duplicated.</summary>
public static class MerkleHash
{
    /// <summary>The length of a hash.</summary>
    public const int Bytes = SHA256.HashSizeInBytes;

    /// <summary>The root of the empty tree: SHA-256 of the empty string.</summary>
    public static byte[] EmptyRoot() => SHA256.HashData([]);

    /// <summary>SHA-256 of 0x00 and the leaf.</summary>
    public static byte[] Leaf(ReadOnlySpan<byte> leaf) => Leaves.Leaf.Hash(leaf);

    /// <summary>SHA-256 of 0x01, the left and the right hash.</summary>
    public static byte[] Node(ReadOnlySpan<byte> left, ReadOnlySpan<byte> right)
    {
        Span<byte> pair = stackalloc byte[1 + (2 * Bytes)];
        pair[0] = 1;
        left.CopyTo(pair[1..]);
        right.CopyTo(pair[(1 + left.Length)..]);
        return SHA256.HashData(pair[..(1 + left.Length + right.Length)]);
    }

    /// <summary>The root over leaf hashes in log order. The left subtree has the largest power of two below the number of leaves.</summary>
    public static byte[] Root(ReadOnlySpan<byte[]> leafHashes) => leafHashes.Length switch
    {
        0 => EmptyRoot(),
        1 => (byte[])leafHashes[0].Clone(),
        _ => Split(leafHashes, 1 << BitOperations.Log2((uint)leafHashes.Length - 1)),
    };

    private static byte[] Split(ReadOnlySpan<byte[]> leafHashes, int left) => Node(Root(leafHashes[..left]), Root(leafHashes[left..]));
}
