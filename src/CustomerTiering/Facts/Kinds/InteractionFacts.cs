using CustomerTiering.Activity;
using CustomerTiering.Events;
using CustomerTiering.Rules.Facts;

namespace CustomerTiering.Facts.Kinds;

/// <summary>A contact.</summary>
internal sealed class InteractionFacts() : LoggedKind<Interaction, InteractionHeld>(FactKind.Interaction)
{
    protected override Fact Fact(in LoggedFrame frame, InteractionHeld body) =>
        new Interaction(frame.Id, frame.At, body.Channel, body.Direction, body.Purpose, body.Outcome, body.Minutes) { Recorded = frame.Recorded };

    protected override InteractionHeld Body(in Stated stated, Interaction fact) =>
        new(stated.Customer, stated.Channel, fact.Direction, fact.Purpose, fact.Outcome, fact.Minutes, stated.SourceId, stated.Note);

    protected override Personal? Note(InteractionHeld body) => body.Note;
}
