using CustomerTiering.Rules.Values;

namespace CustomerTiering.Rules.Facts.Book;

/// <summary>A fact on paper, with the corrections that were made of it.</summary>
/// <param name="Line">Number of its line, from 1.</param>
/// <param name="Source">The fact as read.</param>
internal sealed record BookEntry(int Line, SourceFact Source)
{
    /// <summary>The fact of a line, recorded in the order of lines.</summary>
    public static BookEntry Of(int line, SourceFact source) => new(line, source.Fact is { } fact ? source with { Fact = fact with { Recorded = line } } : source);

    /// <summary>Whether a line says the same fact once more.</summary>
    public bool IsAgain(SourceFact other) =>
        Source.Equals(other.Fact is { } fact && Source.Fact is { } first ? other with { Fact = fact with { Recorded = first.Recorded } } : other);

    /// <summary>Corrections of the fact, by time, then line; each with its line.</summary>
    public List<(int Line, Correction Correction)> Corrections { get; } = [];

    /// <summary>The fact as first stated.</summary>
    public Fact Original => Source.Fact!;

    /// <summary>The fact with all corrections.</summary>
    public Fact Final => Corrections.Count == 0 ? Original : Corrections[^1].Correction.Replacement;

    /// <summary>Line of what <see cref="Final"/> says.</summary>
    public int FinalLine => Corrections.Count == 0 ? Line : Corrections[^1].Line;

    /// <summary>The fact with the corrections made by an instant, that included.</summary>
    public Fact AsKnownAt(Instant instant)
    {
        for (var i = Corrections.Count - 1; i >= 0; i--)
            if (Corrections[i].Correction.At <= instant) return Corrections[i].Correction.Replacement;
        return Original;
    }

    /// <summary>All that the fact ever said, each with its line.</summary>
    public IEnumerable<(int Line, Fact Fact)> Versions() => [(Line, Original), .. Corrections.Select(c => (c.Line, c.Correction.Replacement))];
}
