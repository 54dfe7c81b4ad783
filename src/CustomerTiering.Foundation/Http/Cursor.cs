using System.Buffers.Binary;
using System.Buffers.Text;
using System.Security.Cryptography;
using System.Text;
using CustomerTiering.Access;
using CustomerTiering.EventLog;

namespace CustomerTiering.Http;

/// <summary>Where a list continues.</summary>
/// <param name="Generation">The read model's generation; a cursor is not valid for another one.</param>
/// <param name="Position">A number to continue from, such as a log position; 0 if the key suffices.</param>
/// <param name="Key">The last key of the previous page.</param>
public sealed record CursorState(int Generation, long Position, string Key);

/// <summary>
/// Opaque, tamper-proof cursors: AES-256-GCM under a key of the tenant, bound to their list. The nonce is a MAC of the plaintext, so equal cursors
/// are equal texts, and a nonce is never used for two of them.
/// </summary>
public sealed class Cursors(InstallationKeys keys)
{
    private const int NonceBytes = 12, TagBytes = 16, HeadBytes = 4 + 8;

    /// <summary>
    /// The cursor as URL-safe text. <paramref name="list"/> names the list with its filter, <c>customers?tier=gold</c>; the cursor opens only for the
    /// same.
    /// </summary>
    public string Protect(TenantId tenant, string list, CursorState state)
    {
        var plain = new byte[HeadBytes + Encoding.UTF8.GetByteCount(state.Key)];
        BinaryPrimitives.WriteInt32BigEndian(plain, state.Generation);
        BinaryPrimitives.WriteInt64BigEndian(plain.AsSpan(4), state.Position);
        Encoding.UTF8.GetBytes(state.Key, plain.AsSpan(HeadBytes));
        var about = Encoding.UTF8.GetBytes(list);
        var sealedBytes = new byte[NonceBytes + TagBytes + plain.Length];
        var nonce = sealedBytes.AsSpan(0, NonceBytes);
        Nonce(keys.Derive("cursor-nonce", tenant), about, plain).AsSpan(0, NonceBytes).CopyTo(nonce);
        using var aes = new AesGcm(keys.Derive("cursor", tenant), TagBytes);
        aes.Encrypt(nonce, plain, sealedBytes.AsSpan(NonceBytes + TagBytes), sealedBytes.AsSpan(NonceBytes, TagBytes), about);
        return Base64Url.EncodeToString(sealedBytes);
    }

    /// <summary>The state of a cursor of this list and generation; null without a cursor; or why it is invalid.</summary>
    public Result<CursorState?> Read(TenantId tenant, string list, int generation, string? cursor)
    {
        if (cursor is null) return (CursorState?)null;
        if (cursor.Length is < 38 or > 4096 || !Base64Url.IsValid(cursor)) return Bad("This is not a cursor from an answer of this server.");
        var sealedBytes = Base64Url.DecodeFromChars(cursor);
        if (sealedBytes.Length < NonceBytes + TagBytes + HeadBytes || Base64Url.EncodeToString(sealedBytes) != cursor)
            return Bad("This is not a cursor from an answer of this server.");
        var plain = new byte[sealedBytes.Length - NonceBytes - TagBytes];
        try
        {
            using var aes = new AesGcm(keys.Derive("cursor", tenant), TagBytes);
            aes.Decrypt(
                sealedBytes.AsSpan(0, NonceBytes), sealedBytes.AsSpan(NonceBytes + TagBytes), sealedBytes.AsSpan(NonceBytes, TagBytes), plain,
                Encoding.UTF8.GetBytes(list));
        }
        catch (AuthenticationTagMismatchException)
        {
            return Bad("This cursor belongs to another list or to other filters.");
        }
        var state = new CursorState(
            BinaryPrimitives.ReadInt32BigEndian(plain), BinaryPrimitives.ReadInt64BigEndian(plain.AsSpan(4)),
            Encoding.UTF8.GetString(plain.AsSpan(HeadBytes)));
        return state.Generation == generation ? state : Bad("The list was rebuilt in the meantime; start again without a cursor.");
    }

    private static byte[] Nonce(byte[] key, byte[] about, byte[] plain)
    {
        using var mac = IncrementalHash.CreateHMAC(HashAlgorithmName.SHA256, key);
        mac.AppendData(BitConverter.GetBytes(about.Length));
        mac.AppendData(about);
        mac.AppendData(plain);
        return mac.GetHashAndReset();
    }

    private static Problem Bad(string why) => new(400, "bad-cursor", why, [new("cursor", "bad-cursor", why)]);
}
