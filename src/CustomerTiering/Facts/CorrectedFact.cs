using System.Text.Json;
using System.Text.Json.Nodes;
using CustomerTiering.Activity;
using CustomerTiering.Customers;
using CustomerTiering.EventLog;
using CustomerTiering.EventLog.Read;
using CustomerTiering.Events;
using CustomerTiering.Http;
using CustomerTiering.Persons;
using CustomerTiering.Rules.Facts;
using CustomerTiering.Rules.Values;

namespace CustomerTiering.Facts;

/// <summary>A fact that is to be corrected, as it holds after the corrections so far.</summary>
internal sealed class CorrectedFact(RecordedEvent original)
{
    private readonly object _body = EventSerializer.Read(original);
    private (RecordedEvent Recorded, FactCorrected Body)? _last;

    /// <summary>Whom it is about.</summary>
    internal Guid Customer { get; private set; } = original.Subject!.Value;

    /// <summary>The customer was merged into another, for whom the fact counts.</summary>
    internal void CountsFor(Guid survivor) => Customer = survivor;

    /// <summary>A correction of what a guarded stream holds must be judged there; every other has a stream by itself.</summary>
    internal StreamId CorrectionsGoTo => CorrectionsOf(original);

    internal static StreamId CorrectionsOf(RecordedEvent original) => FactStreams.IsGuarded(original.Stream) ? original.Stream : FactStreams.Corrections(original.Id);

    /// <summary>Takes note of an earlier correction.</summary>
    internal void Correct(RecordedEvent recorded, FactCorrected correction) => _last = (recorded, correction);

    /// <summary>The text that a correction puts in place of a member; null where it leaves the member alone or takes it away.</summary>
    internal static string? Replaced(CorrectionRequest request, string member) =>
        JsonNode.Parse(request.Replaces) is JsonObject replaces && replaces[member] is JsonValue value && value.TryGetValue<string>(out var text) ? text : null;

    /// <summary>The event of one more correction, or everything that is wrong with what would hold then.</summary>
    internal Result<FactCorrected> Corrected(
        TenantId tenant, SourceFact correction, Person person, IReadOnlyDictionary<string, Person> persons, FactIds ids, AttributeCatalogue catalogue)
    {
        var request = correction.Correction!;
        var texts = Texts(tenant, person);
        var now = new SourceFact(request.OfKind, correction.Customer, request.Of, Now.At, Now.Channel, Now, texts, null);
        var reading = FactReader.Complete(correction, now, ZoneRules.Utc);
        if (reading.Fact is not { Fact: Correction { Replacement: var replacement } } completed)
            return Problem.Invalid([.. reading.Errors.Select(error => new FieldError(error.Path, error.Code, error.Message))]);
        if (catalogue.Judge(replacement) is { Count: > 0 } errors) return Problem.Invalid(errors);

        var replaced = JsonNode.Parse(request.Replaces)!.AsObject();
        var kept = replaced.ContainsKey("of") ? null : Reference;
        var referred = Replaced(request, "referred") is { } name ? persons[name].Customer : (Now as Referral) is { } referral ? Guid.Parse(referral.Referred) : (Guid?)null;
        var body = FactBodies.Of(completed with { Fact = replacement, Personal = PersonalTexts.None }, person.Customer, ids, referred, catalogue.Personal, kept);
        var data = JsonSerializer.SerializeToNode(body, body.GetType(), EventJson.Options)!.AsObject();
        foreach (var member in EventTypes.Of(body).Personal) data.Remove(member);
        return new FactCorrected(
            person.Customer, original.Id, request.OfKind.Name(), replacement.At.ToDateTimeOffset(), data, TextsOf(completed.Personal),
            Personal.Of(correction.Id), Personal.Of(correction.Personal.Note));
    }

    private Fact Now => _last is { } last
        ? ((Correction)FactEvents.Of(last.Recorded.Id, Instant.Of(last.Recorded.Effective), last.Body)).Replacement
        : FactEvents.Of(original.Id, Instant.Of(original.Effective), _body);

    private Guid? Reference => Now switch
    {
        Return { Of: { } of } => Guid.Parse(of),
        Cancellation fact => Guid.Parse(fact.Of),
        SurveyAnswered { Of: { } of } => Guid.Parse(of),
        ComplaintResolved fact => Guid.Parse(fact.Of),
        ComplaintReopened fact => Guid.Parse(fact.Of),
        _ => null,
    };

    private PersonalTexts Texts(TenantId tenant, Person person)
    {
        if (_last is { } last)
        {
            var texts = EventSerializer.Open(tenant, last.Recorded, "texts", last.Body.Texts, person.Key) is { } json ? JsonNode.Parse(json)!.AsObject() : [];
            return new((string?)texts["name"], (string?)texts["note"], (string?)texts["comment"]);
        }
        string? Open(string member, Personal? personal) => EventSerializer.Open(tenant, original, member, personal, person.Key);
        return _body switch
        {
            Customers.CustomerDescribed e => new(Open("name", e.Name), Open("note", e.Note)),
            Satisfaction.SurveyAnswered e => new(null, Open("note", e.Note), Open("comment", e.Comment)),
            PurchaseMade e => new(null, Open("note", e.Note)),
            PurchaseReturned e => new(null, Open("note", e.Note)),
            _ => PersonalTexts.None,
        };
    }

    private static Personal? TextsOf(PersonalTexts texts)
    {
        var json = new JsonObject();
        if (texts.Name is { } name) json["name"] = name;
        if (texts.Note is { } note) json["note"] = note;
        if (texts.Comment is { } comment) json["comment"] = comment;
        return json.Count == 0 ? null : Personal.Of(json);
    }
}
