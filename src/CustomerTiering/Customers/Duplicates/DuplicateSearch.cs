using CustomerTiering.EventLog.Projections;
using CustomerTiering.EventLog.Sql;

namespace CustomerTiering.Customers.Duplicates;

/// <summary>Customers who agree in data that identifies a person.</summary>
/// <param name="AgreeIn">The names of the members in which all of them agree.</param>
/// <param name="Customers">Two or more, ordered by id.</param>
internal sealed record Agreement(IReadOnlyList<string> AgreeIn, IReadOnlyList<Guid> Customers);

/// <summary>The position in a list of agreements, after which the next page continues.</summary>
internal sealed record AgreementPlace(string Member, Guid Hash);

/// <summary>Finds customers who agree, by index. Nothing is unsealed.</summary>
/// <param name="most">Values shared by more customers than this distinguish nobody and are ignored.</param>
internal sealed class DuplicateSearch(ReadSnapshot snapshot, int most)
{
    private const string Known = "from person_match_key k where k.tenant_id = @tenant";

    /// <summary>The position up to which customers are compared.</summary>
    internal async Task<long> PositionAsync(CancellationToken cancel) => (await snapshot.QueryAsync(
        0, "select position from follower where tenant_id = @tenant and name = @name",
        new Dictionary<string, object> { ["name"] = MatchKeys.FollowerName },
        row => row.GetInt64(0), cancel)).SingleOrDefault();

    /// <summary>
    /// All customers who agree in some member. Each set is listed once, under the first such member by name. Sets whose pairs were all dismissed are
    /// left out, so a page can be short or empty and still have a next page.
    /// </summary>
    /// <param name="member">Only agreements in this member; null for any member.</param>
    /// <param name="after">The end of the previous page, or null.</param>
    /// <param name="size">The number of agreements to scan.</param>
    /// <returns>The agreements found, and the place after which the next page continues, or null at the end.</returns>
    internal async Task<(IReadOnlyList<Agreement> Found, AgreementPlace? Last)> PageAsync(
        string? member, AgreementPlace? after, int size, CancellationToken cancel)
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
        var found = page.Where(one => member is not null || IsFirst(one, of))
            .Select(one => new Agreement(AgreeIn(one.Customers, of), one.Customers)).ToList();
        var dismissed = await DismissedAsync([.. found.SelectMany(one => one.Customers).Distinct()], cancel);
        return ([.. found.Where(one => !AllDismissed(one.Customers, dismissed))], shared.Count > size ? new(page[^1].Member, page[^1].Hash) : null);
    }

    /// <summary>
    /// The customers who agree with one customer, except those dismissed as its duplicates; those who agree in most members come first.
    /// </summary>
    internal async Task<IReadOnlyList<Agreement>> WithAsync(Guid customer, CancellationToken cancel)
    {
        var of = await OfAsync([customer], cancel);
        Guid[] others = [.. of[customer].SelectMany(one => one.Customers).Distinct().Where(other => other != customer)];
        var dismissed = await DismissedAsync([.. others, customer], cancel);
        return [.. others.Where(other => !dismissed.Contains(Pair(customer, other)))
            .Select(other => new Agreement(AgreeIn([customer, other], of), [other]))
                .OrderByDescending(one => one.AgreeIn.Count).ThenBy(one => one.Customers[0])];
    }

    /// <summary>All values that these customers share with others or with each other, each identified by member and hash.</summary>
    private async Task<ILookup<Guid, Shared>> OfAsync(Guid[] customers, CancellationToken cancel) => (await snapshot.QueryAsync(
        0,
        SqlText.Read(typeof(DuplicateSearch), "match-keys-shared-with"),
        new Dictionary<string, object> { ["customers"] = customers, ["most"] = most },
        row => new Shared(row.GetString(0), row.GetGuid(1), row.GetFieldValue<Guid[]>(2)), cancel))
        .SelectMany(one => one.Customers, (one, customer) => (Customer: customer, Shared: one)).ToLookup(one => one.Customer, one => one.Shared);

    private async Task<HashSet<(Guid, Guid)>> DismissedAsync(Guid[] customers, CancellationToken cancel) => [.. await snapshot.QueryAsync(
        0, SqlText.Read(typeof(DuplicateSearch), "dismissed-pairs"),
        new Dictionary<string, object> { ["customers"] = customers }, row => Pair(row.GetGuid(0), row.GetGuid(1)), cancel)];

    private static IReadOnlyList<string> AgreeIn(IReadOnlyList<Guid> customers, ILookup<Guid, Shared> of) =>
        [.. of[customers[0]].Where(one => customers.All(one.Customers.Contains)).Select(one => one.Member).Distinct()];

    private static bool IsFirst(Shared one, ILookup<Guid, Shared> of) =>
        of[one.Customers[0]].First(other => other.Customers.SequenceEqual(one.Customers)) is var first
            && (first.Member, first.Hash) == (one.Member, one.Hash);

    private static bool AllDismissed(IReadOnlyList<Guid> customers, HashSet<(Guid, Guid)> dismissed) =>
        customers.Index().All(one => customers.Skip(one.Index + 1).All(other => dismissed.Contains(Pair(one.Item, other))));

    private static (Guid, Guid) Pair(Guid one, Guid other) => one.CompareTo(other) < 0 ? (one, other) : (other, one);

    /// <summary>One value shared by several customers.</summary>
    private sealed record Shared(string Member, Guid Hash, IReadOnlyList<Guid> Customers);
}
