using System.Security.Cryptography;
using CustomerTiering.Access;

namespace CustomerTiering.Api.Hosting;

/// <summary>
/// The installation's key, from <c>Keys:Master</c> (32 bytes in base64), the file <c>Keys:MasterFile</c>, or <c>master.key</c> in the data folder.
/// Only Development creates it at the first start: elsewhere a missing setting must not silently create a second key.
/// </summary>
internal static class MasterKey
{
    internal static InstallationKeys Load(IConfiguration configuration, HostSettings settings)
    {
        if (configuration["Keys:Master"] is { Length: > 0 } text) return new(Decoded(text, "Keys:Master"));
        var file = configuration["Keys:MasterFile"] ?? Path.Combine(settings.DataFolder, "master.key");
        if (!File.Exists(file) && !settings.IsDevelopment)
        {
            throw new Refused(
                $"The master key is missing: set Keys__Master to 32 random bytes in base64, or Keys__MasterFile to a file with them ({file} is "
                    + $"missing).");
        }
        var bytes = PrivateFile.ReadOrCreate(
            file, () => System.Text.Encoding.ASCII.GetBytes(Convert.ToBase64String(RandomNumberGenerator.GetBytes(32)) + "\n"));
        return new(Decoded(System.Text.Encoding.ASCII.GetString(bytes), file));
    }

    private static byte[] Decoded(string text, string where)
    {
        var bytes = new byte[32];
        return Convert.TryFromBase64String(text.Trim(), bytes, out var length) && length == 32 && text.Trim().Length == 44
            ? bytes
            : throw new Refused($"{where} must contain 32 bytes in base64.");
    }
}
