using CustomerTiering.Rules.Values;

namespace CustomerTiering.Rules.Facts.Book;

/// <summary>Checks that one customer's facts are consistent with the purchases, complaints and survey requests they refer to.</summary>
internal static class BookCheck
{
    /// <summary>The first rejected line; null if none is.</summary>
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

    private static (FactKind Kind, string Id) Referred(BookEntry entry) =>
        (FactRules.RefersTo(entry.Source.Kind)!.Value, FactRules.Reference(entry.Final)!);

    /// <summary>Every version of a fact must refer to something that exists.</summary>
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

    /// <summary>The first line that breaks a rule: that of the fact, or of the correction that causes the violation.</summary>
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

    private static DocumentError Said(DocumentError error, bool isCorrection) =>
        isCorrection ? error with { Path = "$.replaces" + error.Path[1..] } : error;
}
