using CustomerTiering.Api.Hosting;

namespace CustomerTiering.Api.Commands;

/// <summary>An input file of a command.</summary>
internal static class InputFile
{
    /// <exception cref="Refused">The file cannot be read.</exception>
    internal static async Task<byte[]> ReadAsync(string path, CancellationToken cancel)
    {
        try
        {
            return await File.ReadAllBytesAsync(path, cancel);
        }
        catch (Exception unreadable) when (unreadable is IOException or UnauthorizedAccessException or ArgumentException or NotSupportedException)
        {
            throw new Refused($"{path} can't be read: {unreadable.Message}", code: 2);
        }
    }
}
