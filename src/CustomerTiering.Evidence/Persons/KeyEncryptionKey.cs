using System.Diagnostics.CodeAnalysis;
using System.Security.Cryptography;

namespace CustomerTiering.Evidence.Persons;

/// <summary>
/// The key that data keys are stored under. It comes from a file or the configuration, never from the database. A wrapped key is
/// <c>0x01 || nonce(12) || AES-256-GCM(KEK, nonce, data key)(32) || tag(16)</c>, 61 bytes, with the associated data
/// <c>"dek/v1" LF tenant LF subject LF key id</c>, so that it opens only in the row it was made for.
/// </summary>
public sealed class KeyEncryptionKey
{
    /// <summary>The length of the key.</summary>
    public const int Bytes = 32;

    /// <summary>The length of a wrapped data key.</summary>
    public const int WrappedBytes = 1 + Gcm.NonceBytes + DataKey.Bytes + Gcm.TagBytes;

    private const byte Version = 1;

    private readonly byte[] _key;

    /// <summary>The key of 32 bytes named <paramref name="id"/>.</summary>
    /// <param name="id">Its name, stored beside what it wraps, so that keys can be changed one after another.</param>
    /// <param name="key">32 bytes.</param>
    public KeyEncryptionKey(string id, ReadOnlySpan<byte> key)
    {
        ArgumentException.ThrowIfNullOrEmpty(id);
        ArgumentOutOfRangeException.ThrowIfNotEqual(key.Length, Bytes);
        Id = id;
        _key = key.ToArray();
    }

    /// <summary>Its name.</summary>
    public string Id { get; }

    /// <summary>The data key as it may be stored.</summary>
    /// <param name="tenant">Whose customer the person is.</param>
    /// <param name="subject">Whose key it is.</param>
    /// <param name="random">Where the nonce comes from.</param>
    public byte[] Wrap(DataKey key, string tenant, string subject, RandomNumberGenerator random)
    {
        Span<byte> nonce = stackalloc byte[Gcm.NonceBytes];
        random.GetBytes(nonce);
        return Wrap(key, tenant, subject, nonce);
    }

    /// <summary>The data key that was wrapped for this tenant, subject and name; false if it is not that, whatever the reason.</summary>
    public bool TryUnwrap(ReadOnlySpan<byte> wrapped, string tenant, string subject, string keyId, [NotNullWhen(true)] out DataKey? key)
    {
        key = null;
        if (wrapped.Length != WrappedBytes || wrapped[0] != Version || Gcm.Lines(["dek/v1", tenant, subject, keyId]) is not { } bound) return false;
        Span<byte> plain = stackalloc byte[DataKey.Bytes];
        if (!Gcm.TryOpen(_key, wrapped[1..(1 + Gcm.NonceBytes)], wrapped[(1 + Gcm.NonceBytes)..], bound, plain)) return false;
        key = new(keyId, plain);
        CryptographicOperations.ZeroMemory(plain);
        return true;
    }

    internal byte[] Wrap(DataKey key, string tenant, string subject, ReadOnlySpan<byte> nonce)
    {
        var bound = Gcm.Lines(["dek/v1", tenant, subject, key.Id]) ?? throw new ArgumentException("A tenant, subject or key id has no line break.");
        var wrapped = new byte[WrappedBytes];
        wrapped[0] = Version;
        nonce.CopyTo(wrapped.AsSpan(1));
        Gcm.Seal(_key, nonce, key.Key, bound, wrapped.AsSpan(1 + Gcm.NonceBytes));
        return wrapped;
    }
}
