using System.Collections.Concurrent;
using CustomerTiering.Access;
using CustomerTiering.EventLog;
using CustomerTiering.EventLog.Append;
using CustomerTiering.EventLog.Read;
using CustomerTiering.Events;
using CustomerTiering.Persons;
using CustomerTiering.Rules.Facts;
using CustomerTiering.Rules.Values;

namespace CustomerTiering.Facts;

/// <summary>A fact prepared for appending, or rejected.</summary>
/// <param name="Id">Its event id.</param>
/// <param name="Customer">The customer concerned.</param>
/// <param name="Request">The append request; null if rejected.</param>
/// <param name="Outcome">The rejection; null if prepared.</param>
/// <param name="Body">The event's body; null if rejected.</param>
public sealed record PreparedFact(Guid Id, Guid Customer, AppendRequest? Request, FactOutcome? Outcome, object? Body = null);

/// <summary>Turns facts of a source into append requests: resolves customers and references, judges, translates, seals.</summary>
public sealed class IntakePreparation(
    People people, LogReader reader, EventSerializer serializer, Attributes attributes, InstallationKeys keys, TimeProvider time)
{
    private const int MostRemembered = 400_000;
    private readonly ConcurrentDictionary<(TenantId, Guid), byte> _registered = new();

    /// <summary>Remembers that the customer's registration is in the log.</summary>
    internal void Registered(TenantId tenant, Guid customer)
    {
        if (_registered.Count >= MostRemembered) _registered.Clear();
        _registered.TryAdd((tenant, customer), 0);
    }

    /// <summary>Forgets the customer's registration, so that it is looked up again.</summary>
    internal void Forget(TenantId tenant, Guid customer) => _registered.TryRemove((tenant, customer), out _);

    public async Task<IReadOnlyList<PreparedFact>> PrepareAsync(Intake intake, IReadOnlyList<SourceFact> facts, CancellationToken cancel)
    {
        var tenant = intake.Tenant;
        var ids = new FactIds(keys.Derive("fact-ids", tenant), intake.Source);
        var persons = await people.EnsureAsync(tenant, [.. facts.SelectMany(FactIds.NamedCustomers).Distinct(StringComparer.Ordinal)], cancel);
        var unregistered = await UnregisteredAsync(tenant, facts.Select(fact => persons[fact.Customer].Customer), cancel);
        var describes = facts.Any(fact => fact.Kind == FactKind.Customer || fact.Correction is { OfKind: FactKind.Customer });
        var catalogue = describes ? await attributes.CurrentAsync(tenant, cancel) : AttributeCatalogue.Empty;
        var originals = await OriginalsAsync(tenant, facts, ids, cancel);
        var book = await new GuardReading(reader, people, tenant).ReadAsync(facts, ids, originals, cancel);
        var owners = await people.ByCustomerAsync(tenant, [.. book.Customers], cancel);
        var batch = new PreparedBatch(
            serializer, intake, persons, ids, catalogue, originals, book, owners, unregistered, keys.Derive("fact-content", tenant),
            Instant.Of(time.GetUtcNow()));
        return [.. facts.Select(batch.Prepare)];
    }

    private async Task<HashSet<Guid>> UnregisteredAsync(TenantId tenant, IEnumerable<Guid> customers, CancellationToken cancel)
    {
        var doubtful = customers.Where(customer => !_registered.ContainsKey((tenant, customer))).ToHashSet();
        if (doubtful.Count == 0) return doubtful;
        var versions = await reader.VersionsAsync(tenant, [.. doubtful.Select(FactStreams.Customer)], cancel);
        foreach (var customer in doubtful.Where(customer => versions.ContainsKey(FactStreams.Customer(customer))).ToList())
        {
            Registered(tenant, customer);
            doubtful.Remove(customer);
        }
        return doubtful;
    }

    /// <summary>The facts to be corrected, with their corrections so far; those of a duplicate count for its survivor.</summary>
    private async Task<Dictionary<Guid, CorrectedFact>> OriginalsAsync(
        TenantId tenant, IReadOnlyList<SourceFact> facts, FactIds ids, CancellationToken cancel)
    {
        var wanted = facts.Where(fact => fact.Correction is not null)
            .Select(fact => ids.Of(fact.Correction!.OfKind, fact.Correction.Of)).Distinct().ToList();
        if (wanted.Count == 0) return [];
        var found = (await reader.ByIdsAsync(tenant, wanted, cancel)).ToDictionary(recorded => recorded.Id, recorded => new CorrectedFact(recorded));
        foreach (var recorded in await reader.StreamsAsync(tenant, [.. found.Values.Select(fact => fact.CorrectionsGoTo).Distinct()], cancel))
        {
            if (EventSerializer.Read(recorded) is FactCorrected correction && found.TryGetValue(correction.Of, out var fact))
                fact.Correct(recorded, correction);
        }
        Guid[] owners = [.. found.Values.Select(fact => fact.Customer).Distinct()];
        var (persons, survivors) = (await people.ByCustomerAsync(tenant, owners, cancel), await people.SurvivorsAsync(tenant, owners, cancel));
        foreach (var fact in found.Values)
            fact.BelongsTo(persons.GetValueOrDefault(fact.Customer, fact.Owner), survivors.GetValueOrDefault(fact.Customer, fact.Customer));
        return found;
    }
}
