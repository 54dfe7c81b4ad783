using System.Security.Cryptography;
using CustomerTiering.EventLog;
using CustomerTiering.EventLog.Append;
using CustomerTiering.Events;
using CustomerTiering.Facts.Kinds;
using CustomerTiering.Http;
using CustomerTiering.Persons;
using CustomerTiering.Rules.Facts;
using CustomerTiering.Rules.Values;

namespace CustomerTiering.Facts;

/// <summary>Prepares the facts of a batch in order; each sees the effects of those before it.</summary>
internal sealed class PreparedBatch(
    EventSerializer serializer, Intake intake, IReadOnlyDictionary<string, Person> persons, FactIds ids, AttributeCatalogue catalogue,
    IReadOnlyDictionary<Guid, CorrectedFact> originals, GuardBook book, IReadOnlyDictionary<Guid, Person> owners, HashSet<Guid> unregistered,
    byte[] contentKey, Instant now)
{
    private const int ContentBytes = 16;

    // Provisional positions after all real ones, in batch order.
    private long _next = long.MaxValue / 2;

    internal PreparedFact Prepare(SourceFact source)
    {
        var (id, person) = (ids.Of(source.Kind, source.Id), persons[source.Customer]);
        if (person.Key is null)
            return Refused(
                id, person, new FieldError("$.customer", FactErrorCodes.CustomerErased, "This person was erased; nothing more can be recorded."));
        return source.Correction is null ? Fact(id, source, person) : Correction(id, source, person);
    }

    private PreparedFact Fact(Guid id, SourceFact source, Person person)
    {
        List<FieldError> errors = [.. catalogue.Judge(source.Fact)];
        AddAhead(errors, source);
        if (errors.Count > 0) return Refused(id, person, [.. errors]);
        var (kind, reference) = (LoggedKinds.Of(source.Kind), ids.Referred(source));
        var owner = OwnerOf(reference, person);
        if (owner.Key is null)
            return Refused(
                id, person, new FieldError("$.customer", FactErrorCodes.CustomerErased, "This person was erased; nothing more can be recorded."));
        var body = kind.Body(new(source, owner.Customer, reference, Other(source)?.Customer, catalogue.Personal));
        var stream = reference is { } of ? FactStreams.Guarding(FactRules.RefersTo(source.Kind)!.Value, of) : kind.Stream(id, person.Customer);
        return Judged(id, source, person, body, stream, FactRules.Reference(source.Fact!), owner);
    }

    /// <summary>A fact that refers to another is recorded for that one's owner, so that both move together if a merge is undone.</summary>
    private Person OwnerOf(Guid? reference, Person person) =>
        reference is { } of && book.OwnerOf(of, person.Customer) is { } owner ? owners.GetValueOrDefault(owner, person) : person;

    private PreparedFact Correction(Guid id, SourceFact source, Person person)
    {
        var request = source.Correction!;
        if (!originals.TryGetValue(ids.Of(request.OfKind, request.Of), out var original))
            return Refused(
                id, person, new FieldError("$.of", FactErrorCodes.UnknownFact, $"This source has no {request.OfKind.Name()} '{request.Of}'."));
        if (original.Owner.Key is null)
            return Refused(
                id, person, new FieldError("$.customer", FactErrorCodes.CustomerErased, "This person was erased; nothing more can be recorded."));
        if (original.Customer != person.Customer)
            return Refused(id, person, new FieldError("$.customer", FactErrorCodes.AnotherCustomer, "The corrected fact is about another customer."));
        var ahead = new List<FieldError>();
        AddAhead(ahead, source);
        if (ahead.Count > 0) return Refused(id, person, [.. ahead]);
        // A correction already recorded is recognised by id and content, regardless of later changes.
        if (book.Holds(id)) return Judged(id, source, person, original.Again(source), original.CorrectionsGoTo, null, original.Owner);
        var corrected = original.Corrected(source, new(intake.Tenant, Other(source), ids, catalogue, now));
        return corrected.TryGet(out var correction, out var problem)
            ? Judged(id, source, person, correction, original.CorrectionsGoTo, FactIds.Text(request, "of"), original.Owner)
            : Refused(id, person, [.. problem.Errors!]);
    }

    /// <summary>
    /// Judges a fact and prepares its append. It counts for <paramref name="person"/> and is recorded for <paramref name="owner"/>;
    /// <paramref name="named"/> is its reference in the source's terms.
    /// </summary>
    private PreparedFact Judged(Guid id, SourceFact source, Person person, object body, StreamId stream, string? named, Person owner)
    {
        var appends = new List<(StreamId Stream, int? Expected, NewEvent Event)>();
        var envelope = new EventEnvelope(id, source.At.ToDateTimeOffset(), owner.Customer, owner.Key, Content(source), intake.Cause);
        if (book.Holds(id))
        {
            appends.Add((stream, null, serializer.Write(intake.Tenant, stream, body, envelope)));
            return Ready(id, source, person, body, appends);
        }
        if (book.VersionOf(stream) is { } version)
        {
            var fact = FactEvents.Of(id, source.At, body, recorded: _next++);
            if (book.Judge(person.Customer, fact, named) is { } broken) return Refused(id, person, broken);
            appends.Add((stream, version, serializer.Write(intake.Tenant, stream, body, envelope)));
            if (fact is Correction correction) appends.AddRange(Notes(correction, id, owner, source));
            book.Know(owner.Customer, fact, FactStreams.IsGuarded(stream) ? stream : FactStreams.Corrections(id));
        }
        else
        {
            appends.Add((stream, null, serializer.Write(intake.Tenant, stream, body, envelope)));
        }
        foreach (var append in appends) book.Count(append.Stream, append.Event.Id);
        return Ready(id, source, person, body, appends);
    }

    /// <summary>Notes of the correction in the streams of what the corrected fact refers to, before and after.</summary>
    private IEnumerable<(StreamId, int?, NewEvent)> Notes(Correction correction, Guid id, Person owner, SourceFact source) =>
        book.NotedIn(correction).Select(
        stream => (stream, book.VersionOf(stream), serializer.Write(
            intake.Tenant, stream, new CorrectionNoted(owner.Customer, Guid.Parse(correction.Of), id),
            new(ids.Noted(id, stream), source.At.ToDateTimeOffset(), owner.Customer, Cause: intake.Cause))));

    private PreparedFact Ready(Guid id, SourceFact source, Person person, object body, List<(StreamId Stream, int? Expected, NewEvent Event)> appends)
    {
        List<StreamAppend> streams = [.. appends.Select(append => new StreamAppend(append.Stream, append.Expected, [append.Event]))];
        if (unregistered.Remove(person.Customer)) Register(source, person, streams);
        return new(id, person.Customer, new(intake.Tenant, intake.Actor, streams, Correlation: intake.Correlation), null, body);
    }

    /// <summary>Registers an unknown customer together with their first fact.</summary>
    private void Register(SourceFact source, Person person, List<StreamAppend> streams)
    {
        var stream = FactStreams.Customer(person.Customer);
        var registration = serializer.Write(
            intake.Tenant, stream, new CustomerRegistered(Personal.Of(source.Customer)!),
            new(ids.Registration(person.Customer), source.At.ToDateTimeOffset(), person.Customer, person.Key, Cause: intake.Cause));
        var own = streams.FindIndex(one => one.Stream == stream);
        if (own < 0) streams.Insert(0, new(stream, 0, [registration]));
        else streams[own] = streams[own] with { ExpectedVersion = 0, Events = [registration, .. streams[own].Events] };
    }

    private Person? Other(SourceFact source) => FactIds.OtherCustomer(source) is { } other ? persons[other] : null;

    private void AddAhead(List<FieldError> errors, SourceFact source)
    {
        if (FactRules.TooFarAhead(source.Kind, source.At, now) is { } ahead) errors.Add(new(ahead.Path, ahead.Code, ahead.Message));
    }

    private byte[] Content(SourceFact source) => HMACSHA256.HashData(contentKey, FactIdentity.Of(source))[..ContentBytes];

    private static PreparedFact Refused(Guid id, Person person, params FieldError[] errors) =>
        new(id, person.Customer, null, new FactOutcome.Rejected((IReadOnlyList<FieldError>)errors));
}
