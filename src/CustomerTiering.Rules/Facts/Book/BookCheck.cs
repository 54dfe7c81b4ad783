using CustomerTiering.Rules.Values;

namespace CustomerTiering.Rules.Facts.Book;

/// <summary>Whether one customer's facts go together: returns and cancellations with purchases, resolutions and reopenings with complaints.</summary>
internal static class BookCheck
{
    /// <summary>The rejected line that comes first; null if none is.</summary>
    public static Rejection? Check(IReadOnlyList<BookEntry> entries)
    {
        if (!entries.Any(e => e.Source.Kind is FactKind.Return or FactKind.Cancellation or FactKind.ComplaintResolved or FactKind.ComplaintReopened
                || e.Corrections.Count > 0)) return null;
        var purchases = entries.Where(e => e.Source.Kind == FactKind.Purchase).ToDictionary(e => e.Source.Id, StringComparer.Ordinal);
        var returns = entries.Where(e => e.Source.Kind == FactKind.Return).ToList();
        var rejected = UnknownPurchases(returns, purchases);
        foreach (var id in returns.SelectMany(e => e.Versions()).Select(v => ((Return)v.Fact).Of).Distinct())
            if (id is not null && purchases.TryGetValue(id, out var purchase))
                rejected = Rejection.First(rejected, Returns(purchase, [.. returns.Where(r => r.Versions().Any(v => ((Return)v.Fact).Of == id))]));
        foreach (var final in (ReadOnlySpan<bool>)[false, true])
        {
            rejected = Rejection.First(rejected, Cancellations(entries, purchases, final));
            rejected = Rejection.First(rejected, Complaints(entries, final));
        }
        return rejected;
    }

    private static Rejection? UnknownPurchases(List<BookEntry> returns, Dictionary<string, BookEntry> purchases)
    {
        Rejection? rejected = null;
        foreach (var (line, fact) in returns.SelectMany(r => r.Versions()))
            if (fact is Return { Of: { } of } given && !purchases.ContainsKey(of))
                rejected = Rejection.First(rejected, Rejection.Of(line, PurchaseRules.Return(null, [], given)!));
        return rejected;
    }

    /// <summary>Judges each return, and each correction of a return or of the purchase, by what was known when it was made.</summary>
    private static Rejection? Returns(BookEntry purchase, List<BookEntry> returns)
    {
        var steps = returns.Select(r => (r.Original.At, r.Original.Id, r.Line))
            .Concat(returns.Append(purchase).SelectMany(e => e.Corrections).Select(c => (c.Correction.At, c.Correction.Id, c.Line)))
            .OrderBy(s => s.At).ThenBy(s => s.Id, CodePointOrder.Instance);
        var made = new HashSet<int>();
        foreach (var (at, _, line) in steps)
        {
            made.Add(line);
            var bought = (Purchase)purchase.AsKnownAt(at);
            var earlier = new List<Return>();
            foreach (var entry in returns)
            {
                if (!made.Contains(entry.Line) || entry.AsKnownAt(at) is not Return given || given.Of != bought.Id) continue;
                if (PurchaseRules.Return(bought, earlier, given) is { } error) return Rejection.Of(line, error);
                earlier.Add(given);
            }
        }
        return null;
    }

    private static Rejection? Cancellations(IReadOnlyList<BookEntry> entries, Dictionary<string, BookEntry> purchases, bool final)
    {
        var cancelled = new HashSet<string>(StringComparer.Ordinal);
        Rejection? rejected = null;
        foreach (var (line, fact) in Stated(entries, final).Where(v => v.Fact is Cancellation).OrderBy(v => v.Fact, FactOrder.Instance))
        {
            var cancellation = (Cancellation)fact;
            var purchase = (Purchase?)purchases.GetValueOrDefault(cancellation.Of)?.Original;
            if (PurchaseRules.Cancellation(purchase, !cancelled.Add(cancellation.Of), cancellation) is { } error)
                rejected = Rejection.First(rejected, Rejection.Of(line, error));
        }
        return rejected;
    }

    private static Rejection? Complaints(IReadOnlyList<BookEntry> entries, bool final)
    {
        var stated = Stated(entries, final).ToList();
        var opened = stated.Where(v => v.Fact is ComplaintOpened).ToDictionary(v => v.Fact.Id, v => (ComplaintOpened)v.Fact, StringComparer.Ordinal);
        Rejection? rejected = null;
        foreach (var moves in stated.Where(v => v.Fact is ComplaintResolved or ComplaintReopened).GroupBy(v => ComplaintRules.Of(v.Fact), StringComparer.Ordinal))
            if (ComplaintRules.Check(opened.GetValueOrDefault(moves.Key), [.. moves.Select(m => m.Fact)]) is var (fact, error))
                rejected = Rejection.First(rejected, Rejection.Of(moves.First(m => ReferenceEquals(m.Fact, fact)).Line, error));
        return rejected;
    }

    private static IEnumerable<(int Line, Fact Fact)> Stated(IReadOnlyList<BookEntry> entries, bool final) =>
        entries.Select(e => final ? (e.FinalLine, e.Final) : (e.Line, e.Original));
}
