using CustomerTiering.Events;
using CustomerTiering.Lifecycle;
using CustomerTiering.Rules.Facts;

namespace CustomerTiering.Facts.Kinds;

/// <summary>A move between stages of the lifecycle: found by the product, so that no source states it.</summary>
internal sealed class StageMoveFacts() : LoggedKind(FactKind.StageMove, typeof(StageEntered))
{
    internal override bool IsStated => false;

    internal override Fact Fact(in LoggedFrame frame, object body)
    {
        var entered = (StageEntered)body;
        return new Rules.Facts.StageMove(frame.Id, frame.At, entered.From, entered.To) { Recorded = frame.Recorded };
    }

    internal override object Body(in Stated stated) => throw new InvalidOperationException("No source states a move between stages.");

    internal override IEnumerable<KeyValuePair<string, Personal?>> Texts(object body) => [];
}
