using System.IO.Compression;

namespace CustomerTiering.Imports.Files;

/// <summary>A file that is read once from its beginning, unpacked if it is gzipped: by its first bytes, not by its name.</summary>
internal sealed class InputFile : IDisposable
{
    private const int BufferBytes = 1 << 17;
    private readonly FileStream _file;

    /// <summary>The text, unpacked.</summary>
    internal Stream Content { get; }

    /// <summary>Whether its first character is a brace: then each line is a JSON object, else it is CSV.</summary>
    internal bool IsJson { get; }

    internal long Length => _file.Length;

    /// <summary>How much of the file was read; its packed bytes if it is packed.</summary>
    internal long Position => _file.Position;

    /// <exception cref="ImportRefusedException">There is no such file, or it can't be read.</exception>
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
