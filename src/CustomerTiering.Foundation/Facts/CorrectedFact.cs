using System.Text.Json;
using CustomerTiering.EventLog;
using CustomerTiering.EventLog.Read;
using CustomerTiering.Events;
using CustomerTiering.Facts.Kinds;
using CustomerTiering.Http;
using CustomerTiering.Persons;
using CustomerTiering.Rules.Facts;
using CustomerTiering.Rules.Values;

namespace CustomerTiering.Facts;

/// <summary>A fact to be corrected, with its corrections so far.</summary>
internal sealed class CorrectedFact(RecordedEvent original)
{
    private readonly object _body = EventSerializer.Read(original);
    private (RecordedEvent Recorded, FactCorrected Body)? _last;

    /// <summary>The event that first stated it.</summary>
    internal RecordedEvent Original { get; } = original;

    /// <summary>The customer it was recorded for, with the key that seals its texts; its corrections are recorded for them too.</summary>
    internal Person Owner { get; private set; } = new(original.Subject!.Value, null);

    /// <summary>The customer it counts for: the survivor, if the owner was merged.</summary>
    internal Guid Customer { get; private set; } = original.Subject!.Value;

    internal void BelongsTo(Person owner, Guid countsFor) => (Owner, Customer) = (owner, countsFor);

    /// <summary>Corrections in a guarded stream must be judged there; all others have their own stream.</summary>
    internal StreamId CorrectionsGoTo => CorrectionsOf(Original);

    internal static StreamId CorrectionsOf(RecordedEvent original) =>
        FactStreams.IsGuarded(original.Stream) ? original.Stream : FactStreams.Corrections(original.Id);

    internal void Correct(RecordedEvent recorded, FactCorrected correction) => _last = (recorded, correction);

    /// <summary>The event id of the fact it refers to now, or null.</summary>
    internal Guid? Reference => FactRules.Reference(Now) is { } of ? Guid.Parse(of) : null;

    private Fact Now => _last is { } last
        ? ((Correction)FactEvents.Of(last.Recorded.Id, Instant.Of(last.Recorded.Effective), last.Body)).Replacement
        : FactEvents.Of(Original.Id, Instant.Of(Original.Effective), _body);

    private Guid? Other => FactRules.OtherCustomer(Now) is { } other ? Guid.Parse(other) : null;

    /// <summary>The event of a further correction, or all errors of the corrected fact.</summary>
    internal Result<FactCorrected> Corrected(SourceFact correction, in Correcting by)
    {
        var request = correction.Correction!;
        var texts = new CorrectedTexts(by.Tenant, Owner.Key, Original, _body, _last);
        var reading = FactReader.Complete(correction, texts.Whole(Now, correction), ZoneRules.Utc);
        if (reading.Fact is not { Fact: Correction { Replacement: var replacement } } completed)
            return Problem.Invalid([.. reading.Errors.Select(error => new FieldError(error.Path, error.Code, error.Message))]);
        if (Refused(replacement, by) is { Count: > 0 } errors) return Problem.Invalid(errors);

        var (reference, other) = (by.Ids.Replaced(request) ?? Kept(request), by.Referred?.Customer ?? Other);
        var holds = completed with { Kind = request.OfKind, Fact = replacement, Correction = null };
        var body = LoggedKinds.Of(request.OfKind).Body(new(holds, Owner.Customer, reference, other, by.Catalogue.Personal));
        var data = JsonSerializer.SerializeToNode(body, body.GetType(), EventJson.Options)!.AsObject();
        foreach (var member in EventTypes.Of(body).Personal) data.Remove(member);
        var (sealedTexts, names) = CorrectedTexts.Of(body);
        return new FactCorrected(
            Owner.Customer, Original.Id, request.OfKind.Name(), replacement.At.ToDateTimeOffset(), data,
            reference != Reference ? Reference : other != Other ? Other : null,
            sealedTexts, names, Personal.Of(correction.Id), Personal.Of(correction.Personal.Note));
    }

    /// <summary>The event of a correction already in the log: a duplicate by its id, regardless of content.</summary>
    internal FactCorrected Again(SourceFact correction) => new(
        Owner.Customer, Original.Id, correction.Correction!.OfKind.Name(), correction.At.ToDateTimeOffset(), [], null, null, null,
        Personal.Of(correction.Id), null);

    private static IReadOnlyList<FieldError> Refused(Fact replacement, in Correcting by)
    {
        List<FieldError> errors = [.. by.Catalogue.Judge(replacement).Select(error => error with { Field = "$.replaces" + error.Field[1..] })];
        if (FactRules.TooFarAhead(replacement.Kind, replacement.At, by.Now) is { } ahead) errors.Add(new("$.replaces.at", ahead.Code, ahead.Message));
        return errors;
    }

    private Guid? Kept(CorrectionRequest request) => FactIds.Replaces(request, "of") ? null : Reference;
}

/// <summary>The context of a correction. <see cref="Referred"/> is the other customer it names, or null.</summary>
internal readonly record struct Correcting(TenantId Tenant, Person? Referred, FactIds Ids, AttributeCatalogue Catalogue, Instant Now);
