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

/// <summary>A customer's facts as a decision takes them.</summary>
/// <param name="Facts">The facts, those of referred customers beside them.</param>
/// <param name="Position">The position of the log up to which they were read.</param>
/// <param name="Digest">The digest of what was read.</param>
/// <param name="MergedInto">The customer for whom these facts count since the two were found to be one, or null.</param>
/// <param name="Apart">The last event by which the customer was separated from another, or null.</param>
public sealed record StoredFacts(Guid Customer, KnownFacts Facts, long Position, ReadOnlyMemory<byte> Digest, Guid? MergedInto = null, Guid? Apart = null)
{
    /// <summary>The digest, and what besides tells what is known from what was known before: facts that counted for a while are gone without a trace in the digest.</summary>
    public string Known(string digest) => Apart is { } separation ? $"{digest} {separation:D}" : digest;

    /// <summary>The customers who bear on one another: all who were read as having stated a group in common; of everybody else each alone.</summary>
    public static IEnumerable<IReadOnlyList<StoredFacts>> Sets(IEnumerable<StoredFacts> known) =>
        known.GroupBy(one => (object?)one.Facts.Groups ?? one.Customer).Select(set => (IReadOnlyList<StoredFacts>)[.. set]);
}

/// <summary>Reads customers' facts as they are known now, many customers at once.</summary>
public sealed class FactsStore(ReadModels readModels)
{
    private static readonly CustomerFactsProjection FactRows = new();
    private static readonly IReadOnlyCollection<string> Projections = [CustomerFactsProjection.ProjectionName];

    /// <summary>The facts of these customers, in one snapshot; a customer without facts is left out.</summary>
    /// <param name="customers">Which, each once.</param>
    /// <param name="withReferred">Whether the facts of referred customers are wanted too.</param>
    /// <param name="withGroups">Whether all who ever stated a group of companies in common with them are wanted too, each in the answer.</param>
    /// <param name="supposed">Facts of one of them that nobody recorded, as if they were known.</param>
    /// <param name="upTo">Only facts recorded up to this position; null: all.</param>
    public async Task<IReadOnlyDictionary<Guid, StoredFacts>> LoadAsync(
        TenantId tenant, IReadOnlyCollection<Guid> customers, bool withReferred, CancellationToken cancel, (Guid Customer, IReadOnlyList<Fact> Facts)? supposed = null,
        bool withGroups = false, long? upTo = null)
    {
        var answer = await readModels.ReadAsync(tenant, Projections, async snapshot =>
        {
            var own = await RowsAsync(snapshot, customers, cancel);
            if (supposed is { } more && own.TryGetValue(more.Customer, out var theirs)) theirs.Add(more.Facts);
            if (withGroups) await AddGroupsAsync(snapshot, own, cancel);
            // In a group, a duplicate counts by its survivor alone.
            foreach (var duplicate in own.Where(one => withGroups && one.Value.Merges.Into is not null).Select(one => one.Key).ToList()) own.Remove(duplicate);
            Guid[] named = [.. own.Values.SelectMany(rows => rows.Referred()).Distinct()];
            var persons = await ReferredPersons.ReadAsync(snapshot, named, cancel);
            foreach (var referral in supposed?.Facts.OfType<Referral>() ?? []) persons.Suppose(Guid.Parse(referral.Referred), new(referral.At, Guid.Parse(referral.Id), supposed!.Value.Customer, long.MaxValue));
            var referred = withReferred && named.Length > 0 ? await RowsAsync(snapshot, [.. named.Select(persons.SurvivorOf).Distinct().Except(own.Keys)], cancel) : [];
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
        foreach (var together in withGroups ? GroupsRead.Together(own.Select(one => KeyValuePair.Create(one.Key, one.Value.Groups()))) : [.. own.Keys.Select(one => (Guid[])[one])])
        {
            // What a decision about one rests on is all that was read for it: of members of a group by their ids, then of whom they referred.
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
                        foreach (var referred in own[member].Referred().Where(referred => persons.SurvivorOf(referred) == friend)) beside[member][referred.ToString("D")] = facts;
                    if (together.Count == 1 || !together.Contains(friend)) digest = FactsDigest.Next(digest.Span, DigestOf(friend).Span);
                }
            }
            var known = together.Select(member => new KnownFacts(FactsOf(member)!, beside[member])).ToList();
            var groups = together.Count == 1 ? null : new CompanyGroups(known);
            for (var i = 0; i < known.Count; i++) result[together[i]] = new(together[i], known[i] with { Groups = groups }, answer.Position, digest, own[together[i]].Merges.Into, own[together[i]].Merges.Apart);
        }
        return result;
    }

    /// <summary>Why nothing can be decided of a customer: none of their facts is known, or they were merged into another; null where it can.</summary>
    public async Task<Problem?> RefusalAsync(TenantId tenant, Guid customer, CancellationToken cancel)
    {
        var known = await LoadAsync(tenant, [customer], withReferred: false, cancel);
        if (!known.TryGetValue(customer, out var own)) return Problem.NotFound("customer");
        return own.MergedInto is { } survivor ? Merges.Refusal(survivor) : null;
    }

    /// <summary>Everybody of whom a fact is known, in the order of their ids as text.</summary>
    public Task<IReadOnlyList<Guid>> CustomersAsync(TenantId tenant, CancellationToken cancel) => CustomersBetweenAsync(tenant, null, null, cancel);

