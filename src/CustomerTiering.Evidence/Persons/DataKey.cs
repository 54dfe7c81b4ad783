using System.Security.Cryptography;

namespace CustomerTiering.Evidence.Persons;

/// <summary>
/// The key of one person (one data subject of one tenant): destroying it makes the person's fields unreadable everywhere, while the leaves
/// that hold them stay as they are. Keep one object per key: the keys derived from it are kept with it. Safe for use by many threads.
/// </summary>
public sealed class DataKey
{
    /// <summary>The length of the key.</summary>
    public const int Bytes = 32;

    private static readonly byte[] Purpose = "tier/v1/field-encryption"u8.ToArray();

    private readonly byte[] _key;
    private readonly byte[] _derived = new byte[2 * Bytes];

    /// <summary>The key of 32 random bytes named <paramref name="id"/>.</summary>
    /// <param name="id">Its name as it stands in fields (<c>kid</c>): says whose it is and which of theirs, never who the person is.</param>
    /// <param name="key">32 bytes.</param>
    public DataKey(string id, ReadOnlySpan<byte> key)
    {
        ArgumentException.ThrowIfNullOrEmpty(id);
        ArgumentOutOfRangeException.ThrowIfNotEqual(key.Length, Bytes);
        Id = id;
        _key = key.ToArray();
        HKDF.DeriveKey(HashAlgorithmName.SHA256, key, _derived, salt: [], Purpose);
    }

    /// <summary>A new key from <paramref name="random"/>.</summary>
    public static DataKey Create(string id, RandomNumberGenerator random)
    {
        var key = new byte[Bytes];
        random.GetBytes(key);
        return new(id, key);
    }

    /// <summary>Its name.</summary>
    public string Id { get; }

    /// <summary>The key itself, to be wrapped and nothing else.</summary>
    internal ReadOnlySpan<byte> Key => _key;

    /// <summary>Kenc: what fields are encrypted with.</summary>
    internal ReadOnlySpan<byte> Encryption => _derived.AsSpan(0, Bytes);

    /// <summary>Kcom: what a field says of the key it was made with.</summary>
    internal ReadOnlySpan<byte> Commitment => _derived.AsSpan(Bytes);

    /// <summary>The name alone: a key is never printed.</summary>
    public override string ToString() => $"key {Id}";
}
