using System.Globalization;
using System.Text.Json;
using CustomerTiering.EventLog.Projections;
using CustomerTiering.Facts.Kinds;

namespace CustomerTiering.Satisfaction;

/// <summary>A sent survey, or an answer.</summary>
/// <param name="Customer">The recipient or the respondent.</param>
/// <param name="Survey"><c>csat</c>, <c>nps</c> or <c>ces</c>.</param>
/// <param name="Score">The answer; null for a sent survey.</param>
/// <param name="Of">The sent survey that was answered, if known.</param>
/// <param name="Recorded">Its rank in the order of recording, which orders answers of the same instant.</param>
public sealed record SurveyView(Guid Customer, string Survey, Instant At, int? Score, Guid? Of, long Recorded);

/// <summary>
/// One row per sent survey and per answer, as last corrected. Months, histograms and rates are computed by each query. A correction can therefore
/// move an answer to another month, and each query can choose its time zone.
/// </summary>
public sealed class SurveysProjection() : Projection<SurveyView>(ProjectionName, "survey")
{
    public const string ProjectionName = "surveys";

    public override IReadOnlySet<string> Types { get; } = new HashSet<string>
    {
        EventTypes.NameOf<SurveySent>(), EventTypes.NameOf<SurveyAnswered>(), EventTypes.NameOf<FactCorrected>(),
    };

    public override IEnumerable<string> Keys(RecordedEvent recorded)
    {
        if (recorded.Type != EventTypes.NameOf<FactCorrected>()) return [Text(recorded.Id)];
        var correction = (FactCorrected)EventSerializer.Read(recorded);
        return correction.OfKind is "survey" or "survey-asked" ? [Text(correction.Of)] : [];
    }

    public override SurveyView Apply(string key, SurveyView? view, RecordedEvent recorded)
    {
        var body = EventSerializer.ReadImpersonal(recorded);
        return body is FactCorrected correction
            ? Of(Instant.Of(correction.At), view?.Recorded ?? recorded.Position, CorrectionFacts.Replacement(correction))
            : Of(Instant.Of(recorded.Effective), recorded.Position, body);
    }

    public override ReadOnlyMemory<byte> Write(SurveyView view) => JsonSerializer.SerializeToUtf8Bytes(view, EventJson.Options);

    public override SurveyView Read(ReadOnlyMemory<byte> stored) => JsonSerializer.Deserialize<SurveyView>(stored.Span, EventJson.Options)!;

    private static SurveyView Of(Instant at, long recorded, object body) => body switch
    {
        SurveySent e => new(e.Customer, e.Survey, at, null, null, recorded),
        SurveyAnswered e => new(e.Customer, e.Survey, at, (int)e.Score, e.Of, recorded),
        _ => throw new InvalidDataException($"{body.GetType().Name} is not an event of a survey."),
    };

    private static string Text(Guid id) => id.ToString("D", CultureInfo.InvariantCulture);
}
