using System.Text;
using System.Text.Json;
using CustomerTiering.Evidence.Leaves;

namespace CustomerTiering.Verifier.Leaves;

/// <summary>One line of a file of leaves: the bytes, and their claimed hash.</summary>
internal sealed record LeafLine(byte[] Leaf, byte[] Hash)
{
    private static readonly JsonDocumentOptions Strict = new() { AllowDuplicateProperties = false };
    private static readonly UTF8Encoding Utf8 = new(encoderShouldEmitUTF8Identifier: false, throwOnInvalidBytes: true);

    internal static (LeafLine? Claim, LeafFault? Fault) Read(string line)
    {
        try
        {
            using var document = JsonDocument.Parse(line, Strict);
            return Read(document.RootElement);
        }
        catch (JsonException broken)
        {
            return Broken($"Not one JSON object with unique members (byte {broken.BytePositionInLine}).");
        }
        catch (InvalidOperationException)
        {
            return Broken("A string contains an unpaired surrogate."); // the framework detects it only when the text is read
        }
    }

    private static (LeafLine?, LeafFault?) Read(JsonElement root)
    {
        if (root.ValueKind != JsonValueKind.Object) return Broken("Not a JSON object.");
        foreach (var member in root.EnumerateObject())
            if (member.Name is not ("leaf" or "leafHash")) return Broken("The line has a member other than 'leaf' and 'leafHash'.");
        if (Bytes(root) is not { } leaf) return Broken("'leaf' is neither the text of a leaf nor its bytes in base64.");
        if (Hex(root) is not { } hash) return Broken("'leafHash' is not 64 digits of lower-case hexadecimal.");
        return (new(leaf, hash), null);
    }

    /// <summary>A leaf begins with a brace, which base64 cannot contain, so the two forms are unambiguous.</summary>
    private static byte[]? Bytes(JsonElement root)
    {
        if (Text(root, "leaf") is not { } text) return null;
        if (text.StartsWith('{')) return Utf8.GetBytes(text);
        var bytes = new byte[text.Length];
        return Convert.TryFromBase64String(text, bytes, out var length) && Convert.ToBase64String(bytes, 0, length) == text ? bytes[..length] : null;
    }

    private static byte[]? Hex(JsonElement root) =>
        Text(root, "leafHash") is { Length: 2 * Evidence.Leaves.Leaf.HashBytes } text && !text.AsSpan().ContainsAnyExcept("0123456789abcdef")
            ? Convert.FromHexString(text)
            : null;

    private static string? Text(JsonElement root, string name) =>
        root.TryGetProperty(name, out var value) && value.ValueKind == JsonValueKind.String ? value.GetString() : null;

    private static (LeafLine?, LeafFault?) Broken(string message) => (null, new("line", message));
}
