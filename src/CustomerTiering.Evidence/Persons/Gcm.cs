using System.Security.Cryptography;
using System.Text;

namespace CustomerTiering.Evidence.Persons;

/// <summary>AES-256-GCM with the tag after the ciphertext, and associated data that binds it to its place.</summary>
internal static class Gcm
{
    internal const int NonceBytes = 12;
    internal const int TagBytes = 16;

    private static readonly UTF8Encoding Strict = new(encoderShouldEmitUTF8Identifier: false, throwOnInvalidBytes: true);

    /// <summary>
    /// The lines joined by LF, without a trailing one; null if a line contains a line break, which would make two places ambiguous.
    /// </summary>
    internal static byte[]? Lines(ReadOnlySpan<string> lines)
    {
        foreach (var line in lines)
            if (line.Contains('\n')) return null;
        return Strict.GetBytes(string.Join('\n', lines));
    }

    internal static void Seal(
        ReadOnlySpan<byte> key, ReadOnlySpan<byte> nonce, ReadOnlySpan<byte> plain, ReadOnlySpan<byte> bound, Span<byte> sealedText)
    {
        using var gcm = new AesGcm(key, TagBytes);
        gcm.Encrypt(nonce, plain, sealedText[..plain.Length], sealedText[plain.Length..], bound);
    }

    internal static bool TryOpen(
        ReadOnlySpan<byte> key, ReadOnlySpan<byte> nonce, ReadOnlySpan<byte> sealedText, ReadOnlySpan<byte> bound, Span<byte> plain)
    {
        try
        {
            using var gcm = new AesGcm(key, TagBytes);
            gcm.Decrypt(nonce, sealedText[..^TagBytes], sealedText[^TagBytes..], plain, bound);
            return true;
        }
        catch (AuthenticationTagMismatchException)
        {
            return false; // the framework reports it only by an exception
        }
    }
}
