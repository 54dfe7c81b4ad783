using System.Text;

namespace CustomerTiering.Rules.Facts;

/// <summary>Reads the output of <see cref="EntryWriter"/>; anything else throws a <see cref="FormatException"/>.</summary>
internal ref struct EntryReader(ReadOnlySpan<byte> entries)
{
    private ReadOnlySpan<byte> _rest = entries;

    public readonly bool AtEnd => _rest.IsEmpty;

    public byte Byte() => Take(1)[0];

    public bool Flag() => Byte() switch { 0 => false, 1 => true, _ => throw new FormatException("A flag is 0 or 1.") };

    public ulong Whole()
    {
        ulong value = 0;
        for (var shift = 0; shift < 64; shift += 7)
        {
            var next = Byte();
            if (shift == 63 && next > 1) break;
            value |= (ulong)(next & 0x7F) << shift;
            if (next < 0x80) return value;
        }
        throw new FormatException("A number of more than 64 bits.");
    }

    public long Signed()
    {
        var value = Whole();
        return unchecked((long)(value >> 1) ^ -(long)(value & 1));
    }

    /// <summary>A count of items of at least one byte each.</summary>
    public int Count()
    {
        var count = Whole();
        return count <= (ulong)_rest.Length ? (int)count : throw new FormatException("Fewer bytes than things.");
    }

    public string Text() => Encoding.UTF8.GetString(Take(Whole()));

    public string? OptionalText()
    {
        var length = Whole();
        return length == 0 ? null : Encoding.UTF8.GetString(Take(length - 1));
    }

    public string Id() => OptionalId() ?? throw new FormatException("No id.");

    public string? OptionalId() => Byte() switch
    {
        EntryWriter.NoId => null,
        EntryWriter.TextId => Text(),
        EntryWriter.Uuid => new Guid(Take(16), bigEndian: true).ToString(),
        _ => throw new FormatException("No such form of an id."),
    };

    public decimal Decimal() => OptionalDecimal() ?? throw new FormatException("No number.");

    public decimal? OptionalDecimal()
    {
        var head = Byte();
        if (head == EntryWriter.NoDecimal) return null;
        var scale = (byte)(head & EntryWriter.NoDecimal);
        var low = Whole();
        var high = (head & EntryWriter.Long) != 0 ? Whole() : 0;
        if (scale > 28 || high > uint.MaxValue) throw new FormatException("Beyond the range of decimals.");
        return new decimal(unchecked((int)low), unchecked((int)(low >> 32)), unchecked((int)high), (head & EntryWriter.Negative) != 0, scale);
    }

    private ReadOnlySpan<byte> Take(ulong length)
    {
        if (length > (ulong)_rest.Length) throw new FormatException("An entry ends in its middle.");
        var taken = _rest[..(int)length];
        _rest = _rest[(int)length..];
        return taken;
    }
}
