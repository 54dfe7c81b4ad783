using CustomerTiering.EventLog;
using CustomerTiering.EventLog.Projections;
using CustomerTiering.EventLog.Read;
using CustomerTiering.EventLog.Sql;
using CustomerTiering.Evidence.Leaves;
using CustomerTiering.Http;
using CustomerTiering.Persons;
using CustomerTiering.Rules.Facts;
using CustomerTiering.Rules.Values;

namespace CustomerTiering.Facts;

/// <summary>A customer's facts as input to a decision.</summary>
/// <param name="Facts">The facts, with those of referred customers.</param>
/// <param name="Position">The position of the log that they reflect.</param>
/// <param name="Digest">The digest of everything read.</param>
/// <param name="MergedInto">The survivor these facts count for after a merge, or null.</param>
/// <param name="Apart">The last event that separated the customer from another, or null.</param>
public sealed record StoredFacts(
    Guid Customer, KnownFacts Facts, long Position, ReadOnlyMemory<byte> Digest, Guid? MergedInto = null, Guid? Apart = null)
{
    /// <summary>The digest, extended by the last separation: facts that counted only during a merge leave no trace in the digest alone.</summary>
    public string Known(string digest) => Apart is { } separation ? $"{digest} {separation:D}" : digest;

    /// <summary>Customers grouped by shared company groups; every other customer is a set of its own.</summary>
    public static IEnumerable<IReadOnlyList<StoredFacts>> Sets(IEnumerable<StoredFacts> known) =>
        known.GroupBy(one => (object?)one.Facts.Groups ?? one.Customer).Select(set => (IReadOnlyList<StoredFacts>)[.. set]);
}

/// <summary>Reads customers' facts as known now, many customers at once.</summary>
public sealed class FactsStore(ReadModels readModels)
{
    private static readonly CustomerFactsProjection FactRows = new();
    private static readonly IReadOnlyCollection<string> Projections = [CustomerFactsProjection.ProjectionName];

