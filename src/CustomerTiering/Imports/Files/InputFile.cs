using System.IO.Compression;

namespace CustomerTiering.Imports.Files;

/// <summary>A file read once from its beginning. Gzip is detected by the first bytes, not by the file name.</summary>
internal sealed class InputFile : IDisposable
{
    private const int BufferBytes = 1 << 17;
    private readonly FileStream _file;

    /// <summary>The decompressed text.</summary>
    internal Stream Content { get; }

    /// <summary>Whether the first character is a brace. Each line is then a JSON object; otherwise the file is CSV.</summary>
    internal bool IsJson { get; }

    internal long Length => _file.Length;

    /// <summary>Bytes of the file read so far; compressed bytes if it is gzipped.</summary>
    internal long Position => _file.Position;

    /// <exception cref="ImportRefusedException">The file doesn't exist or can't be read.</exception>
    internal static InputFile Open(string path)
    {
        try
        {
            using (var first = new InputFile(path)) return new(path, first.FirstCharacter() == '{');
        }
        catch (Exception failure) when (failure is IOException or UnauthorizedAccessException or InvalidDataException)
        {
            throw new ImportRefusedException("file", "unreadable-file", $"{path} can't be read: {failure.Message}");
        }
    }

    private InputFile(string path, bool isJson = false)
    {
        _file = new(path, FileMode.Open, FileAccess.Read, FileShare.Read, BufferBytes, FileOptions.SequentialScan);
        var gzipped = _file.ReadByte() == 0x1f && _file.ReadByte() == 0x8b;
        _file.Position = 0;
        Content = gzipped ? new GZipStream(_file, CompressionMode.Decompress) : _file;
        IsJson = isJson;
    }

    private int FirstCharacter()
    {
        var next = Content.ReadByte();
        while (next is 0xEF or 0xBB or 0xBF or ' ' or '\t' or '\r' or '\n') next = Content.ReadByte();
        return next;
    }

    public void Dispose()
    {
        Content.Dispose();
        _file.Dispose();
    }
}
