using System.Buffers.Binary;

namespace CustomerTiering.Imports.Files;

/// <summary>
/// External merge sort of records by key, in bounded memory. Records beyond the bound are sorted and written as runs to a temporary file; reading
/// merges the runs. The file is unlinked as soon as it is open, so nothing is left behind.
/// </summary>
/// <param name="memory">The most bytes of records to hold in memory.</param>
internal sealed class RecordSort(int memory = RecordSort.DefaultMemory) : IDisposable
{
    internal const int DefaultMemory = 64 << 20;
    private readonly List<Entry> _entries = [];
    private readonly List<(long Offset, long Length)> _runs = [];
    private byte[] _arena = new byte[Math.Min(memory, 1 << 20)];
    private int _used;
    private FileStream? _file;

    /// <summary>Adds a record. Keys must be unique.</summary>
    internal void Add(ReadOnlySpan<byte> key, ReadOnlySpan<byte> payload)
    {
        var needed = _used + key.Length + payload.Length;
        if (needed > memory && _used > 0)
        {
            WriteRun();
            needed = key.Length + payload.Length;
        }
        if (needed > _arena.Length) Array.Resize(ref _arena, (int)Math.Max(needed, Math.Min((long)memory, 2L * _arena.Length)));
        _entries.Add(new(_used, key.Length, payload.Length));
        key.CopyTo(_arena.AsSpan(_used));
        payload.CopyTo(_arena.AsSpan(_used + key.Length));
        _used = needed;
    }

    /// <summary>The records in byte order of their keys. Each is valid until the next one is read. Can be enumerated once.</summary>
    internal IEnumerable<SortedRecord> Sorted()
    {
        if (_runs.Count == 0)
        {
            SortEntries();
            foreach (var entry in _entries)
                yield return new(_arena.AsMemory(entry.Offset, entry.Key), _arena.AsMemory(entry.Offset + entry.Key, entry.Payload));
            yield break;
        }
        WriteRun();
        _arena = [];
        var heads = new PriorityQueue<SortRun, ReadOnlyMemory<byte>>(
            Comparer<ReadOnlyMemory<byte>>.Create((a, b) => a.Span.SequenceCompareTo(b.Span)));
        foreach (var (offset, length) in _runs)
        {
            var run = new SortRun(_file!.SafeFileHandle, offset, length);
            if (run.Next()) heads.Enqueue(run, run.Key);
        }
        while (heads.TryDequeue(out var run, out _))
        {
            yield return new(run.Key, run.Payload);
            if (run.Next()) heads.Enqueue(run, run.Key);
        }
    }

    private void SortEntries() => _entries.Sort((a, b) => _arena.AsSpan(a.Offset, a.Key).SequenceCompareTo(_arena.AsSpan(b.Offset, b.Key)));

    private void WriteRun()
    {
        _file ??= TemporaryFile();
        SortEntries();
        var offset = _file.Position;
        Span<byte> head = stackalloc byte[SortRun.HeadBytes];
        foreach (var entry in _entries)
        {
            BinaryPrimitives.WriteInt32LittleEndian(head, entry.Key);
            BinaryPrimitives.WriteInt32LittleEndian(head[4..], entry.Payload);
            _file.Write(head);
            _file.Write(_arena.AsSpan(entry.Offset, entry.Key + entry.Payload));
        }
        _file.Flush();
        _runs.Add((offset, _file.Position - offset));
        _entries.Clear();
        _used = 0;
    }

    private static FileStream TemporaryFile()
    {
        var path = Path.Combine(Path.GetTempPath(), Path.GetRandomFileName());
        var options = new FileStreamOptions
        {
            Mode = FileMode.CreateNew,
            Access = FileAccess.ReadWrite,
            Share = FileShare.Delete,
            Options = FileOptions.DeleteOnClose,
            BufferSize = 1 << 16,
        };
        if (!OperatingSystem.IsWindows()) options.UnixCreateMode = UnixFileMode.UserRead | UnixFileMode.UserWrite;
        var file = new FileStream(path, options);
        if (!OperatingSystem.IsWindows()) File.Delete(path);
        return file;
    }

    public void Dispose() => _file?.Dispose();

    private readonly record struct Entry(int Offset, int Key, int Payload);
}

internal readonly record struct SortedRecord(ReadOnlyMemory<byte> Key, ReadOnlyMemory<byte> Payload);
