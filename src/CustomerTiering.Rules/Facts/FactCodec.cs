using System.Buffers;
using CustomerTiering.Rules.Facts.Kinds;
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
    private static readonly int LastFormat = KindTable.All.Count - 1;

    /// <summary>What an entry has at least, usually: for room from the start.</summary>
    private const int UsualBytes = 32;

    /// <summary>Writes one entry.</summary>
    /// <param name="fact">The fact; <see cref="Fact.Recorded"/>, 0 or more, is kept.</param>
    /// <param name="output">Where the entry goes.</param>
    public static void Write(Fact fact, IBufferWriter<byte> output)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(fact.Recorded, nameof(fact));
        var writer = new EntryWriter(output);
        writer.Byte((byte)fact.Kind);
        writer.Whole((ulong)fact.Recorded);
        WriteFact(writer, fact);
    }

    /// <summary>Reads all entries, in the order in which they were written.</summary>
    /// <exception cref="FormatException">The bytes are no entries of this codec.</exception>
    public static List<Fact> ReadAll(ReadOnlySpan<byte> entries)
    {
        var facts = new List<Fact>(entries.Length / UsualBytes);
        var reader = new EntryReader(entries);
        while (!reader.AtEnd)
        {
            var kind = KindOf(reader.Byte());
            var position = reader.Whole();
            if (position > long.MaxValue) throw new FormatException("No such position.");
            facts.Add(ReadFact(ref reader, kind, (long)position));
        }
        return facts;
    }

    internal static FactKind KindOf(byte format) =>
        format <= LastFormat ? (FactKind)format : throw new FormatException($"Format {format} of a fact is not known.");

    internal static void WriteFact(EntryWriter writer, Fact fact)
    {
        writer.Signed(fact.At.Microseconds);
        writer.Id(fact.Id);
        writer.OptionalText(fact.Channel);
        KindTable.Of(fact.Kind).WriteEntry(writer, fact);
    }

    internal static Fact ReadFact(ref EntryReader reader, FactKind kind, long recorded)
    {
        var (at, id, channel) = (new Instant(reader.Signed()), reader.Id(), reader.OptionalText());
        return KindTable.Of(kind).ReadEntry(ref reader, new(id, at, channel, recorded));
    }
}
