using System.Collections.Concurrent;
using CustomerTiering.Access;
using CustomerTiering.Activity;
using CustomerTiering.Customers;
using CustomerTiering.EventLog;
using CustomerTiering.EventLog.Append;
using CustomerTiering.EventLog.Read;
using CustomerTiering.Events;
using CustomerTiering.Persons;
using CustomerTiering.Rules.Facts;

namespace CustomerTiering.Facts;

/// <summary>A fact made ready for the log, or refused.</summary>
/// <param name="Id">Its event id.</param>
/// <param name="Customer">Whom it is about.</param>
/// <param name="Request">What to append, or null if it is refused.</param>
/// <param name="Outcome">Why it is refused.</param>
/// <param name="Body">The event that states it, or null if it is refused.</param>
public sealed record PreparedFact(Guid Id, Guid Customer, AppendRequest? Request, FactOutcome? Outcome, object? Body = null);

/// <summary>Turns facts of a source into appends: finds customers and what the facts refer to, judges, translates, seals.</summary>
public sealed class IntakePreparation(People people, LogReader reader, EventSerializer serializer, Attributes attributes, InstallationKeys keys)
{
    private const int MostRemembered = 400_000;
    private readonly ConcurrentDictionary<(TenantId, Guid), byte> _registered = new();

    /// <summary>The customer's registration is in the log.</summary>
    internal void Registered(TenantId tenant, Guid customer)
    {
        if (_registered.Count >= MostRemembered) _registered.Clear();
        _registered.TryAdd((tenant, customer), 0);
    }

    /// <summary>What is remembered of the customer may be wrong: ask again.</summary>
    internal void Forget(TenantId tenant, Guid customer) => _registered.TryRemove((tenant, customer), out _);

    public async Task<IReadOnlyList<PreparedFact>> PrepareAsync(Intake intake, IReadOnlyList<SourceFact> facts, CancellationToken cancel)
    {
        var ids = new FactIds(keys.Derive("fact-ids", intake.Tenant), intake.Source);
        var persons = await people.EnsureAsync(intake.Tenant, [.. facts.SelectMany(NamedCustomers).Distinct(StringComparer.Ordinal)], cancel);
        var unregistered = await UnregisteredAsync(intake.Tenant, facts.Select(fact => persons[fact.Customer].Customer), cancel);
        var catalogue = facts.Any(fact => fact.Kind is FactKind.Customer || fact.Correction is { OfKind: FactKind.Customer }) ? await attributes.CurrentAsync(intake.Tenant, cancel) : AttributeCatalogue.Empty;
        var originals = await OriginalsAsync(intake.Tenant, facts, ids, cancel);
        foreach (var fact in facts)
        {
            if (fact.Correction is { } of && originals.TryGetValue(ids.Of(of.OfKind, of.Of), out var original) && persons[fact.Customer].Customer is var customer
                && original.Customer != customer && (await CustomerPast.OneAsync(reader, intake.Tenant, customer, cancel)).Contains(original.Customer))
                original.CountsFor(customer);
        }
        var guards = await GuardsAsync(intake.Tenant, facts, ids, originals, cancel);
        var contentKey = keys.Derive("fact-content", intake.Tenant);

        var prepared = new PreparedFact[facts.Count];
        for (var i = 0; i < facts.Count; i++)
        {
            var person = persons[facts[i].Customer];
            prepared[i] = Prepare(new(intake, facts[i], person, ids, catalogue, originals, guards, unregistered, contentKey), persons);
        }
        return prepared;
    }

    private PreparedFact Prepare(in Case one, IReadOnlyDictionary<string, Person> persons)
    {
        var (intake, source, person, ids, catalogue, originals, guards, unregistered, contentKey) = one;
        var id = ids.Of(source.Kind, source.Id);
        if (person.Key is null) return Refused(id, person, "$.customer", "customer-erased", "This person was erased; nothing more is recorded of them.");

        object body;
        StreamId stream;
        if (source.Correction is { } request)
        {
            if (!originals.TryGetValue(ids.Of(request.OfKind, request.Of), out var original))
                return Refused(id, person, "$.of", "unknown-fact", $"There is no {request.OfKind.Name()} of this id from this source.");
            if (original.Customer != person.Customer)
                return Refused(id, person, "$.customer", "another-customer", "The fact that is to be corrected is about another customer.");
            var corrected = original.Corrected(intake.Tenant, source, person, persons, ids, catalogue);
            if (!corrected.TryGet(out var correction, out var problem)) return new(id, person.Customer, null, new FactOutcome.Rejected(problem.Errors!));
            body = correction;
            stream = original.CorrectionsGoTo;
        }
        else
        {
            if (catalogue.Judge(source.Fact) is { Count: > 0 } errors) return new(id, person.Customer, null, new FactOutcome.Rejected(errors));
            var referred = source.Fact is Referral referral ? persons[referral.Referred].Customer : (Guid?)null;
            body = FactBodies.Of(source, person.Customer, ids, referred, catalogue.Personal, kept: null);
            stream = TargetOf(source, id, person.Customer, ids);
        }

        int? expected = null;
        if (guards.TryGetValue(stream, out var guard) && !guard.Holds(id))
        {
            var fact = FactEvents.Of(id, source.At, body);
            if (guard.Judge(fact) is { } broken) return new(id, person.Customer, null, new FactOutcome.Rejected([broken]));
            expected = guard.Version;
            guard.Add(id, fact);
        }

        var envelope = new EventEnvelope(id, source.At.ToDateTimeOffset(), person.Customer, person.Key, contentKey, intake.Cause);
        var streams = new List<StreamAppend>(2);
        if (unregistered.Remove(person.Customer))
        {
            var customerStream = FactStreams.Customer(person.Customer);
            var registration = serializer.Write(
                intake.Tenant, customerStream, new CustomerRegistered(Personal.Of(source.Customer)!),
                envelope with { Id = ids.Registration(person.Customer), ContentKey = null });
            if (stream == customerStream)
                return Ready(id, person, intake, body, [new(stream, 0, [registration, serializer.Write(intake.Tenant, stream, body, envelope)])]);
            streams.Add(new(customerStream, 0, [registration]));
        }
        streams.Add(new(stream, expected, [serializer.Write(intake.Tenant, stream, body, envelope)]));
        return Ready(id, person, intake, body, streams);
    }

