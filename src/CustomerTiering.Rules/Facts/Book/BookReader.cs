using CustomerTiering.Rules.Values;

namespace CustomerTiering.Rules.Facts.Book;

/// <summary>Reads the lines, skips duplicates, and joins corrections to their facts.</summary>
internal sealed class BookReader(ZoneRules zone)
{
    private readonly Dictionary<(FactKind, string), BookEntry> _entries = [];

    /// <summary>All facts except corrections, in line order.</summary>
    public List<BookEntry> Entries { get; } = [];

    /// <summary>Reads all lines, or stops at the first rejected one.</summary>
    public Rejection? Read(IEnumerable<ReadOnlyMemory<byte>> lines)
    {
        var corrections = new List<BookEntry>();
        var number = 0;
        foreach (var line in lines)
        {
            number++;
            if (line.Span.Trim(" \t\r"u8).IsEmpty) continue;
            var (fact, errors) = FactReader.Read(line.Span, zone);
            if (fact is null) return new(number, errors);
            var key = (fact.Kind, fact.Id);
            if (_entries.TryGetValue(key, out var known))
            {
                if (known.IsAgain(fact)) continue;
                return Rejection.Of(number, new("$.id", FactErrorCodes.FactIdReused,
                    $"line {known.Line} has a {fact.Kind.Name()} '{fact.Id}' with different content"));
            }
            var entry = BookEntry.Of(number, fact);
            _entries.Add(key, entry);
            (fact.Kind == FactKind.Correction ? corrections : Entries).Add(entry);
        }
        return Correct(corrections);
    }

    // By time, then by line, so that each correction applies to the result of the previous one.
    private Rejection? Correct(List<BookEntry> corrections)
    {
        corrections.Sort((a, b) =>
        {
            var byTime = a.Source.At.CompareTo(b.Source.At);
            return byTime != 0 ? byTime : a.Line.CompareTo(b.Line);
        });
        Rejection? rejected = null;
        foreach (var correction in corrections) rejected = Rejection.First(rejected, Correct(correction));
        return rejected;
    }

    private Rejection? Correct(BookEntry correction)
    {
        var request = correction.Source.Correction!;
        if (!_entries.TryGetValue((request.OfKind, request.Of), out var entry) || entry.Source.Customer != correction.Source.Customer)
            return Rejection.Of(correction.Line, new("$.of", FactErrorCodes.UnknownFact,
                $"the customer has no {request.OfKind.Name()} '{request.Of}'"));
        var (completed, errors) = FactReader.Complete(correction.Source, Latest(entry), zone);
        if (completed is null) return new(correction.Line, errors);
        entry.Corrections.Add((correction.Line, (Correction)completed.Fact!));
        return null;
    }

    private static SourceFact Latest(BookEntry entry)
    {
        var fact = entry.Final;
        return entry.Source with { At = fact.At, Channel = fact.Channel, Fact = fact };
    }
}
