namespace CustomerTiering.Imports.Files;

/// <summary>The lines of a text as bytes. Empty lines are skipped, and the content of overlong lines is discarded.</summary>
internal sealed class Lines(Stream content)
{
    /// <summary>The longest accepted line: 64 kB.</summary>
    internal const int Longest = 1 << 16;

    private readonly byte[] _buffer = new byte[2 * Longest];
    private int _start, _end;
    private bool _atEnd;

    /// <summary>The line number, from 1.</summary>
    internal long Number { get; private set; }

    /// <summary>The line without its terminator, valid until the next line is read.</summary>
    internal ReadOnlyMemory<byte> Current { get; private set; }

    /// <summary>Whether the line has more than <see cref="Longest"/> bytes.</summary>
    internal bool TooLong { get; private set; }

    internal bool Next()
    {
        while (Read())
        {
            Number++;
            if (Number == 1 && Current.Span.StartsWith((ReadOnlySpan<byte>)[0xEF, 0xBB, 0xBF])) Current = Current[3..];
            if (TooLong || Current.Span.Trim(" \t\r"u8).Length > 0) return true;
        }
        return false;
    }

    private bool Read()
    {
        TooLong = false;
        while (true)
        {
            var length = _buffer.AsSpan(_start, _end - _start).IndexOf((byte)'\n');
            if (length >= 0 || _atEnd)
            {
                if (length < 0 && _start == _end) return TooLong;
                Take(length < 0 ? _end - _start : length, length >= 0);
                return true;
            }
            if (_end - _start > Longest)
            {
                TooLong = true;
                _start = _end;
            }
            Fill();
        }
    }

    private void Take(int length, bool ended)
    {
        TooLong |= length > Longest;
        Current = TooLong ? default : _buffer.AsMemory(_start, length);
        _start += length + (ended ? 1 : 0);
    }

    private void Fill()
    {
        _buffer.AsSpan(_start, _end - _start).CopyTo(_buffer);
        (_start, _end) = (0, _end - _start);
        var read = content.Read(_buffer.AsSpan(_end));
        _atEnd = read == 0;
        _end += read;
    }
}
