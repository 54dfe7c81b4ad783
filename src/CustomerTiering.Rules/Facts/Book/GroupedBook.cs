using CustomerTiering.Rules.Values;

namespace CustomerTiering.Rules.Facts.Book;

/// <summary>Facts on paper as a policy sees them that judges a group of companies as one. For one thread at a time.</summary>
internal sealed class GroupedBook(FactBook book, ZoneRules zone)
{
    private readonly Dictionary<int, CompanyGroups> _groups = [];

    /// <summary>Keys of those who ever stated a group, in code-point order; all others are judged alone.</summary>
    public IReadOnlyList<string> Customers { get; } = book.Grouped;

    /// <summary>As <see cref="FactBook.KnownOn"/>, the customer's groups beside it.</summary>
    public KnownFacts KnownOn(string customer, DateOnly day)
    {
        // What is known changes with corrections alone.
        var epoch = book.Epoch(day);
        if (!_groups.TryGetValue(epoch, out var groups)) _groups[epoch] = groups = new(Customers.Select(member => book.KnownOn(member, day)));
        return book.KnownOn(customer, day) with { Groups = groups };
    }

    /// <summary>As <see cref="FactBook.DaysOf(string, FactInterest)"/>, of all who belong to the customer's group on the day or did on the day before.</summary>
    public IReadOnlyList<DateOnly> DaysOf(string customer, FactInterest interest)
    {
        var days = new SortedSet<DateOnly>(book.DaysOf(customer, interest));
        foreach (var other in Customers)
            if (other != customer) days.UnionWith(book.DaysOf(other, interest).Where(day => AreTogether(customer, other, day) || AreTogether(customer, other, day.AddDays(-1))));
        return [.. days];
    }

    private bool AreTogether(string one, string other, DateOnly day) => KnownOn(one, day).Groups!.MembersOn(one, day, zone).Contains(other, StringComparer.Ordinal);
}
