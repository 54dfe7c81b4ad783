using System.Text.Json.Nodes;
using CustomerTiering.EventLog;
using CustomerTiering.EventLog.Read;
using CustomerTiering.Events;
using CustomerTiering.Evidence.Persons;
using CustomerTiering.Facts.Kinds;
using CustomerTiering.Rules.Facts;
using CustomerTiering.Rules.Values;

namespace CustomerTiering.Facts;

/// <summary>The personal texts of a fact to be corrected, opened so that those the correction does not replace are kept.</summary>
public sealed class CorrectedTexts
{
    public const string PersonalAttributes = "personalAttributes";
    private readonly JsonObject _texts;

    internal CorrectedTexts(TenantId tenant, DataKey? key, RecordedEvent original, object body, (RecordedEvent Recorded, FactCorrected Body)? last) =>
        _texts = last is { } corrected
        ? EventSerializer.Open(tenant, corrected.Recorded, "texts", corrected.Body.Texts, key) is { } json ? JsonNode.Parse(json)!.AsObject() : []
        : Opened(tenant, key, original, body);

    /// <summary>The fact as it holds now, with its texts, in the form a source would state it.</summary>
    internal SourceFact Whole(Fact now, SourceFact correction)
    {
        if (now is CustomerDescription described && _texts[PersonalAttributes] is JsonObject personal)
            now = described with
            {
                Attributes = [.. described.Attributes.Concat(
                personal.Select(one => KeyValuePair.Create(one.Key, (string)one.Value!))).OrderBy(one => one.Key, CodePointOrder.Instance)]
            };
        var texts = new PersonalTexts((string?)_texts["name"], (string?)_texts["note"], (string?)_texts["comment"]);
        return new(correction.Correction!.OfKind, correction.Customer, correction.Correction.Of, now.At, now.Channel, now, texts, null);
    }

    /// <summary>The texts of a corrected event, to be sealed together, and the names of those present.</summary>
    internal static (Personal? Texts, IReadOnlyList<string>? Names) Of(object body)
    {
        var json = new JsonObject();
        foreach (var (name, text) in LoggedKinds.OfBody(body).Texts(body))
            if (text?.Plain is { } plain) json[name] = plain.DeepClone();
        return json.Count == 0 ? (null, null) : (Personal.Of(json), [.. json.Select(one => one.Key)]);
    }

    private static JsonObject Opened(TenantId tenant, DataKey? key, RecordedEvent original, object body)
    {
        var texts = new JsonObject();
        foreach (var (name, text) in LoggedKinds.OfBody(body).Texts(body))
            if (EventSerializer.Open(tenant, original, name, text, key) is { } opened)
                texts[name] = name == PersonalAttributes ? JsonNode.Parse(opened) : opened;
        return texts;
    }
}
