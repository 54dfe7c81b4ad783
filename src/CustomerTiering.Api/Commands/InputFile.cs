using CustomerTiering.Api.Hosting;

namespace CustomerTiering.Api.Commands;

/// <summary>A file that a command is given.</summary>
internal static class InputFile
{
    /// <exception cref="Refused">It can't be read.</exception>
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
