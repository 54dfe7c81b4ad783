using System.Buffers;

namespace CustomerTiering.Rules.Facts;

/// <summary>Facts as compact binary entries that can be put one behind the other.</summary>
public static class FactCodec
{
    /// <summary>Writes one entry.</summary>
    /// <param name="fact">The fact.</param>
    /// <param name="position">Its position in the log, 0 or more.</param>
    /// <param name="output">Where the entry goes.</param>
    public static void Write(Fact fact, long position, IBufferWriter<byte> output) => throw new NotImplementedException();

    /// <summary>Reads all entries, in the order in which they were written.</summary>
    /// <exception cref="FormatException">The bytes are no entries of this codec.</exception>
    public static List<(long Position, Fact Fact)> ReadAll(ReadOnlySpan<byte> entries) => throw new NotImplementedException();
}