    /// <summary>The facts of these customers (each at most once), in one snapshot; customers without facts are left out.</summary>
    /// <param name="customers">The customers, each at most once.</param>
    /// <param name="withReferred">Whether to include the facts of referred customers.</param>
    /// <param name="withGroups">Whether to add all customers who ever shared a company group with them.</param>
    /// <param name="cancel">The cancellation token.</param>
    /// <param name="supposed">Hypothetical facts of one of them, treated as known.</param>
    /// <param name="upTo">The last recorded position, inclusive; null for all.</param>
    public async Task<IReadOnlyDictionary<Guid, StoredFacts>> LoadAsync(
        TenantId tenant, IReadOnlyCollection<Guid> customers, bool withReferred, CancellationToken cancel,
        (Guid Customer, IReadOnlyList<Fact> Facts)? supposed = null,
        bool withGroups = false, long? upTo = null)
    {
        var answer = await readModels.ReadAsync(tenant, Projections, async snapshot =>
        {
            var own = await RowsAsync(snapshot, customers, cancel);
            if (supposed is { } more && own.TryGetValue(more.Customer, out var theirs)) theirs.Add(more.Facts);
            if (withGroups) await AddGroupsAsync(snapshot, own, cancel);
            // In a group, a duplicate counts only through its survivor.
            foreach (var duplicate in own.Where(one => withGroups && one.Value.Merges.Into is not null).Select(one => one.Key).ToList())
                own.Remove(duplicate);
            Guid[] named = [.. own.Values.SelectMany(rows => rows.Referred()).Distinct()];
            var persons = await ReferredPersons.ReadAsync(snapshot, named, cancel);
            foreach (var referral in supposed?.Facts.OfType<Referral>() ?? [])
                persons.Suppose(Guid.Parse(referral.Referred), new(referral.At, Guid.Parse(referral.Id), supposed!.Value.Customer, long.MaxValue));
            var referred = withReferred && named.Length > 0
                ? await RowsAsync(snapshot, [.. named.Select(persons.SurvivorOf).Distinct().Except(own.Keys)], cancel) : [];
            return (own, persons, referred);
        }, cancel);
        var (own, persons, others) = answer.Value;

        bool Counts(Referral referral) => persons.Counting(Guid.Parse(referral.Referred))?.Fact == Guid.Parse(referral.Id);

        var folded = new Dictionary<Guid, CustomerFacts>();
        CustomerFacts? FactsOf(Guid customer)
        {
            if (folded.TryGetValue(customer, out var facts)) return facts;
            if (!own.TryGetValue(customer, out var rows) && !others.TryGetValue(customer, out rows)) return null;
            return folded[customer] = CustomerFacts.Fold(customer.ToString("D"), rows.InLogOrder(upTo), Counts, rows.JoinedTogetherAt);
        }

        ReadOnlyMemory<byte> DigestOf(Guid customer) => (own.TryGetValue(customer, out var rows) ? rows : others[customer]).Head.Digest;

        var result = new Dictionary<Guid, StoredFacts>(own.Count);
        foreach (var together in withGroups ? GroupsRead.Together(own.Select(one => KeyValuePair.Create(one.Key, one.Value.Groups())))
            : [.. own.Keys.Select(one => (Guid[])[one])])
        {
            // The digest covers everything read for a decision: group members by id, then the customers they referred.
            var digest = DigestOf(together[0]);
            foreach (var member in together.Skip(1)) digest = FactsDigest.Next(digest.Span, DigestOf(member).Span);
            foreach (var rival in together.SelectMany(member => own[member].Rivals(persons))) digest = FactsDigest.Next(digest.Span, rival.Digest());
            var beside = together.ToDictionary(member => member, _ => new Dictionary<string, CustomerFacts>());
            if (withReferred)
            {
                foreach (var friend in together.SelectMany(member => own[member].Referred()).Select(persons.SurvivorOf).Distinct().Order())
                {
                    if (FactsOf(friend) is not { } facts) continue;
                    foreach (var member in together)
                        foreach (var referred in own[member].Referred().Where(referred => persons.SurvivorOf(referred) == friend))
                            beside[member][referred.ToString("D")] = facts;
                    if (together.Count == 1 || !together.Contains(friend)) digest = FactsDigest.Next(digest.Span, DigestOf(friend).Span);
                }
            }
            var known = together.Select(member => new KnownFacts(FactsOf(member)!, beside[member])).ToList();
            var groups = together.Count == 1 ? null : new CompanyGroups(known);
            for (var i = 0; i < known.Count; i++)
                result[together[i]] = new(together[i], known[i] with { Groups = groups }, answer.Position, digest, own[together[i]].Merges.Into,
                    own[together[i]].Merges.Apart);
        }
        return result;
    }

    /// <summary>Why no decision about a customer is possible: no known facts, or merged into another customer. Otherwise null.</summary>
    public async Task<Problem?> RefusalAsync(TenantId tenant, Guid customer, CancellationToken cancel)
    {
        var known = await LoadAsync(tenant, [customer], withReferred: false, cancel);
        if (!known.TryGetValue(customer, out var own)) return Problem.NotFound("customer");
        return own.MergedInto is { } survivor ? Merges.Refusal(survivor) : null;
    }

    /// <summary>All customers with a known fact, ordered by id as text.</summary>
    public Task<IReadOnlyList<Guid>> CustomersAsync(TenantId tenant, CancellationToken cancel) => CustomersBetweenAsync(tenant, null, null, cancel);

    /// <summary>All customers with a known fact between two ids, both inclusive, ordered by id as text.</summary>
    public async Task<IReadOnlyList<Guid>> CustomersBetweenAsync(TenantId tenant, Guid? first, Guid? last, CancellationToken cancel)
    {
        var answer = await readModels.QueryAsync(
            tenant, CustomerFactsProjection.ProjectionName,
            SqlText.Read(typeof(FactsStore), "customers-with-facts", ("not-merged", MergedPersons.Without("f.key"))),
            new Dictionary<string, object> { ["first"] = first?.ToString("D") ?? "", ["last"] = last?.ToString("D") ?? "g" },
            row => Guid.Parse(row.GetString(0)), cancel);
        return answer.Value;
    }

