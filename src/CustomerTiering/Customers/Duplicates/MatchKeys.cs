using System.Security.Cryptography;
using System.Text;
using CustomerTiering.EventLog.Projections;
using CustomerTiering.Evidence.Persons;
using CustomerTiering.Persons;

namespace CustomerTiering.Customers.Duplicates;

/// <summary>
/// Maintains keyed hashes of each customer's name and personal attributes (<see cref="MatchText"/>). Agreements are found without unsealing any
/// customer's data.
/// </summary>
public sealed class MatchKeys(
    People people, PersonMergeFollower ids, PersonMatches matches, ReadModels readModels, Attributes attributes, InstallationKeys keys)
{
    public const string FollowerName = "match-keys";

    /// <summary>The member name of a customer's name in agreements.</summary>
    internal const string Name = "name";

    private static readonly CustomersProjection Customers = new();

    public Follower Follower => new(FollowerName, Customers.Types, [CustomersProjection.ProjectionName], FollowAsync);

    /// <summary>The member name of a personal attribute in agreements. The prefix distinguishes attributes from the name.</summary>
    internal static string Attribute(string name) => "attributes." + name;

    private async Task FollowAsync(TenantId tenant, IReadOnlyList<RecordedEvent> events, CancellationToken cancel)
    {
        // The command and another follower also redirect ids to the survivor. Order doesn't matter, but it must be done before the next step.
        foreach (var duplicate in events.Where(recorded => Merges.Types.Contains(recorded.Type)).Select(Merges.DuplicateOf).Distinct())
            await ids.LeadAsync(tenant, duplicate, cancel);
        foreach (var duplicate in Of<CustomerMerged>(events).Select(merged => merged.Duplicate).Distinct())
            await matches.MergeDismissalsAsync(tenant, duplicate, cancel);
        foreach (var (customer, other) in Of<DuplicateDismissed>(events).Select(dismissed => (dismissed.Customer, dismissed.Other)).Distinct())
            await matches.DismissAsync(tenant, customer, other, cancel);
        var changed = events.SelectMany(Customers.Keys).Distinct().Select(Guid.Parse).ToList();
        if (changed.Count > 0) await matches.RenewAsync(tenant, changed, customers => KeysAsync(tenant, customers, cancel), cancel);
    }

    private static IEnumerable<TEvent> Of<TEvent>(IReadOnlyList<RecordedEvent> events) =>
        events.Where(recorded => recorded.Type == EventTypes.NameOf<TEvent>()).Select(EventSerializer.Read).Cast<TEvent>();

    private async Task<IReadOnlyDictionary<Guid, IReadOnlyList<MatchKey>>> KeysAsync(
        TenantId tenant, IReadOnlyCollection<Guid> customers, CancellationToken cancel)
    {
        var catalogue = await attributes.CurrentAsync(tenant, cancel);
        var persons = await people.ByCustomerAsync(tenant, customers, cancel);
        var states = await readModels.ViewsAsync(tenant, Customers, [.. customers.Select(customer => customer.ToString("D"))], cancel);
        return states.Value.Select(one => (Customer: Guid.Parse(one.Key), State: one.Value))
            .Where(one => persons.GetValueOrDefault(one.Customer)?.Key is not null)
            .ToDictionary(one => one.Customer, one => Of(tenant, one.State, persons[one.Customer].Key!, catalogue));
    }

    private IReadOnlyList<MatchKey> Of(TenantId tenant, CustomerState state, DataKey key, AttributeCatalogue catalogue)
    {
        var found = new List<MatchKey>();
        void Add(string member, string? text)
        {
            if (text is not null) found.Add(new(member, Hash(tenant, member, text)));
        }
        if (CustomerDetails.NameOf(tenant, state, key) is { } name) Add(Name, MatchText.OfName(name));
        if (CustomerDetails.PersonalOf(tenant, state, key) is { } personal)
        {
            foreach (var (attribute, text) in personal)
                if (catalogue.Declared.TryGetValue(attribute, out var declared))
                    Add(Attribute(attribute), MatchText.OfAttribute(declared.Type, (string)text!));
        }
        return found;
    }

    private Guid Hash(TenantId tenant, string member, string text) => new(
        HMACSHA256.HashData(keys.Derive("match-keys", tenant), Encoding.UTF8.GetBytes($"{member}\n{text}")).AsSpan(0, 16), bigEndian: true);
}
