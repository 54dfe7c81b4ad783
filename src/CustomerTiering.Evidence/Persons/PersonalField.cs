using System.Security.Cryptography;

namespace CustomerTiering.Evidence.Persons;

/// <summary>
/// A value that identifies a person or quotes one, encrypted within the event: <c>{"alg":"A256GCM","ct":…,"kc":…,"kid":…,"n":…}</c>. Kenc||Kcom =
/// HKDF-SHA256(data key, no salt, "tier/v1/field-encryption", 64 bytes); <c>ct</c> = AES-256-GCM under Kenc with the tag at the end; <c>kc</c> =
/// Kcom. AES-GCM alone does not commit to the key: without <c>kc</c>, a ciphertext could be crafted that opens to different texts under two keys, and
/// the convenient one be shown later.
/// </summary>
public static class PersonalField
{
    /// <summary>The length of a nonce. Random nonces are safe for fewer than 2^32 fields per key.</summary>
    public const int NonceBytes = Gcm.NonceBytes;

    /// <summary>Seals a value with a random nonce; returns the field as canonical JSON.</summary>
    /// <param name="key">The person's key.</param>
    /// <param name="place">The field's place.</param>
    /// <param name="value">The value as canonical JSON.</param>
    /// <param name="random">The source of the nonce.</param>
    /// <exception cref="ArgumentException">The place contains a line break.</exception>
    public static byte[] Seal(DataKey key, in FieldPlace place, ReadOnlySpan<byte> value, RandomNumberGenerator random)
    {
        Span<byte> nonce = stackalloc byte[NonceBytes];
        random.GetBytes(nonce);
        return Seal(key, place, value, nonce);
    }

    /// <summary>Seals a value with a nonce that was never used with this key; returns the field as canonical JSON.</summary>
    /// <param name="key">The person's key.</param>
    /// <param name="place">The field's place.</param>
    /// <param name="value">The value as canonical JSON.</param>
    /// <param name="nonce">12 bytes.</param>
    /// <exception cref="ArgumentException">The place contains a line break, or the nonce has another length.</exception>
    public static byte[] Seal(DataKey key, in FieldPlace place, ReadOnlySpan<byte> value, ReadOnlySpan<byte> nonce)
    {
        var bound = place.Bound() ?? throw new ArgumentException("The place of a personal field has no line break.", nameof(place));
        var sealedText = new byte[value.Length + Gcm.TagBytes];
        Gcm.Seal(key.Encryption, nonce, value, bound, sealedText);
        return FieldText.Write(key, nonce, sealedText);
    }

    /// <summary>Opens the field, given as JSON; never throws, whatever its content.</summary>
    public static OpenedField Open(DataKey key, in FieldPlace place, ReadOnlySpan<byte> field)
    {
        if (FieldText.Read(field) is not { } read) return new OpenedField.NotVerifiable("malformed");
        if (read.KeyId != key.Id) return new OpenedField.NotVerifiable("other-key");
        if (!CryptographicOperations.FixedTimeEquals(read.Commitment, key.Commitment)) return new OpenedField.NotVerifiable("commitment");
        var plain = new byte[read.SealedText.Length - Gcm.TagBytes];
        return place.Bound() is { } bound && Gcm.TryOpen(key.Encryption, read.Nonce, read.SealedText, bound, plain)
            ? new OpenedField.Plain(plain)
            : new OpenedField.NotVerifiable("altered");
    }

    /// <summary>The name of the key a field was sealed with; null if it is not such a field.</summary>
    public static string? KeyId(ReadOnlySpan<byte> field) => FieldText.Read(field)?.KeyId;
}
