using System.Text.Json;
using CustomerTiering.Events;
using CustomerTiering.Rules.Facts;
using CustomerTiering.Rules.Values;

namespace CustomerTiering.Facts.Kinds;

/// <summary>A correction. Its event is created by <see cref="CorrectedFact"/>, from the corrected fact.</summary>
public sealed class CorrectionFacts() : LoggedKind(
    FactKind.Correction, new EventType("FactCorrected", 1, typeof(FactCorrected), "texts", "sourceId", "note"))
{
    public override Fact Fact(in LoggedFrame frame, object body)
    {
        var correction = (FactCorrected)body;
        var replaced = new LoggedFrame(Text(correction.Of), Instant.Of(correction.At), frame.Recorded);
        return new Correction(
            frame.Id, frame.At, null, LoggedKinds.Named(correction.OfKind).Fact(replaced, Replacement(correction, EventJson.Impersonal)))
        {
            Recorded = frame.Recorded,
        };
    }

    public override object Body(in Stated stated) => throw new InvalidOperationException("A correction is stated by what it corrects.");

    public override IEnumerable<KeyValuePair<string, Personal?>> Texts(object body) => [new("note", ((FactCorrected)body).Note)];

    /// <summary>The body that a correction substitutes for the original one.</summary>
    public static object Replacement(FactCorrected correction, JsonSerializerOptions? options = null) =>
        correction.Replacement.Deserialize(LoggedKinds.Named(correction.OfKind).Events[0].Body, options ?? EventJson.Options)
        ?? throw new InvalidDataException("A correction replaces nothing.");
}
