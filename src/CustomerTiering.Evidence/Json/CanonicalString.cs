using System.Buffers;
using System.Text.Unicode;

namespace CustomerTiering.Evidence.Json;

/// <summary>
/// Strings in the format of RFC 8785, 3.2.2.2: only control characters, quotes and backslashes are escaped, everything else is raw UTF-8.
/// </summary>
internal static class CanonicalString
{
    private static readonly SearchValues<char> Escaped = SearchValues.Create(
        [.. Enumerable.Range(0, 0x20).Select(c => (char)c), '"', '\\']);

    internal static void Write(IBufferWriter<byte> output, ReadOnlySpan<char> text)
    {
        Put(output, (byte)'"');
        while (true)
        {
            var next = text.IndexOfAny(Escaped);
            Raw(output, next < 0 ? text : text[..next]);
            if (next < 0) break;
            Escape(output, text[next]);
            text = text[(next + 1)..];
        }
        Put(output, (byte)'"');
    }

    private static void Raw(IBufferWriter<byte> output, ReadOnlySpan<char> text)
    {
        if (text.IsEmpty) return;
        var span = output.GetSpan(text.Length * 3);
        var status = Utf8.FromUtf16(text, span, out _, out var written, replaceInvalidSequences: false);
        if (status != OperationStatus.Done) throw new CanonicalException("lone-surrogate", "A string contains an unpaired surrogate.");
        output.Advance(written);
    }

    private static void Escape(IBufferWriter<byte> output, char c)
    {
        switch (c)
        {
            case '"': output.Write("\\\""u8); break;
            case '\\': output.Write("\\\\"u8); break;
            case '\b': output.Write("\\b"u8); break;
            case '\t': output.Write("\\t"u8); break;
            case '\n': output.Write("\\n"u8); break;
            case '\f': output.Write("\\f"u8); break;
            case '\r': output.Write("\\r"u8); break;
            default:
                output.Write("\\u00"u8);
                Put(output, (byte)(c < 0x10 ? '0' : '1'));
                Put(output, "0123456789abcdef"u8[c & 0xf]);
                break;
        }
    }

    private static void Put(IBufferWriter<byte> output, byte value)
    {
        output.GetSpan(1)[0] = value;
        output.Advance(1);
    }
}
