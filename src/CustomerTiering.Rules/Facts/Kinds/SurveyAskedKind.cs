using System.Text.Json;
using CustomerTiering.Rules.Facts.Guards;

namespace CustomerTiering.Rules.Facts.Kinds;

internal sealed class SurveyAskedKind() : KindDescription<SurveyAsked>(FactKind.SurveyAsked, "survey-asked", "survey")
{
    public override FactGuard Guard { get; } = new AskingGuard();

    public override Fact Read(in FactFrame frame, FactFields fields) =>
        new SurveyAsked(frame.Id, frame.At, frame.Channel, fields.Word("survey", SurveyNames.Words));

    public override Fact ReadEntry(ref EntryReader reader, in FactFrame frame) =>
        new SurveyAsked(frame.Id, frame.At, frame.Channel, SurveyNames.Of(reader.Byte())) { Recorded = frame.Recorded };

    protected override void WriteMembers(Utf8JsonWriter json, SurveyAsked fact) => json.WriteString("survey", SurveyNames.Of(fact.Survey));

    protected override void WriteEntry(EntryWriter writer, SurveyAsked fact) => writer.Byte((byte)fact.Survey);
}
