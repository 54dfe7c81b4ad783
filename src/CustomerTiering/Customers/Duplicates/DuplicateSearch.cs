using CustomerTiering.EventLog.Projections;
using CustomerTiering.EventLog.Sql;

namespace CustomerTiering.Customers.Duplicates;

/// <summary>Customers who agree in something that identifies a person.</summary>
/// <param name="AgreeIn">In what all of them agree, by name.</param>
/// <param name="Customers">Two or more, by id.</param>
internal sealed record Agreement(IReadOnlyList<string> AgreeIn, IReadOnlyList<Guid> Customers);

/// <summary>Where a list of agreements goes on: after this member and hash.</summary>
internal sealed record AgreementPlace(string Member, Guid Hash);

/// <summary>Finds those who agree, by index; nothing that is sealed is opened.</summary>
/// <param name="snapshot">What is asked.</param>
/// <param name="most">A value that more customers than this have in common tells nobody apart, and is passed over.</param>
internal sealed class DuplicateSearch(ReadSnapshot snapshot, int most)
{
    private const string Known = "from person_match_key k where k.tenant_id = @tenant";

    /// <summary>The position up to which customers are compared.</summary>
    internal async Task<long> PositionAsync(CancellationToken cancel) => (await snapshot.QueryAsync(
        0, "select position from follower where tenant_id = @tenant and name = @name", new Dictionary<string, object> { ["name"] = MatchKeys.FollowerName },
        row => row.GetInt64(0), cancel)).SingleOrDefault();

    /// <summary>
    /// All who agree in something, each set of customers under the first of the things that they agree in, by name. A set all of whose pairs were dismissed is
    /// left out, so that a page can be short, or empty, and yet have a next one.
    /// </summary>
    /// <param name="member">In this; in anything if null.</param>
    /// <param name="after">The place where the page before ended, or null.</param>
    /// <param name="size">How many are looked at.</param>
    /// <returns>Those found, and the place after which the next page begins, or null at the end.</returns>
    internal async Task<(IReadOnlyList<Agreement> Found, AgreementPlace? Last)> PageAsync(string? member, AgreementPlace? after, int size, CancellationToken cancel)
    {
        var shared = await snapshot.QueryAsync(
            0,
            SqlText.Read(typeof(DuplicateSearch), "shared-match-keys"),
            new Dictionary<string, object>
            {
                ["afterMember"] = after?.Member ?? "",
                ["afterHash"] = after?.Hash ?? Guid.Empty,
                ["member"] = member ?? "",
                ["most"] = most,
                ["limit"] = size + 1,
            },
            row => new Shared(row.GetString(0), row.GetGuid(1), row.GetFieldValue<Guid[]>(2)), cancel);
        var page = shared.Take(size).ToList();
        var of = await OfAsync([.. page.SelectMany(one => one.Customers).Distinct()], cancel);
        var found = page.Where(one => member is not null || IsFirst(one, of)).Select(one => new Agreement(AgreeIn(one.Customers, of), one.Customers)).ToList();
        var dismissed = await DismissedAsync([.. found.SelectMany(one => one.Customers).Distinct()], cancel);
        return ([.. found.Where(one => !AllDismissed(one.Customers, dismissed))], shared.Count > size ? new(page[^1].Member, page[^1].Hash) : null);
    }

    /// <summary>Those who agree with one customer, who is left out, and who were not dismissed as that one's duplicate; who agrees in most is first.</summary>
    internal async Task<IReadOnlyList<Agreement>> WithAsync(Guid customer, CancellationToken cancel)
    {
        var of = await OfAsync([customer], cancel);
        Guid[] others = [.. of[customer].SelectMany(one => one.Customers).Distinct().Where(other => other != customer)];
        var dismissed = await DismissedAsync([.. others, customer], cancel);
        return [.. others.Where(other => !dismissed.Contains(Pair(customer, other)))
            .Select(other => new Agreement(AgreeIn([customer, other], of), [other])).OrderByDescending(one => one.AgreeIn.Count).ThenBy(one => one.Customers[0])];
    }

    /// <summary>Everything that these customers have in common with others, or with each other, of each by member and hash.</summary>
    private async Task<ILookup<Guid, Shared>> OfAsync(Guid[] customers, CancellationToken cancel) => (await snapshot.QueryAsync(
        0,
        SqlText.Read(typeof(DuplicateSearch), "match-keys-shared-with"),
        new Dictionary<string, object> { ["customers"] = customers, ["most"] = most },
        row => new Shared(row.GetString(0), row.GetGuid(1), row.GetFieldValue<Guid[]>(2)), cancel))
        .SelectMany(one => one.Customers, (one, customer) => (Customer: customer, Shared: one)).ToLookup(one => one.Customer, one => one.Shared);

    private async Task<HashSet<(Guid, Guid)>> DismissedAsync(Guid[] customers, CancellationToken cancel) => [.. await snapshot.QueryAsync(
        0, "select customer_id, other_id from person_dismissal where tenant_id = @tenant and customer_id = any(@customers) and other_id = any(@customers)",
        new Dictionary<string, object> { ["customers"] = customers }, row => Pair(row.GetGuid(0), row.GetGuid(1)), cancel)];

    private static IReadOnlyList<string> AgreeIn(IReadOnlyList<Guid> customers, ILookup<Guid, Shared> of) =>
        [.. of[customers[0]].Where(one => customers.All(one.Customers.Contains)).Select(one => one.Member).Distinct()];

    private static bool IsFirst(Shared one, ILookup<Guid, Shared> of) =>
        of[one.Customers[0]].First(other => other.Customers.SequenceEqual(one.Customers)) is var first && (first.Member, first.Hash) == (one.Member, one.Hash);

    private static bool AllDismissed(IReadOnlyList<Guid> customers, HashSet<(Guid, Guid)> dismissed) =>
        customers.Index().All(one => customers.Skip(one.Index + 1).All(other => dismissed.Contains(Pair(one.Item, other))));

    private static (Guid, Guid) Pair(Guid one, Guid other) => one.CompareTo(other) < 0 ? (one, other) : (other, one);

    /// <summary>One value that several customers have.</summary>
    private sealed record Shared(string Member, Guid Hash, IReadOnlyList<Guid> Customers);
}
