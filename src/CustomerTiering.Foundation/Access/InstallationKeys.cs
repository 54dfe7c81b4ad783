using System.Collections.Concurrent;
using System.Security.Cryptography;
using System.Text;
using CustomerTiering.EventLog;

namespace CustomerTiering.Access;

/// <summary>
/// The keys of an installation, all derived from one master key that is kept outside the database. Every purpose and tenant has its own key, so that
/// one reveals nothing about another.
/// </summary>
public sealed class InstallationKeys
{
    private static readonly byte[] Salt = "CustomerTiering installation keys v1"u8.ToArray();
    private readonly byte[] _master;
    private readonly ConcurrentDictionary<(string Purpose, TenantId Tenant), byte[]> _derived = new();

    /// <param name="master">32 random bytes.</param>
    public InstallationKeys(ReadOnlySpan<byte> master)
    {
        if (master.Length != 32) throw new ArgumentException($"The master key has {master.Length} bytes; it must have 32.", nameof(master));
        _master = master.ToArray();
    }

    /// <summary>Identifies the master key without revealing it: 16 bytes of HMAC-SHA256 under a key derived only for this.</summary>
    public byte[] Fingerprint() =>
        HMACSHA256.HashData(
            HKDF.DeriveKey(HashAlgorithmName.SHA256, _master, 32, Salt, "fingerprint"u8.ToArray()), "CustomerTiering master key"u8.ToArray())[..16];

    /// <summary>
    /// The 32-byte key of a purpose, such as <c>cursor</c>, and a tenant: HKDF-SHA256 (RFC 5869) with <c>purpose LF tenant</c> as info. Cached:
    /// callers must not change it.
    /// </summary>
    public byte[] Derive(string purpose, TenantId tenant) => _derived.GetOrAdd((purpose, tenant), static (of, master) => HKDF.DeriveKey(
        HashAlgorithmName.SHA256, master, 32, Salt, Encoding.UTF8.GetBytes($"{of.Purpose}\n{of.Tenant}")), _master);
}