    private static StreamId TargetOf(SourceFact source, Guid id, Guid customer, FactIds ids) => source.Fact switch
    {
        Rules.Facts.CustomerDescribed => FactStreams.Customer(customer),
        Purchase => FactStreams.Purchase(id),
        Return { Of: { } of } => FactStreams.Purchase(ids.Of(FactKind.Purchase, of)),
        Cancellation fact => FactStreams.Purchase(ids.Of(FactKind.Purchase, fact.Of)),
        ComplaintOpened => FactStreams.Complaint(id),
        ComplaintResolved fact => FactStreams.Complaint(ids.Of(FactKind.Complaint, fact.Of)),
        ComplaintReopened fact => FactStreams.Complaint(ids.Of(FactKind.Complaint, fact.Of)),
        SurveyAsked or SurveyAnswered => FactStreams.Satisfaction(customer),
        _ => FactStreams.Activity(customer),
    };

    internal static IEnumerable<string> NamedCustomers(SourceFact fact)
    {
        yield return fact.Customer;
        if (fact.Fact is Referral referral) yield return referral.Referred;
        if (fact.Correction is { OfKind: FactKind.Referral } correction && CorrectedFact.Replaced(correction, "referred") is { } referred) yield return referred;
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

    /// <summary>The facts that corrections correct, as last corrected.</summary>
    private async Task<Dictionary<Guid, CorrectedFact>> OriginalsAsync(TenantId tenant, IReadOnlyList<SourceFact> facts, FactIds ids, CancellationToken cancel)
    {
        var wanted = facts.Where(fact => fact.Correction is not null).Select(fact => ids.Of(fact.Correction!.OfKind, fact.Correction.Of)).Distinct().ToList();
        if (wanted.Count == 0) return [];
        var found = new Dictionary<Guid, CorrectedFact>();
        foreach (var recorded in await reader.ByIdsAsync(tenant, wanted, cancel)) found[recorded.Id] = new(recorded);
        foreach (var recorded in await reader.StreamsAsync(tenant, [.. found.Values.Select(fact => fact.CorrectionsGoTo).Distinct()], cancel))
        {
            if (EventSerializer.Read(recorded) is FactCorrected correction && found.TryGetValue(correction.Of, out var fact)) fact.Correct(recorded, correction);
        }
        return found;
    }

    private async Task<Dictionary<StreamId, GuardedStream>> GuardsAsync(
        TenantId tenant, IReadOnlyList<SourceFact> facts, FactIds ids, Dictionary<Guid, CorrectedFact> originals, CancellationToken cancel)
    {
        var guards = new Dictionary<StreamId, GuardedStream>();
        foreach (var fact in facts)
        {
            StreamId? stream = fact.Correction is { } correction
                ? originals.TryGetValue(ids.Of(correction.OfKind, correction.Of), out var original) ? original.CorrectionsGoTo : null
                : fact.Kind is FactKind.Return or FactKind.Cancellation or FactKind.ComplaintResolved or FactKind.ComplaintReopened
                    ? TargetOf(fact, Guid.Empty, Guid.Empty, ids) : null;
            if (stream is { } guarded && FactStreams.IsGuarded(guarded)) guards.TryAdd(guarded, new(guarded));
        }
        if (guards.Count == 0) return guards;
        foreach (var recorded in await reader.StreamsAsync(tenant, guards.Keys, cancel)) guards[recorded.Stream].Add(recorded.Id, FactEvents.Of(recorded));
        // A purchase that comes in the same batch before its return opens the stream that guards it.
        return guards;
    }

    private static PreparedFact Refused(Guid id, Person person, string field, string code, string message) =>
        new(id, person.Customer, null, new FactOutcome.Rejected(field, code, message));

    private static PreparedFact Ready(Guid id, Person person, Intake intake, object body, IReadOnlyList<StreamAppend> streams) =>
        new(id, person.Customer, new(intake.Tenant, intake.Actor, streams, Correlation: intake.Correlation), null, body);

    private readonly record struct Case(
        Intake Intake, SourceFact Source, Person Person, FactIds Ids, AttributeCatalogue Catalogue, Dictionary<Guid, CorrectedFact> Originals,
        Dictionary<StreamId, GuardedStream> Guards, HashSet<Guid> Unregistered, byte[] ContentKey);
}
