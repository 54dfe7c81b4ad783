using System.Security.Cryptography;

namespace CustomerTiering.Evidence.Persons;

/// <summary>
/// The key of one person (one data subject of one tenant). Destroying it makes the person's fields unreadable everywhere, without changing the leaves
/// that contain them. Keep one object per key, since it caches derived keys. Thread-safe.
/// </summary>
public sealed class DataKey
{
    /// <summary>The length of the key.</summary>
    public const int Bytes = 32;

    private static readonly byte[] Purpose = "tier/v1/field-encryption"u8.ToArray();

    private readonly byte[] _key;
    private readonly byte[] _derived = new byte[2 * Bytes];

    /// <summary>Creates a key from 32 random bytes.</summary>
    /// <param name="id">Its name in fields (<c>kid</c>): identifies subject and key number, but never who the person is.</param>
    /// <param name="key">32 bytes.</param>
    public DataKey(string id, ReadOnlySpan<byte> key)
    {
        ArgumentException.ThrowIfNullOrEmpty(id);
        ArgumentOutOfRangeException.ThrowIfNotEqual(key.Length, Bytes);
        Id = id;
        _key = key.ToArray();
        HKDF.DeriveKey(HashAlgorithmName.SHA256, key, _derived, salt: [], Purpose);
    }

    /// <summary>Generates a new key.</summary>
    public static DataKey Create(string id, RandomNumberGenerator random)
    {
        var key = new byte[Bytes];
        random.GetBytes(key);
        return new(id, key);
    }

    /// <summary>Its name.</summary>
    public string Id { get; }

    /// <summary>The key itself, only for wrapping.</summary>
    internal ReadOnlySpan<byte> Key => _key;

    /// <summary>Kenc: the encryption key of fields.</summary>
    internal ReadOnlySpan<byte> Encryption => _derived.AsSpan(0, Bytes);

    /// <summary>Kcom: the key commitment in fields.</summary>
    internal ReadOnlySpan<byte> Commitment => _derived.AsSpan(Bytes);

    /// <summary>Only the name: a key is never printed.</summary>
    public override string ToString() => $"key {Id}";
}
