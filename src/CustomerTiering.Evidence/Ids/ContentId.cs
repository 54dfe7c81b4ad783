using System.Buffers;
using System.Security.Cryptography;
using CustomerTiering.Evidence.Json;

namespace CustomerTiering.Evidence.Ids;

/// <summary>Ids derived from content, such as those of decisions: the same content always has the same id.</summary>
public static class ContentId
{
    /// <summary>UUIDv8 of the first 16 bytes of SHA-256(JCS([parts…])), each part a string, or null if absent.</summary>
    /// <exception cref="CanonicalException">A part contains a lone surrogate.</exception>
    public static Guid Of(params ReadOnlySpan<string?> parts)
    {
        var text = new ArrayBufferWriter<byte>(512);
        Write(text, parts);
        Span<byte> hash = stackalloc byte[SHA256.HashSizeInBytes];
        SHA256.HashData(text.WrittenSpan, hash);
        return Uuid8.FromHash(hash);
    }

    internal static void Write(IBufferWriter<byte> text, ReadOnlySpan<string?> parts)
    {
        var writer = new CanonicalWriter(text);
        writer.BeginArray();
        foreach (var part in parts)
        {
            if (part is null) writer.Null();
            else writer.String(part);
        }
        writer.EndArray();
    }
}
