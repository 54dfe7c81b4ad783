using CustomerTiering.Facts.Kinds;
using CustomerTiering.Rules.Facts;

namespace CustomerTiering.Activity;

/// <summary>Records a contact between the customer and the company.</summary>
/// <param name="Customer">The customer's external id; an unknown customer is registered.</param>
/// <param name="Id">The source's id of this fact.</param>
/// <param name="At">RFC 3339 with offset.</param>
/// <param name="Direction"><c>in</c> or <c>out</c>.</param>
/// <param name="Purpose">Free text.</param>
/// <param name="Outcome">Free text.</param>
/// <param name="Minutes">Duration.</param>
/// <param name="Channel"><c>call</c>, <c>mail</c>, <c>visit</c>, <c>chat</c>, <c>social</c>, <c>web</c>, <c>event</c>, or another.</param>
/// <param name="Note">Free text, stored as personal data.</param>
public sealed record RecordInteraction(
    string Customer, string Id, DateTimeOffset At, string? Direction, string? Purpose, string? Outcome, decimal? Minutes, string? Channel,
    string? Note);

/// <summary>A contact between the customer and the company.</summary>
public sealed record InteractionHeld(
    Guid Customer, string? Channel, string? Direction, string? Purpose, string? Outcome, decimal? Minutes, Personal? SourceId, Personal? Note);

/// <summary>Interactions.</summary>
internal sealed class InteractionFacts() : LoggedKind<Interaction, InteractionHeld>(
    FactKind.Interaction, new("InteractionHeld", 1, typeof(InteractionHeld), "sourceId", "note"))
{
    public override void Map(RouteGroupBuilder group) =>
        group.MapFact<RecordInteraction>("/interactions", FactKind.Interaction, "Record an interaction");

    protected override Fact Fact(in LoggedFrame frame, InteractionHeld body) =>
        new Interaction(frame.Id, frame.At, body.Channel, body.Direction, body.Purpose, body.Outcome, body.Minutes) { Recorded = frame.Recorded };

    protected override InteractionHeld Body(in Stated stated, Interaction fact) =>
        new(stated.Customer, stated.Channel, fact.Direction, fact.Purpose, fact.Outcome, fact.Minutes, stated.SourceId, stated.Note);

    protected override Personal? Note(InteractionHeld body) => body.Note;
}
