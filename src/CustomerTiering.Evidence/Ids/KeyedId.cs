using System.Buffers;
using System.Security.Cryptography;
using CustomerTiering.Evidence.Json;

namespace CustomerTiering.Evidence.Ids;

/// <summary>
/// The id of a fact that came from elsewhere: the same fact gets the same id, so that a repeated import adds nothing, and without the tenant's
/// key the id gives nothing away about the source's.
/// </summary>
public static class KeyedId
{
    /// <summary>A key is at least as long as the hash, so that guessing source ids does not open it.</summary>
    public const int MinKeyBytes = 32;

    /// <summary>UUIDv8 of the first 16 bytes of HMAC-SHA256(key, JCS([source, kind, id])).</summary>
    /// <param name="key">The tenant's key for ids; at least 32 bytes, kept out of the log.</param>
    /// <param name="source">Where the fact came from, such as <c>webshop</c>.</param>
    /// <param name="kind">What sort of fact it is, such as <c>purchase</c>.</param>
    /// <param name="id">The source's own id of it.</param>
    /// <exception cref="ArgumentOutOfRangeException">The key is too short.</exception>
    /// <exception cref="CanonicalException">A text holds half of a surrogate pair.</exception>
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