    /// <summary>The UTC year of the tenant's earliest fact; null without facts.</summary>
    public async Task<int?> EarliestYearAsync(TenantId tenant, CancellationToken cancel)
    {
        var answer = await readModels.QueryAsync(
            tenant, CustomerFactsProjection.ProjectionName,
            SqlText.Read(typeof(FactsStore), "first-year-of-facts"),
            new Dictionary<string, object>(), row => row.IsDBNull(0) ? (int?)null : row.GetInt32(0), cancel);
        return answer.Value[0];
    }

    /// <summary>The customer whose referral of this customer counts; at most one.</summary>
    public async Task<IReadOnlyList<Guid>> ReferrersAsync(TenantId tenant, Guid referred, CancellationToken cancel) =>
        (await readModels.ReadAsync<IReadOnlyList<Guid>>(tenant, Projections, async snapshot =>
        {
            if ((await ReferredPersons.ReadAsync(snapshot, [referred], cancel)).Counting(referred) is not { By: var by }) return [];
            return [(await ReferredPersons.ReadAsync(snapshot, [by], cancel)).SurvivorOf(by)];
        }, cancel)).Value;

    /// <summary>The referrers that a customer's fact concerns, each with the instant from which it does.</summary>
    /// <param name="customer">The customer of the fact.</param>
    /// <param name="at">From when the fact changes what is known.</param>
    /// <param name="counts">Whether such facts count for the customer: then the first of several referrers may change.</param>
    /// <param name="countsForReferrer">Whether such facts count for the customer's referrer.</param>
    /// <param name="cancel">The cancellation token.</param>
    public async Task<IReadOnlyList<(Guid Customer, Instant At)>> ReferrersConcernedAsync(
        TenantId tenant, Guid customer, Fact fact, Instant at, bool counts, bool countsForReferrer, CancellationToken cancel)
    {
        var others = counts ? await OtherReferrersAsync(tenant, customer, fact, cancel) : [];
        return countsForReferrer ? [.. others, .. (await ReferrersAsync(tenant, customer, cancel)).Select(referrer => (referrer, at))] : others;
    }

    /// <summary>If the fact is a referral or corrects one: the other referrers of the same customer, each with the time of their referral.</summary>
    private async Task<IReadOnlyList<(Guid By, Instant At)>> OtherReferrersAsync(TenantId tenant, Guid by, Fact fact, CancellationToken cancel)
    {
        if (((fact as Correction)?.Replacement ?? fact) is not Referral { Referred: var name }) return [];
        var referred = Guid.Parse(name);
        return (await readModels.ReadAsync<IReadOnlyList<(Guid, Instant)>>(tenant, Projections, async snapshot =>
        {
            var all = (await ReferredPersons.ReadAsync(snapshot, [referred], cancel)).All(referred);
            var persons = await ReferredPersons.ReadAsync(snapshot, [by, .. all.Select(one => one.By)], cancel);
            return [.. all.Select(one => (By: persons.SurvivorOf(one.By), one.At)).Where(one => one.By != persons.SurvivorOf(by))];
        }, cancel)).Value;
    }

    /// <summary>
    /// For each merge or separation among these events, the survivor, the duplicate, and the earliest instant affected; for a separation, also an
    /// entry for the duplicate itself.
    /// </summary>
    public async Task<IReadOnlyList<(Guid Survivor, Guid Duplicate, Instant Since)>> MergedAsync(
        TenantId tenant, IReadOnlyList<RecordedEvent> events, CancellationToken cancel)
    {
        var changes = events.Where(recorded => Merges.Types.Contains(recorded.Type)).ToList();
        if (changes.Count == 0) return [];
        var parts = changes.Select(Merges.Parts).ToList();
        var known = new Dictionary<Guid, StoredFacts>(
            await LoadAsync(tenant, [.. parts.SelectMany(both => (Guid[])[both.Survivor, both.Duplicate]).Distinct()], false, cancel));
        var result = new HashSet<(Guid, Guid, Instant)>();
        foreach (var recorded in changes)
        {
            var (survivor, duplicate) = Merges.Parts(recorded);
            if (!known.TryGetValue(duplicate, out var facts) || facts.Facts.Own.Facts is not { Count: > 0 } own) continue;
            result.Add((await LastSurvivorAsync(tenant, survivor, known, cancel), duplicate, own[0].At));
            if (!Merges.Joins(recorded)) result.Add((duplicate, duplicate, own[0].At));
        }
        return [.. result];
    }

