using CustomerTiering.Facts.Kinds;
using CustomerTiering.Rules.Facts;

namespace CustomerTiering.Lifecycle;

/// <summary>A move between lifecycle stages. The product derives these facts; no source states them.</summary>
internal sealed class StageMoveFacts() : LoggedKind(FactKind.StageMove, new EventType("StageEntered", 1, typeof(StageEntered)))
{
    public override bool IsStated => false;

    public override Fact Fact(in LoggedFrame frame, object body)
    {
        var entered = (StageEntered)body;
        return new StageTransition(frame.Id, frame.At, entered.From, entered.To) { Recorded = frame.Recorded };
    }

    public override object Body(in Stated stated) => throw new InvalidOperationException("No source states a move between stages.");

    public override IEnumerable<KeyValuePair<string, Personal?>> Texts(object body) => [];
}
