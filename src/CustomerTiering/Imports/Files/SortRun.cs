using System.Buffers.Binary;
using Microsoft.Win32.SafeHandles;

namespace CustomerTiering.Imports.Files;

/// <summary>One sorted run in a file that contains several.</summary>
internal sealed class SortRun(SafeFileHandle file, long offset, long length)
{
    internal const int HeadBytes = 8;
    private readonly long _end = offset + length;
    private byte[] _buffer = new byte[1 << 14];
    private long _next = offset;
    private int _start, _filled, _key, _payload;

    internal ReadOnlyMemory<byte> Key => _buffer.AsMemory(_start, _key);

    internal ReadOnlyMemory<byte> Payload => _buffer.AsMemory(_start + _key, _payload);

    internal bool Next()
    {
        _start += _key + _payload;
        (_key, _payload) = (0, 0);
        if (_start == _filled && _next == _end) return false;
        Need(HeadBytes);
        var (key, payload) =
            (BinaryPrimitives.ReadInt32LittleEndian(_buffer.AsSpan(_start)), BinaryPrimitives.ReadInt32LittleEndian(_buffer.AsSpan(_start + 4)));
        _start += HeadBytes;
        Need(key + payload);
        (_key, _payload) = (key, payload);
        return true;
    }

    private void Need(int bytes)
    {
        if (_filled - _start >= bytes) return;
        var rest = _buffer.AsSpan(_start, _filled - _start);
        var target = bytes <= _buffer.Length ? _buffer : new byte[bytes];
        rest.CopyTo(target);
        (_buffer, _start, _filled) = (target, 0, rest.Length);
        while (_filled < bytes)
        {
            var read = RandomAccess.Read(file, _buffer.AsSpan(_filled, (int)Math.Min(_buffer.Length - _filled, _end - _next)), _next);
            if (read == 0) throw new EndOfStreamException("A sorted run ends within a record.");
            _filled += read;
            _next += read;
        }
    }
}
