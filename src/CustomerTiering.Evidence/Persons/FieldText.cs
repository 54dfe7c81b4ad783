using System.Buffers;
using System.Text.Json;
using CustomerTiering.Evidence.Json;

namespace CustomerTiering.Evidence.Persons;

/// <summary>The parts of a personal field, parsed from its JSON.</summary>
internal sealed record FieldText(string KeyId, byte[] Commitment, byte[] Nonce, byte[] SealedText)
{
    private const string Algorithm = "A256GCM";

    internal static byte[] Write(DataKey key, ReadOnlySpan<byte> nonce, ReadOnlySpan<byte> sealedText)
    {
        var output = new ArrayBufferWriter<byte>(192 + (sealedText.Length * 2));
        var writer = new CanonicalWriter(output);
        writer.BeginObject();
        writer.String("alg", Algorithm);
        writer.String("ct", Convert.ToBase64String(sealedText));
        writer.String("kc", Convert.ToBase64String(key.Commitment));
        writer.String("kid", key.Id);
        writer.String("n", Convert.ToBase64String(nonce));
        writer.EndObject();
        return output.WrittenSpan.ToArray();
    }

    /// <summary>Null unless it has exactly the five members with valid values. Strict by design: a field has exactly one form.</summary>
    internal static FieldText? Read(ReadOnlySpan<byte> field)
    {
        if (!CanonicalJson.IsCanonical(field)) return null;
        var reader = new Utf8JsonReader(field);
        reader.Read();
        if (reader.TokenType != JsonTokenType.StartObject) return null;
        if (Member(ref reader, "alg"u8) != Algorithm) return null;
        var sealedText = Base64(Member(ref reader, "ct"u8));
        var commitment = Base64(Member(ref reader, "kc"u8));
        var keyId = Member(ref reader, "kid"u8);
        var nonce = Base64(Member(ref reader, "n"u8));
        if (!reader.Read() || reader.TokenType != JsonTokenType.EndObject) return null;
        return sealedText?.Length >= Gcm.TagBytes && commitment?.Length == DataKey.Bytes && nonce?.Length == Gcm.NonceBytes && keyId is not null
            ? new(keyId, commitment, nonce, sealedText)
            : null;
    }

    private static string? Member(ref Utf8JsonReader reader, ReadOnlySpan<byte> name)
    {
        if (!reader.Read() || reader.TokenType != JsonTokenType.PropertyName || !reader.ValueTextEquals(name)) return null;
        return reader.Read() && reader.TokenType == JsonTokenType.String ? reader.GetString() : null;
    }

    /// <summary>Decodes only the canonical form: standard alphabet, padded, no stray bits.</summary>
    private static byte[]? Base64(string? text)
    {
        if (text is null) return null;
        var bytes = new byte[text.Length];
        return Convert.TryFromBase64String(text, bytes, out var length) && Convert.ToBase64String(bytes, 0, length) == text ? bytes[..length] : null;
    }
}
