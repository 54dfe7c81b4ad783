using System.Collections.Concurrent;
using System.Security.Cryptography;
using System.Text;
using CustomerTiering.EventLog;

namespace CustomerTiering.Access;

/// <summary>
/// The keys of an installation, all derived from one master key that is kept outside of the database: each purpose and each tenant has one of its own, so
/// that what is made with one says nothing about, and opens nothing of, another.
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

    /// <summary>By which two master keys are told apart: 16 bytes of HMAC-SHA256 under a key derived for nothing else, so that they give nothing away.</summary>
    public byte[] Fingerprint() =>
        HMACSHA256.HashData(HKDF.DeriveKey(HashAlgorithmName.SHA256, _master, 32, Salt, "fingerprint"u8.ToArray()), "CustomerTiering master key"u8.ToArray())[..16];

    /// <summary>
    /// The key of a purpose and a tenant: HKDF-SHA256 (RFC 5869) with <c>purpose LF tenant</c> as info; 32 bytes, derived once and not to be changed.
    /// </summary>
    /// <param name="purpose">A short stable name: <c>cursor</c>, <c>keyed-ids</c>, <c>person-keys</c>.</param>
    /// <param name="tenant">The company.</param>
    public byte[] Derive(string purpose, TenantId tenant) => _derived.GetOrAdd((purpose, tenant), static (of, master) => HKDF.DeriveKey(
        HashAlgorithmName.SHA256, master, 32, Salt, Encoding.UTF8.GetBytes($"{of.Purpose}\n{of.Tenant}")), _master);
}
