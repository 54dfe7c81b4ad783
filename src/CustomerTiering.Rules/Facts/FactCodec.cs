using System.Buffers;
using CustomerTiering.Rules.Values;

namespace CustomerTiering.Rules.Facts;

/// <summary>
/// Facts as compact binary entries that can be put one behind the other. An entry begins with its format, which gives the kind and the version
/// of its layout; whole numbers are LEB128, times microseconds since 1970 in zigzag form, texts UTF-8 behind their length, decimals
/// sign and scale in a byte and then their digits, an id that is a UUID its 16 bytes. Equal facts are equal bytes.
/// </summary>
public static class FactCodec
{
    // The format of an entry is its kind; 32 + kind and so on are for later layouts of the same kind.
    private const byte LastFormat = (byte)FactKind.StageMove;

    /// <summary>What an entry has at least, usually: for room from the start.</summary>
    private const int UsualBytes = 32;

    /// <summary>Writes one entry.</summary>
    /// <param name="fact">The fact.</param>
    /// <param name="position">Its position in the log, 0 or more.</param>
    /// <param name="output">Where the entry goes.</param>
    public static void Write(Fact fact, long position, IBufferWriter<byte> output)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(position);
        var writer = new EntryWriter(output);
        writer.Byte((byte)fact.Kind);
        writer.Whole((ulong)position);
        WriteFact(writer, fact);
    }

    /// <summary>Reads all entries, in the order in which they were written.</summary>
    /// <exception cref="FormatException">The bytes are no entries of this codec.</exception>
    public static List<(long Position, Fact Fact)> ReadAll(ReadOnlySpan<byte> entries)
    {
        var facts = new List<(long, Fact)>(entries.Length / UsualBytes);
        var reader = new EntryReader(entries);
        while (!reader.AtEnd)
        {
            var kind = Kind(reader.Byte());
            var position = reader.Whole();
            if (position > long.MaxValue) throw new FormatException("No such position.");
            facts.Add(((long)position, ReadFact(ref reader, kind)));
        }
        return facts;
    }

    private static FactKind Kind(byte format) =>
        format <= LastFormat ? (FactKind)format : throw new FormatException($"Format {format} of a fact is not known.");

    private static void WriteFact(EntryWriter writer, Fact fact)
    {
        writer.Signed(fact.At.Microseconds);
        writer.Id(fact.Id);
        writer.OptionalText(fact.Channel);
        if (fact is Correction { Replacement: var replacement })
        {
            writer.Byte((byte)replacement.Kind);
            WriteFact(writer, replacement);
        }
        else
        {
            FactValues.Write(writer, fact);
        }
    }

    private static Fact ReadFact(ref EntryReader reader, FactKind kind)
    {
        var (at, id, channel) = (new Instant(reader.Signed()), reader.Id(), reader.OptionalText());
        if (kind != FactKind.Correction) return FactValues.Read(ref reader, kind, id, at, channel);
        var corrected = Kind(reader.Byte());
        if (corrected == FactKind.Correction) throw new FormatException("A correction of a correction.");
        return new Correction(id, at, channel, ReadFact(ref reader, corrected));
    }
}
