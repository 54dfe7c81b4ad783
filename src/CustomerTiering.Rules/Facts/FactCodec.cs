using System.Buffers;
using CustomerTiering.Rules.Values;

namespace CustomerTiering.Rules.Facts;

/// <summary>
/// Encodes facts as compact binary entries that can be concatenated. An entry starts with its format, which determines kind and layout version.
/// Integers are LEB128; times are microseconds since 1970 in zigzag form; texts are UTF-8 preceded by their length; decimals have a byte with sign
/// and scale, followed by their digits; an id that is a UUID has 16 bytes. Equal facts have equal bytes.
/// </summary>
public static class FactCodec
{
    // The format of an entry is its kind. 32 + kind and so on are reserved for later layouts of the same kind.
    private static readonly int LastFormat = KindTable.All.Count - 1;

    /// <summary>A typical minimum size of an entry, for the initial capacity.</summary>
    private const int UsualBytes = 32;

    /// <summary>Writes one entry.</summary>
    /// <param name="fact">The fact, with <see cref="Fact.Recorded"/>, which must be 0 or more.</param>
    public static void Write(Fact fact, IBufferWriter<byte> output)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(fact.Recorded, nameof(fact));
        var writer = new EntryWriter(output);
        writer.Byte((byte)fact.Kind);
        writer.Whole((ulong)fact.Recorded);
        WriteFact(writer, fact);
    }

    /// <summary>Reads all entries in the order of writing.</summary>
    /// <exception cref="FormatException">The bytes are not entries of this codec.</exception>
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
