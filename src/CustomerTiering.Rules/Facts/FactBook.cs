using CustomerTiering.Rules.Facts.Book;
using CustomerTiering.Rules.Values;

namespace CustomerTiering.Rules.Facts;

/// <summary>
/// All facts of all customers on paper, validated. The order of lines matters only for facts of the same instant. Corrections hold from the
/// beginning.
/// </summary>
public sealed class FactBook
{
    private readonly Dictionary<string, CustomerFacts> _facts;
    private readonly List<BookEntry> _entries;
    private readonly ZoneRules _zone;
    private readonly CompanyGroups? _groups;

    private FactBook(List<BookEntry> entries, ZoneRules zone, IReadOnlyDictionary<string, IReadOnlyList<Fact>>? found = null)
    {
        (_entries, _zone) = (entries, zone);
        var referrals = new FirstReferrals(entries);
        _facts = entries.GroupBy(entry => entry.Source.Customer, StringComparer.Ordinal)
            .ToDictionary(customer => customer.Key, customer => Fold(customer, referrals, found?.GetValueOrDefault(customer.Key) ?? []),
                StringComparer.Ordinal);
        Customers = [.. _facts.Keys.Order(CodePointOrder.Instance)];
        Grouped = [.. Customers.Where(customer => _facts[customer].Profiles.Facts.Any(profile => profile.Group is not null))];
        if (Grouped.Count > 0) _groups = new(Grouped.Select(Known));
    }

    /// <summary>Keys of all customers, in code-point order.</summary>
    public IReadOnlyList<string> Customers { get; }

    /// <summary>Keys of the customers who ever state a group of companies, in code-point order.</summary>
    internal IReadOnlyList<string> Grouped { get; }

    /// <summary>Reads NDJSON, one fact per line. Empty lines and repeated facts are skipped.</summary>
    /// <param name="lines">The lines, without line ends.</param>
    /// <param name="zone">The policy's zone, for counting days and for times without an offset.</param>
    public static FactBookReading Read(IEnumerable<ReadOnlyMemory<byte>> lines, ZoneRules zone)
    {
        var reader = new BookReader(zone);
        if (reader.Read(lines) is { } unread) return new(null, unread.Line, unread.Errors);
        Rejection? rejected = null;
        foreach (var entries in reader.Entries.GroupBy(entry => entry.Source.Customer, StringComparer.Ordinal))
            rejected = Rejection.First(rejected, BookCheck.Check([.. entries]));
        return rejected is null ? new(new FactBook(reader.Entries, zone), 0, []) : new(null, rejected.Line, rejected.Errors);
    }

    /// <summary>Known facts of a customer and of the referred customers.</summary>
    /// <exception cref="KeyNotFoundException">No such customer.</exception>
    public KnownFacts Known(string customer)
    {
        var own = _facts[customer];
        var referred = own.Referred.Where(_facts.ContainsKey).ToDictionary(key => key, key => _facts[key], StringComparer.Ordinal);
        return referred.Count == 0 ? KnownFacts.OfOwn(own) : new(own, referred);
    }

    /// <summary>The same with the customer's groups of companies, for a policy that assesses groups.</summary>
    /// <exception cref="KeyNotFoundException">No such customer.</exception>
    internal KnownFacts KnownWithGroups(string customer) => Known(customer) with { Groups = _groups };

    /// <summary>The day the customer joined.</summary>
    /// <exception cref="KeyNotFoundException">No such customer.</exception>
    public DateOnly Joined(string customer) => _facts[customer].Joined(_zone)!.Value;

    /// <summary>The same facts with derived facts added: moves between stages, by customer.</summary>
    internal FactBook With(IReadOnlyDictionary<string, IReadOnlyList<Fact>> found) => new(_entries, _zone, found);

    private static CustomerFacts Fold(IGrouping<string, BookEntry> entries, FirstReferrals referrals, IReadOnlyList<Fact> found) =>
        CustomerFacts.Fold(
        entries.Key, entries.Select(
            entry => entry.Original).Concat(found).Concat(entries.SelectMany(entry => entry.Corrections).Select(one => one.Correction)),
        referrals.Counts);
}

/// <summary>The result of reading facts on paper.</summary>
/// <param name="Book">The facts; null if one was rejected.</param>
/// <param name="Line">Number of the rejected line, from 1; 0 if none.</param>
/// <param name="Errors">The errors of that line.</param>
public sealed record FactBookReading(FactBook? Book, int Line, EquatableList<DocumentError> Errors);
