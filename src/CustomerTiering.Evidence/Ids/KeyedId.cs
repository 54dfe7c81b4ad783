using System.Buffers;
using System.Security.Cryptography;
using CustomerTiering.Evidence.Json;

namespace CustomerTiering.Evidence.Ids;

/// <summary>
/// Ids of facts from external sources. The same fact always has the same id, so importing it again adds nothing. Without the tenant's key, the id
/// reveals nothing about the source's id.
/// </summary>
public static class KeyedId
{
    /// <summary>The minimum key length, that of the hash, so that source ids cannot be guessed.</summary>
    public const int MinKeyBytes = 32;

    /// <summary>UUIDv8 of the first 16 bytes of HMAC-SHA256(key, JCS([source, kind, id])).</summary>
    /// <param name="key">The tenant's key for ids; at least 32 bytes, never stored in the log.</param>
    /// <param name="source">The source of the fact, such as <c>webshop</c>.</param>
    /// <param name="kind">The kind of fact, such as <c>purchase</c>.</param>
    /// <param name="id">The fact's id at its source.</param>
    /// <exception cref="ArgumentOutOfRangeException">The key is too short.</exception>
    /// <exception cref="CanonicalException">A text contains a lone surrogate.</exception>
    public static Guid Of(ReadOnlySpan<byte> key, string source, string kind, string id)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(key.Length, MinKeyBytes);
        var text = new ArrayBufferWriter<byte>(source.Length + kind.Length + id.Length + 32);
        ContentId.Write(text, [source, kind, id]);
        Span<byte> mac = stackalloc byte[HMACSHA256.HashSizeInBytes];
        HMACSHA256.HashData(key, text.WrittenSpan, mac);
        return Uuid8.FromHash(mac);
    }
}
