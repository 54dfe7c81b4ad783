using System.Text.Json;

namespace CustomerTiering.Rules.Facts.Kinds;

internal sealed class SurveyKind() : KindDescription<SurveyAnswer>(FactKind.Survey, "survey", "survey", "score", "of", "comment")
{
    public override FactKind? RefersTo => FactKind.SurveyAsked;

    public override PersonalTexts Texts(FactFields fields) => new(Note: fields.Personal("note"), Comment: fields.Personal("comment"));

    public override Fact Read(in FactFrame frame, FactFields fields)
    {
        var survey = fields.Required("survey")?.Word(SurveyNames.Words);
        var (least, most) = SurveyNames.Scores(survey);
        return new SurveyAnswer(
            frame.Id, frame.At, frame.Channel, survey ?? default, fields.Required("score")?.Integer(least, most) ?? 0, fields.OptionalId("of"));
    }

    public override Fact ReadEntry(ref EntryReader reader, in FactFrame frame) => new SurveyAnswer(
        frame.Id, frame.At, frame.Channel, SurveyNames.Of(reader.Byte()), Score(reader.Signed()), reader.OptionalId())
    { Recorded = frame.Recorded };

    protected override string? Reference(SurveyAnswer fact) => fact.Of;

    protected override void WriteMembers(Utf8JsonWriter json, SurveyAnswer fact)
    {
        json.WriteString("survey", SurveyNames.Of(fact.Survey));
        json.WriteNumber("score", fact.Score);
        json.Optional("of", fact.Of);
    }

    protected override void WriteEntry(EntryWriter writer, SurveyAnswer fact)
    {
        writer.Byte((byte)fact.Survey);
        writer.Signed(fact.Score);
        writer.OptionalId(fact.Of);
    }

    private static int Score(long value) => value is >= 0 and <= 10 ? (int)value : throw new FormatException("No such score.");
}