    /// <summary>Everybody of whom a fact is known between two ids, both included, in the order of their ids as text.</summary>
    public async Task<IReadOnlyList<Guid>> CustomersBetweenAsync(TenantId tenant, Guid? first, Guid? last, CancellationToken cancel)
    {
        var answer = await readModels.QueryAsync(
            tenant, CustomerFactsProjection.ProjectionName,
            SqlText.Read(typeof(FactsStore), "customers-with-facts", ("not-merged", MergedPersons.Without("f.key"))),
            new Dictionary<string, object> { ["first"] = first?.ToString("D") ?? "", ["last"] = last?.ToString("D") ?? "g" },
            row => Guid.Parse(row.GetString(0)), cancel);
        return answer.Value;
    }

    /// <summary>The year, by UTC, of the earliest fact of anybody; null without facts.</summary>
    public async Task<int?> EarliestYearAsync(TenantId tenant, CancellationToken cancel)
    {
        var answer = await readModels.QueryAsync(
            tenant, CustomerFactsProjection.ProjectionName,
            "select min(substr(key, 38))::int from customer_facts where tenant_id = @tenant and generation = @generation and key ~ '^[0-9a-f-]{36}/[0-9]{4}$'",
            new Dictionary<string, object>(), row => row.IsDBNull(0) ? (int?)null : row.GetInt32(0), cancel);
        return answer.Value[0];
    }

    /// <summary>Who referred a customer, as far as the referral counts; nobody or one.</summary>
    public async Task<IReadOnlyList<Guid>> ReferrersAsync(TenantId tenant, Guid referred, CancellationToken cancel) =>
        (await readModels.ReadAsync<IReadOnlyList<Guid>>(tenant, Projections, async snapshot =>
        {
            if ((await ReferredPersons.ReadAsync(snapshot, [referred], cancel)).Counting(referred) is not { By: var by }) return [];
            return [(await ReferredPersons.ReadAsync(snapshot, [by], cancel)).SurvivorOf(by)];
        }, cancel)).Value;

    /// <summary>Whom a customer's fact concerns besides the customer, each with the instant from which on: who referred somebody.</summary>
    /// <param name="customer">Whose fact.</param>
    /// <param name="at">From when on it changes what is known.</param>
    /// <param name="counts">Whether such facts count for the customer: then of several who referred one, another may be the first now.</param>
    /// <param name="countsForReferrer">Whether such facts count for who referred the customer.</param>
    public async Task<IReadOnlyList<(Guid Customer, Instant At)>> ReferrersConcernedAsync(
        TenantId tenant, Guid customer, Fact fact, Instant at, bool counts, bool countsForReferrer, CancellationToken cancel)
    {
        var others = counts ? await OtherReferrersAsync(tenant, customer, fact, cancel) : [];
        return countsForReferrer ? [.. others, .. (await ReferrersAsync(tenant, customer, cancel)).Select(referrer => (referrer, at))] : others;
    }

    /// <summary>Where a fact is a referral, or corrects one: the others who referred the same customer, each with when they did.</summary>
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
    /// Of each merge among these events, and of each that is taken back, the survivor with the duplicate and the first instant of which something else is known of
    /// it; where one is taken back, also the duplicate, from then on.
    /// </summary>
    public async Task<IReadOnlyList<(Guid Survivor, Guid Duplicate, Instant Since)>> MergedAsync(TenantId tenant, IReadOnlyList<RecordedEvent> events, CancellationToken cancel)
    {
        var changes = events.Where(recorded => Merges.Types.Contains(recorded.Type)).ToList();
        if (changes.Count == 0) return [];
        var parts = changes.Select(Merges.Parts).ToList();
        var known = new Dictionary<Guid, StoredFacts>(await LoadAsync(tenant, [.. parts.SelectMany(both => (Guid[])[both.Survivor, both.Duplicate]).Distinct()], false, cancel));
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

    /// <summary>Those of the customers who were merged into another.</summary>
    public async Task<IReadOnlyList<Guid>> DuplicatesAsync(TenantId tenant, IReadOnlyCollection<Guid> customers, CancellationToken cancel)
    {
        if (customers.Count == 0) return [];
        var merges = await readModels.ViewsAsync(tenant, FactRows, [.. customers.Select(Merges.Key)], cancel);
        return [.. merges.Value.Where(row => Merges.Read(row.Value.Bytes.WrittenSpan).Into is not null).Select(row => Merges.CustomerOf(row.Key))];
    }

    /// <summary>Who was the survivor may have been merged into another since.</summary>
    private async Task<Guid> LastSurvivorAsync(TenantId tenant, Guid survivor, Dictionary<Guid, StoredFacts> known, CancellationToken cancel)
    {
        while (known.GetValueOrDefault(survivor)?.MergedInto is { } into)
        {
            if (!known.ContainsKey(into) && (await LoadAsync(tenant, [into], false, cancel)).TryGetValue(into, out var facts)) known[into] = facts;
            survivor = into;
        }
        return survivor;
    }

    /// <summary>The rows of these customers, with those of whoever was merged into them.</summary>
    private static async Task<Dictionary<Guid, CustomerRows>> RowsAsync(ReadSnapshot snapshot, IReadOnlyCollection<Guid> customers, CancellationToken cancel)
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

    private static async Task<Dictionary<Guid, CustomerRows>> OwnRowsAsync(ReadSnapshot snapshot, IReadOnlyCollection<Guid> customers, CancellationToken cancel)
    {
        // '0' is the character after '/': between the two lie the customer's own row and all its years, in the order of the primary key.
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

    /// <summary>Adds all who ever stated a group in common with those who are there, until nobody is missing.</summary>
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
