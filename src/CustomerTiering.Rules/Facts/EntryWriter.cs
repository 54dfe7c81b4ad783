using System.Buffers;
using System.Text;

namespace CustomerTiering.Rules.Facts;

/// <summary>Writes the values of an entry.</summary>
internal readonly struct EntryWriter(IBufferWriter<byte> output)
{
    /// <summary>The first byte of an id: no id, a text, or the 16 bytes of a UUID.</summary>
    internal const byte NoId = 0, TextId = 1, Uuid = 2;

    /// <summary>Flags beside the five-bit scale of a decimal: negative, more than 64 bits of digits; or no decimal at all.</summary>
    internal const byte Negative = 0x80, Long = 0x40, NoDecimal = 0x3F;

    public void Byte(byte value)
    {
        output.GetSpan(1)[0] = value;
        output.Advance(1);
    }

    public void Flag(bool value) => Byte(value ? (byte)1 : (byte)0);

    /// <summary>LEB128.</summary>
    public void Whole(ulong value)
    {
        var span = output.GetSpan(10);
        var length = 0;
        for (; value >= 0x80; value >>= 7) span[length++] = (byte)(value & 0x7F | 0x80);
        span[length++] = (byte)value;
        output.Advance(length);
    }

    /// <summary>Zigzag encoding: small numbers of either sign are short.</summary>
    public void Signed(long value) => Whole(unchecked((ulong)((value << 1) ^ (value >> 63))));

    public void Text(string text) => TextBehind(text, 0);

    /// <summary>Writes the length plus one; 0 means null.</summary>
    public void OptionalText(string? text)
    {
        if (text is null) Byte(0);
        else TextBehind(text, 1);
    }

    /// <summary>A UUID in lower-case canonical form takes 16 bytes; any other id is written as text.</summary>
    public void Id(string id)
    {
        Span<char> form = stackalloc char[36];
        if (id.Length != 36 || !Guid.TryParseExact(id, "D", out var uuid) || !uuid.TryFormat(form, out _) || !form.SequenceEqual(id))
        {
            Byte(TextId);
            Text(id);
            return;
        }
        Byte(Uuid);
        uuid.TryWriteBytes(output.GetSpan(16), bigEndian: true, out _);
        output.Advance(16);
    }

    public void OptionalId(string? id)
    {
        if (id is null) Byte(NoId);
        else Id(id);
    }

    /// <summary>Sign and scale, then the digits without trailing zeros, so that equal numbers have equal bytes.</summary>
    public void Decimal(decimal value)
    {
        Span<int> bits = stackalloc int[4];
        decimal.GetBits(value, bits);
        var scale = (bits[3] >> 16) & 0x7F;
        var digits = new UInt128(unchecked((uint)bits[2]), ((ulong)unchecked((uint)bits[1]) << 32) | unchecked((uint)bits[0]));
        for (; scale > 0 && digits % 10 == 0; scale--) digits /= 10;
        Byte((byte)(scale | (bits[3] < 0 && digits != 0 ? Negative : 0) | (digits >> 64 != 0 ? Long : 0)));
        Whole((ulong)(digits & ulong.MaxValue));
        // The upper digits are rare; a bit in the scale byte marks them.
        if (digits >> 64 != 0) Whole((ulong)(digits >> 64));
    }

    /// <summary>Like a decimal, with <see cref="NoDecimal"/> for null.</summary>
    public void OptionalDecimal(decimal? value)
    {
        if (value is { } known) Decimal(known);
        else Byte(NoDecimal);
    }

    private void TextBehind(string text, int more)
    {
        var length = Encoding.UTF8.GetByteCount(text);
        Whole((ulong)(length + more));
        Encoding.UTF8.GetBytes(text, output.GetSpan(length));
        output.Advance(length);
    }
}
