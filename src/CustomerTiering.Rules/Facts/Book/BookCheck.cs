using CustomerTiering.Rules.Values;

namespace CustomerTiering.Rules.Facts.Book;

/// <summary>Whether one customer's facts go together: what refers to a purchase, a complaint or an asking, with it.</summary>
internal static class BookCheck
{
    /// <summary>The rejected line that comes first; null if none is.</summary>
    public static Rejection? Check(IReadOnlyList<BookEntry> entries)
    {
        var referring = entries.Where(entry => FactRules.RefersTo(entry.Source.Kind) is not null).ToList();
        if (referring.Count == 0) return null;
        var openings = entries.Where(entry => FactRules.IsGuarded(entry.Source.Kind)).ToDictionary(entry => (entry.Source.Kind, entry.Source.Id));
        var rejected = Unknown(referring, openings);
        foreach (var facts in referring.Where(entry => FactRules.Reference(entry.Final) is not null).GroupBy(Referred))
            if (openings.TryGetValue(facts.Key, out var opening)) rejected = Rejection.First(rejected, Broken(opening, [.. facts]));
        return rejected;
    }

    private static (FactKind Kind, string Id) Referred(BookEntry entry) => (FactRules.RefersTo(entry.Source.Kind)!.Value, FactRules.Reference(entry.Final)!);

    /// <summary>Whatever a fact said at any time must have been there.</summary>
    private static Rejection? Unknown(List<BookEntry> referring, Dictionary<(FactKind, string), BookEntry> openings)
    {
        Rejection? rejected = null;
        foreach (var entry in referring)
        {
            var kind = FactRules.RefersTo(entry.Source.Kind)!.Value;
            foreach (var (line, fact) in entry.Versions())
                if (FactRules.Reference(fact) is { } of && !openings.ContainsKey((kind, of)))
                    rejected = Rejection.First(rejected, Rejection.Of(line, Said(FactRules.Unknown(kind, of), isCorrection: line != entry.Line)));
        }
        return rejected;
    }

    /// <summary>The line that breaks a rule first: that of the fact or, where a correction lets it break the rule, of the correction.</summary>
    private static Rejection? Broken(BookEntry opening, List<BookEntry> referring)
    {
        Rejection? rejected = null;
        foreach (var broken in FactRules.Judge(opening.Guarded(), [.. referring.Select(entry => entry.Guarded())]))
        {
            var entry = referring.First(one => ReferenceEquals(one.Original, broken.By.Original));
            rejected = Rejection.First(rejected, Rejection.Of(entry.FinalLine, Said(broken.Error, entry.Corrections.Count > 0)));
        }
        return rejected;
    }

    private static DocumentError Said(DocumentError error, bool isCorrection) => isCorrection ? error with { Path = "$.replaces" + error.Path[1..] } : error;
}
