using CustomerTiering.Api.Hosting;

namespace CustomerTiering.Api.Commands;

/// <summary>An output file of a command.</summary>
internal static class OutputFile
{
    /// <exception cref="Refused">The file cannot be written.</exception>
    internal static async Task WriteAsync(string path, byte[] content, CancellationToken cancel)
    {
        try
        {
            await File.WriteAllBytesAsync(path, content, cancel);
        }
        catch (Exception unwritable) when (unwritable is IOException or UnauthorizedAccessException or ArgumentException or NotSupportedException)
        {
            throw new Refused($"{path} can't be written: {unwritable.Message}", code: 2);
        }
    }
}