    /// <summary>The customers who were merged into another.</summary>
    public async Task<IReadOnlyList<Guid>> DuplicatesAsync(TenantId tenant, IReadOnlyCollection<Guid> customers, CancellationToken cancel)
    {
        if (customers.Count == 0) return [];
        var merges = await readModels.ViewsAsync(tenant, FactRows, [.. customers.Select(Merges.Key)], cancel);
        return [.. merges.Value.Where(row => Merges.Read(row.Value.Bytes.WrittenSpan).Into is not null).Select(row => Merges.CustomerOf(row.Key))];
    }

    /// <summary>Follows later merges: the survivor may itself have been merged.</summary>
    private async Task<Guid> LastSurvivorAsync(TenantId tenant, Guid survivor, Dictionary<Guid, StoredFacts> known, CancellationToken cancel)
    {
        while (known.GetValueOrDefault(survivor)?.MergedInto is { } into)
        {
            if (!known.ContainsKey(into) && (await LoadAsync(tenant, [into], false, cancel)).TryGetValue(into, out var facts)) known[into] = facts;
            survivor = into;
        }
        return survivor;
    }

    /// <summary>The rows of these customers, with those of their duplicates.</summary>
    private static async Task<Dictionary<Guid, CustomerRows>> RowsAsync(
        ReadSnapshot snapshot, IReadOnlyCollection<Guid> customers, CancellationToken cancel)
    {
        var result = await OwnRowsAsync(snapshot, customers, cancel);
        Guid[] duplicates = [.. result.Values.SelectMany(rows => rows.Merges.Duplicates)];
        if (duplicates.Length == 0) return result;
        var merged = await RowsAsync(snapshot, duplicates, cancel);
        foreach (var rows in result.Values)
            foreach (var duplicate in rows.Merges.Duplicates)
                if (merged.TryGetValue(duplicate, out var others)) rows.Add(others);
        return result;
    }

    private static async Task<Dictionary<Guid, CustomerRows>> OwnRowsAsync(
        ReadSnapshot snapshot, IReadOnlyCollection<Guid> customers, CancellationToken cancel)
    {
        // '0' follows '/': the customer's own row and all its years lie between the two in primary key order.
        var rows = await snapshot.QueryAsync(
            snapshot.Generation(CustomerFactsProjection.ProjectionName),
            SqlText.Read(typeof(FactsStore), "facts-of-customers"),
            new Dictionary<string, object> { ["customers"] = customers.Select(customer => customer.ToString("D")).ToArray() },
            row => (Key: row.GetString(0), View: row.GetFieldValue<byte[]>(1)), cancel);
        var result = new Dictionary<Guid, CustomerRows>();
        foreach (var (key, view) in rows)
        {
            var customer = Guid.Parse(key.AsSpan(0, 36));
            if (!result.TryGetValue(customer, out var own)) result[customer] = own = new();
            own.Add(key, view);
        }
        return result;
    }

    /// <summary>Adds all customers who ever shared a group with those present, until none is missing.</summary>
    private static async Task AddGroupsAsync(ReadSnapshot snapshot, Dictionary<Guid, CustomerRows> own, CancellationToken cancel)
    {
        var asked = new HashSet<string>(StringComparer.Ordinal);
        while (own.Values.SelectMany(rows => rows.Groups()).Where(group => !asked.Contains(group)).Distinct().ToArray() is { Length: > 0 } groups)
        {
            asked.UnionWith(groups);
            var mentions = await snapshot.QueryAsync(
                snapshot.Generation(CustomerFactsProjection.ProjectionName),
                "select view from customer_facts where tenant_id = @tenant and generation = @generation and key = any(@keys)",
                new Dictionary<string, object> { ["keys"] = groups.Select(GroupMentions.Key).ToArray() },
                row => GroupMentions.Read(row.GetFieldValue<byte[]>(0)), cancel);
            Guid[] missing = [.. mentions.SelectMany(mention => mention.Customers).Distinct().Where(customer => !own.ContainsKey(customer))];
            foreach (var (customer, rows) in await RowsAsync(snapshot, missing, cancel)) own[customer] = rows;
        }
    }
}
