using System.Buffers;
using System.Diagnostics.CodeAnalysis;
using System.Runtime.InteropServices;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace CustomerTiering.Evidence.Json;

/// <summary>
/// Canonical JSON (RFC 8785, JCS): one byte sequence per value, for hashing. UTF-8 without a byte order mark or white space, members sorted by UTF-16
/// code units, numbers as ECMAScript writes doubles (integers beyond 2^53 are rounded like doubles).
/// </summary>
public static class CanonicalJson
{
    /// <summary>The maximum nesting depth.</summary>
    public const int MaxDepth = 64;

    /// <summary>The canonical bytes of <paramref name="node"/>; JSON's null for null.</summary>
    /// <exception cref="CanonicalException">It contains a duplicate member, a lone surrogate, or a number that is not finite.</exception>
    public static byte[] Write(JsonNode? node)
    {
        var output = new ArrayBufferWriter<byte>(256);
        CanonicalNode.Write(output, node, depth: 0);
        return output.WrittenSpan.ToArray();
    }

    /// <summary>The canonical bytes of <paramref name="element"/>.</summary>
    /// <exception cref="CanonicalException">It contains a duplicate member, a lone surrogate, or a number too large for a double.</exception>
    public static byte[] Write(JsonElement element) => Canonicalize(JsonMarshal.GetRawUtf8Value(element));

    /// <summary>The canonical bytes of one JSON text in UTF-8.</summary>
    /// <exception cref="CanonicalException">The text is not JSON, or has no canonical form.</exception>
    public static byte[] Canonicalize(ReadOnlySpan<byte> utf8)
    {
        if (CanonicalCheck.Holds(utf8)) return utf8.ToArray();
        var output = new ArrayBufferWriter<byte>(Math.Max(utf8.Length, 16));
        try
        {
            var reader = new Utf8JsonReader(utf8, new JsonReaderOptions { MaxDepth = MaxDepth });
            reader.Read();
            CanonicalText.Write(output, ref reader);
            reader.Read(); // rejects anything after the value
        }
        catch (JsonException broken)
        {
            throw new CanonicalException("not-json", $"Not one JSON value: line {broken.LineNumber}, byte {broken.BytePositionInLine}.");
        }
        return output.WrittenSpan.ToArray();
    }

    /// <summary>The canonical bytes of one JSON text in UTF-8, or an error.</summary>
    /// <param name="utf8">The text, without a byte order mark.</param>
    /// <param name="canonical">The bytes; null if false is returned.</param>
    /// <param name="error">The broken rule, for people, without the offending value; null if true is returned.</param>
    public static bool TryCanonicalize(
        ReadOnlySpan<byte> utf8, [NotNullWhen(true)] out byte[]? canonical, [NotNullWhen(false)] out string? error)
    {
        try
        {
            (canonical, error) = (Canonicalize(utf8), null);
            return true;
        }
        catch (CanonicalException refused)
        {
            (canonical, error) = (null, refused.Message);
            return false;
        }
    }

    /// <summary>Whether the bytes are exactly the canonical form of their value.</summary>
    public static bool IsCanonical(ReadOnlySpan<byte> utf8) =>
        TryCanonicalize(utf8, out var canonical, out _) && utf8.SequenceEqual(canonical);
}
