using CustomerTiering.EventLog.Projections;

namespace CustomerTiering.Facts;

/// <summary>
/// Referred customers with all their merges. Of all referrals of one person, the first counts that is not by the person themselves.
/// </summary>
internal sealed class ReferredPersons
{
    private readonly Dictionary<Guid, Referrals> _referrals = [];
    private readonly Dictionary<Guid, Merges> _merges = [];
    private Dictionary<Guid, Referrals>? _ofPerson;

    internal static async Task<ReferredPersons> ReadAsync(ReadSnapshot snapshot, IEnumerable<Guid> referred, CancellationToken cancel)
    {
        var (persons, seen) = (new ReferredPersons(), new HashSet<Guid>());
        for (var open = referred.ToHashSet(); open.Count > 0;)
        {
            var rows = await snapshot.QueryAsync(
                snapshot.Generation(CustomerFactsProjection.ProjectionName),
                "select key, view from customer_facts where tenant_id = @tenant and generation = @generation and key = any(@keys)",
                new Dictionary<string, object> { ["keys"] = open.SelectMany(one => (string[])[Referrals.Key(one), Merges.Key(one)]).ToArray() },
                row => (Key: row.GetString(0), View: row.GetFieldValue<byte[]>(1)), cancel);
            seen.UnionWith(open);
            open = [];
            foreach (var (key, view) in rows)
            {
                if (Referrals.IsKey(key)) persons._referrals[Referrals.Referred(key)] = Referrals.Stored(view);
                else open.UnionWith((persons._merges[Merges.CustomerOf(key)] = Merges.Read(view)).Others);
            }
            open.ExceptWith(seen);
        }
        return persons;
    }

    /// <summary>The customer this one's facts count for.</summary>
    internal Guid SurvivorOf(Guid customer)
    {
        while (_merges.TryGetValue(customer, out var merges) && merges.Into is { } survivor) customer = survivor;
        return customer;
    }

    /// <summary>Adds a hypothetical referral.</summary>
    internal void Suppose(Guid referred, ReferredBy referral)
    {
        _referrals[referred] = _referrals.GetValueOrDefault(referred, new([])).With(referral);
        _ofPerson = null;
    }

    /// <summary>All referrals of the person, whether they count or not, by time, then by position.</summary>
    internal IReadOnlyList<ReferredBy> All(Guid referred)
    {
        _ofPerson ??= _referrals.GroupBy(one => SurvivorOf(one.Key), one => one.Value).ToDictionary(
            person => person.Key, person => person.Aggregate((all, more) => more.All.Aggregate(all, (before, one) => before.With(one))));
        return _ofPerson.TryGetValue(SurvivorOf(referred), out var referrals) ? referrals.All : [];
    }

    /// <summary>The referral of the person that counts, or null.</summary>
    internal ReferredBy? Counting(Guid referred) => All(referred).FirstOrDefault(referral => SurvivorOf(referral.By) != SurvivorOf(referred));
}
