using CustomerTiering.Rules.Facts.Book;
using CustomerTiering.Rules.Values;

namespace CustomerTiering.Rules.Facts;

/// <summary>All facts of all customers on paper, found consistent. The order of lines is immaterial. For one thread at a time.</summary>
public sealed class FactBook
{
    private readonly ZoneRules _zone;
    private readonly Dictionary<string, List<BookEntry>> _entries;
    private readonly Dictionary<(string Customer, int Corrections, int Referrals), CustomerFacts> _folded = [];
    private readonly FirstReferrals _referrals;
    private readonly List<DateOnly> _correctionDays;
    private IReadOnlyDictionary<string, IReadOnlyList<Fact>> _found = new Dictionary<string, IReadOnlyList<Fact>>();

    private FactBook(List<BookEntry> entries, ZoneRules zone)
    {
        _zone = zone;
        _entries = entries.GroupBy(e => e.Source.Customer, StringComparer.Ordinal).ToDictionary(g => g.Key, g => g.ToList(), StringComparer.Ordinal);
        _referrals = new(entries, zone);
        _correctionDays = [.. entries.SelectMany(entry => entry.Corrections).Select(correction => zone.DayOf(correction.Correction.At)).Order()];
        Customers = [.. _entries.Keys.Order(CodePointOrder.Instance)];
    }

    /// <summary>Keys of all customers, in code-point order.</summary>
    public IReadOnlyList<string> Customers { get; }

    /// <summary>Keys of the customers who state a group of companies anywhere, in code-point order.</summary>
    internal IReadOnlyList<string> Grouped => [.. Customers.Where(
        customer => _entries[customer].Any(entry => entry.Source.Kind == FactKind.Customer && entry.Versions().Any(version => version.Fact is CustomerDescribed { Group: not null })))];

    /// <summary>Reads NDJSON: one fact a line; empty lines are passed over, a fact that stands there again is one.</summary>
    /// <param name="lines">The lines, without their ends.</param>
    /// <param name="zone">The policy's zone: in it days are counted and times without offset are read.</param>
    public static FactBookReading Read(IEnumerable<ReadOnlyMemory<byte>> lines, ZoneRules zone)
    {
        var reader = new BookReader(zone);
        if (reader.Read(lines) is { } unread) return new(null, unread.Line, unread.Errors);
        var book = new FactBook(reader.Entries, zone);
        Rejection? rejected = null;
        foreach (var entries in book._entries.Values) rejected = Rejection.First(rejected, BookCheck.Check(entries));
        return rejected is null ? new(book, 0, []) : new(null, rejected.Line, rejected.Errors);
    }

    /// <summary>What was known of a customer at the end of <paramref name="day"/>: all facts, later ones too, but corrections only up to that day.</summary>
    /// <exception cref="KeyNotFoundException">No such customer.</exception>
    public KnownFacts KnownOn(string customer, DateOnly day)
    {
        var own = FoldOn(customer, day);
        var referred = own.Referred.Where(_entries.ContainsKey).ToDictionary(r => r, r => FoldOn(r, day), StringComparer.Ordinal);
        return referred.Count == 0 ? KnownFacts.OfOwn(own) : new(own, referred);
    }

    /// <summary>The day the customer joined.</summary>
    /// <exception cref="KeyNotFoundException">No such customer.</exception>
    public DateOnly Joined(string customer) => FoldOn(customer, DateOnly.MinValue).Joined(_zone)!.Value;

    /// <summary>
    /// The days, ascending and each once, on which a fact calls for an evaluation at once: its own day, if it was known as such by then, and the day of
    /// each correction of it; for <c>referrals.revenue</c> also those of the customers referred, from the day of the referral.
    /// </summary>
    public IReadOnlyList<DateOnly> DaysOf(string customer, FactInterest interest)
    {
        var days = new SortedSet<DateOnly>(Days(_entries[customer], interest.Covers));
        days.UnionWith(Found(customer).Where(interest.Covers).Select(fact => _zone.DayOf(fact.At)));
        if (!interest.Referred) return [.. days];
        foreach (var entry in _entries[customer].Where(e => e.Source.Kind == FactKind.Referral))
            foreach (var (fact, from, until) in Spans(entry))
            {
                var referral = (Referral)fact;
                var day = Later(_zone.DayOf(referral.At), from);
                if (_referrals.Counts(referral, day) && _entries.TryGetValue(referral.Referred, out var theirs))
                    days.UnionWith(Days(theirs, interest.CoversOfReferred).Where(d => d >= day && d < until));
            }
        return [.. days];
    }

    /// <summary>As <see cref="DaysOf(string, FactInterest)"/>, of the customer's own facts that <paramref name="covers"/> says: returns and cancellations, for a recheck.</summary>
    public IReadOnlyList<DateOnly> DaysOf(string customer, Func<Fact, bool> covers) => [.. Days(_entries[customer], covers).Distinct().Order()];

    /// <summary>Adds what was found by judging the facts: moves between stages, by customer. It takes the place of what was added before.</summary>
    internal void Add(IReadOnlyDictionary<string, IReadOnlyList<Fact>> found)
    {
        _found = found;
        _folded.Clear();
    }

    /// <summary>How many corrections are known on a day: as long as that stays, so does all that is known.</summary>
    internal int Epoch(DateOnly day) => _correctionDays.Count(known => known <= day);

    private static DateOnly Later(DateOnly a, DateOnly b) => a > b ? a : b;

    private CustomerFacts FoldOn(string customer, DateOnly day)
    {
        var entries = _entries[customer];
        var corrections = entries.SelectMany(e => e.Corrections).Select(c => c.Correction).Where(c => _zone.DayOf(c.At) <= day).Order(FactOrder.Instance).ToList();
        var key = (customer, corrections.Count, _referrals.Epoch(day));
        if (_folded.TryGetValue(key, out var folded)) return folded;
        return _folded[key] = CustomerFacts.Fold(customer, entries.Select(e => e.Original).Concat(Found(customer)).Concat(corrections), r => _referrals.Counts(r, day));
    }

    private IReadOnlyList<Fact> Found(string customer) => _found.GetValueOrDefault(customer, []);

    private IEnumerable<DateOnly> Days(List<BookEntry> entries, Func<Fact, bool> covers)
    {
        foreach (var entry in entries)
        {
            var before = false;
            foreach (var (fact, from, until) in Spans(entry))
            {
                var (day, covered) = (_zone.DayOf(fact.At), covers(fact));
                if (covered && day >= from && day < until) yield return day;
                if (from > DateOnly.MinValue && (covered || before)) yield return from;
                before = covered;
            }
        }
    }

    /// <summary>What a fact said, from which day (included) until which (excluded).</summary>
    private IEnumerable<(Fact Fact, DateOnly From, DateOnly Until)> Spans(BookEntry entry)
    {
        var (fact, from) = (entry.Original, DateOnly.MinValue);
        foreach (var (_, correction) in entry.Corrections)
        {
            var day = _zone.DayOf(correction.At);
            yield return (fact, from, day);
            (fact, from) = (correction.Replacement, day);
        }
        yield return (fact, from, DateOnly.MaxValue);
    }
}

/// <summary>What reading facts on paper came to.</summary>
/// <param name="Book">The facts, or null if one was rejected.</param>
/// <param name="Line">Number of the rejected line, from 1; 0 if none was.</param>
/// <param name="Errors">What is wrong with it.</param>
public sealed record FactBookReading(FactBook? Book, int Line, EquatableList<DocumentError> Errors);
