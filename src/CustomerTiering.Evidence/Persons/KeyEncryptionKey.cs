using System.Diagnostics.CodeAnalysis;
using System.Security.Cryptography;

namespace CustomerTiering.Evidence.Persons;

/// <summary>
/// The key that wraps data keys for storage. It comes from a file or the configuration, never from the database. A wrapped key is <c>0x01 ||
/// nonce(12) || AES-256-GCM(KEK, nonce, data key)(32) || tag(16)</c>, 61 bytes, with the associated data <c>"dek/v1" LF tenant LF subject LF key
/// id</c>, so that it opens only in its own row.
/// </summary>
public sealed class KeyEncryptionKey
{
    /// <summary>The length of the key.</summary>
    public const int Bytes = 32;

    /// <summary>The length of a wrapped data key.</summary>
    public const int WrappedBytes = 1 + Gcm.NonceBytes + DataKey.Bytes + Gcm.TagBytes;

    private const byte Version = 1;

    private readonly byte[] _key;

    /// <summary>Creates a key from 32 bytes.</summary>
    /// <param name="id">Its name, stored beside wrapped keys, so that keys can be rotated one by one.</param>
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

    /// <summary>Wraps a data key for storage, bound to its tenant and subject.</summary>
    public byte[] Wrap(DataKey key, string tenant, string subject, RandomNumberGenerator random)
    {
        Span<byte> nonce = stackalloc byte[Gcm.NonceBytes];
        random.GetBytes(nonce);
        return Wrap(key, tenant, subject, nonce);
    }

    /// <summary>Unwraps the data key of this tenant, subject and key id; false if it does not match for any reason.</summary>
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
