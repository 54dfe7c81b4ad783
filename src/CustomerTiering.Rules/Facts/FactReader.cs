using CustomerTiering.Rules.Values;

namespace CustomerTiering.Rules.Facts;

/// <summary>Reads facts from JSON, in the shapes of the facts guide.</summary>
public static class FactReader
{
    /// <summary>Reads one JSON object.</summary>
    /// <param name="utf8">The object; surrounding white space is permitted.</param>
    /// <param name="zone">Where a time without offset is read; null: such a time is an error.</param>
    /// <returns>The fact, or all errors at once.</returns>
    public static FactReading Read(ReadOnlySpan<byte> utf8, ZoneRules? zone) => throw new NotImplementedException();

    /// <summary>Joins a correction to the fact it corrects: the original with the members that the correction replaces, read again.</summary>
    /// <param name="correction">A fact of kind correction, as read.</param>
    /// <param name="original">The fact it names, as first read or last corrected.</param>
    /// <param name="zone">As for <see cref="Read"/>.</param>
    /// <returns>The correction with a <see cref="Correction"/> as its fact and the texts of the corrected fact, or all errors at once.</returns>
    public static FactReading Complete(SourceFact correction, SourceFact original, ZoneRules? zone) => throw new NotImplementedException();
}
