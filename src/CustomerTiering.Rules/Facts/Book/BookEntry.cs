using CustomerTiering.Rules.Facts.Guards;

namespace CustomerTiering.Rules.Facts.Book;

/// <summary>A fact on paper with its corrections.</summary>
/// <param name="Line">Line number, from 1.</param>
/// <param name="Source">The fact as read.</param>
internal sealed record BookEntry(int Line, SourceFact Source)
{
    /// <summary>The fact of a line, recorded in the order of lines.</summary>
    public static BookEntry Of(int line, SourceFact source) =>
        new(line, source.Fact is { } fact ? source with { Fact = fact with { Recorded = line } } : source);

    /// <summary>Whether a line repeats the fact.</summary>
    public bool IsAgain(SourceFact other) => FactIdentity.AreSame(Source, other);

    /// <summary>Corrections of the fact with their lines, by time, then by line.</summary>
    public List<(int Line, Correction Correction)> Corrections { get; } = [];

    /// <summary>The fact as first stated.</summary>
    public Fact Original => Source.Fact!;

    /// <summary>The fact with all corrections.</summary>
    public Fact Final => Corrections.Count == 0 ? Original : Corrections[^1].Correction.Replacement;

    /// <summary>The line of <see cref="Final"/>.</summary>
    public int FinalLine => Corrections.Count == 0 ? Line : Corrections[^1].Line;

    /// <summary>The fact as input to the rules.</summary>
    public GuardedFact Guarded() => new(Original, [.. Corrections.Select(correction => correction.Correction)]);

    /// <summary>All versions of the fact, each with its line.</summary>
    public IEnumerable<(int Line, Fact Fact)> Versions() => [(Line, Original), .. Corrections.Select(c => (c.Line, c.Correction.Replacement))];
}
