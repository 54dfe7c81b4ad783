using CustomerTiering.Rules.Values;

namespace CustomerTiering.Rules.Facts;

/// <summary>
/// Customers who ever shared a group of companies, directly or through others: everyone who can affect a policy that assesses groups. Membership is
/// determined per day. Thread-safe.
/// </summary>
public sealed class CompanyGroups
{
    private readonly IReadOnlyList<KnownFacts> _customers;
    private readonly Dictionary<string, KnownFacts> _byKey;
    private Merged? _last;

    /// <summary>Creates the groups from the facts of each customer.</summary>
    public CompanyGroups(IEnumerable<KnownFacts> customers)
    {
        _customers = [.. customers];
        _byKey = _customers.ToDictionary(customer => customer.Own.Customer, StringComparer.Ordinal);
    }

    /// <summary>
    /// Keys of the members of a customer's group at the end of a day; only the customer without a group. The head comes first: the member with the
    /// longest unbroken membership; among equals the one recorded first.
    /// </summary>
    public IReadOnlyList<string> MembersOn(string customer, DateOnly day, ZoneRules zone)
    {
        if (_byKey[customer].Own.ProfileOn(day, zone).Group is not { } group) return [customer];
        return [.. _customers.Where(one => one.Own.ProfileOn(day, zone).Group == group)
            .OrderBy(one => Since(one.Own, group, day, zone), FactOrder.Instance).Select(one => one.Own.Customer)];
    }

    /// <summary>The day on which a customer entered its group of that day; null without a group.</summary>
    internal DateOnly? CameOn(string customer, DateOnly day, ZoneRules zone)
    {
        var own = _byKey[customer].Own;
        return own.ProfileOn(day, zone).Group is { } group ? zone.DayOf(Since(own, group, day, zone).At) : null;
    }

    /// <summary>The facts of a customer's group as of a day as one customer: facts of all members, attributes and segments of the head.</summary>
    public KnownFacts On(string customer, DateOnly day, ZoneRules zone)
    {
        var members = MembersOn(customer, day, zone);
        if (members.Count == 1) return _byKey[customer];
        var last = Volatile.Read(ref _last);
        if (last is not null && last.Members.SequenceEqual(members, StringComparer.Ordinal)) return last.Facts;
        last = new(members, Merge(members));
        Volatile.Write(ref _last, last);
        return last.Facts;
    }

    /// <summary>
    /// The distinct days, ascending, of the customer's own facts, and of the facts of others who belong to the customer's group on the day or did on
    /// the day before.
    /// </summary>
    /// <param name="zone">The zone of the days.</param>
    /// <param name="daysOf">The days of one customer alone.</param>
    internal IReadOnlyList<DateOnly> DaysOf(string customer, ZoneRules zone, Func<KnownFacts, IReadOnlyList<DateOnly>> daysOf)
    {
        var own = _byKey[customer];
        var days = new SortedSet<DateOnly>(daysOf(own));
        foreach (var other in _customers)
            if (other != own)
                days.UnionWith(daysOf(other).Where(day => AreTogether(own, other, day, zone) || AreTogether(own, other, day.AddDays(-1), zone)));
        return [.. days];
    }

    /// <summary>The groups with the facts of each customer replaced.</summary>
    internal CompanyGroups Select(Func<KnownFacts, KnownFacts> facts) => new(_customers.Select(facts));

    private static bool AreTogether(KnownFacts one, KnownFacts other, DateOnly day, ZoneRules zone) =>
        one.Own.ProfileOn(day, zone).Group is { } group && group == other.Own.ProfileOn(day, zone).Group;

    /// <summary>The description that brought the customer into the group.</summary>
    private static CustomerDescription Since(CustomerFacts facts, string group, DateOnly day, ZoneRules zone)
    {
        var profiles = facts.Profiles.Facts;
        var last = profiles.Length - 1;
        while (zone.DayOf(profiles[last].At) > day) last--;
        while (last > 0 && profiles[last - 1].Group == group) last--;
        return profiles[last];
    }

    private KnownFacts Merge(IReadOnlyList<string> members)
    {
        var referred = new Dictionary<string, CustomerFacts>(StringComparer.Ordinal);
        foreach (var (key, facts) in members.SelectMany(member => _byKey[member].Referred))
            if (!members.Contains(key, StringComparer.Ordinal)) referred[key] = facts;
        return new(CustomerFacts.OfGroup([.. members.Select(member => _byKey[member].Own)]), referred);
    }

    private sealed record Merged(IReadOnlyList<string> Members, KnownFacts Facts);
}
