using CustomerTiering.Rules.Facts.Guards;

namespace CustomerTiering.Rules.Facts.Book;

/// <summary>A fact on paper, with the corrections that were made of it.</summary>
/// <param name="Line">Number of its line, from 1.</param>
/// <param name="Source">The fact as read.</param>
internal sealed record BookEntry(int Line, SourceFact Source)
{
    /// <summary>The fact of a line, recorded in the order of lines.</summary>
    public static BookEntry Of(int line, SourceFact source) => new(line, source.Fact is { } fact ? source with { Fact = fact with { Recorded = line } } : source);

    /// <summary>Whether a line says the same fact once more.</summary>
    public bool IsAgain(SourceFact other) => FactIdentity.AreSame(Source, other);

    /// <summary>Corrections of the fact, by time, then line; each with its line.</summary>
    public List<(int Line, Correction Correction)> Corrections { get; } = [];

    /// <summary>The fact as first stated.</summary>
    public Fact Original => Source.Fact!;

    /// <summary>The fact with all corrections.</summary>
    public Fact Final => Corrections.Count == 0 ? Original : Corrections[^1].Correction.Replacement;

    /// <summary>Line of what <see cref="Final"/> says.</summary>
    public int FinalLine => Corrections.Count == 0 ? Line : Corrections[^1].Line;

    /// <summary>The fact as the rules look at it.</summary>
    public GuardedFact Guarded() => new(Original, [.. Corrections.Select(correction => correction.Correction)]);

    /// <summary>All that the fact ever said, each with its line.</summary>
    public IEnumerable<(int Line, Fact Fact)> Versions() => [(Line, Original), .. Corrections.Select(c => (c.Line, c.Correction.Replacement))];
}
