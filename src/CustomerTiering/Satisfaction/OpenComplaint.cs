using CustomerTiering.Facts.Kinds;
using CustomerTiering.Rules.Facts;

namespace CustomerTiering.Satisfaction;

/// <summary>Records that a customer opened a complaint.</summary>
/// <param name="Customer">The customer's external id; an unknown customer is registered.</param>
/// <param name="Id">The source's id of this fact.</param>
/// <param name="At">RFC 3339 with offset.</param>
/// <param name="Category">Free text.</param>
/// <param name="Priority">Free text.</param>
/// <param name="Channel">Free text.</param>
/// <param name="Note">Free text, stored as personal data.</param>
public sealed record OpenComplaint(
    string Customer, string Id, DateTimeOffset At, string? Category, string? Priority, string? Channel, string? Note);

/// <summary>The customer opened a complaint.</summary>
public sealed record ComplaintOpened(Guid Customer, string? Category, string? Priority, string? Channel, Personal? SourceId, Personal? Note);

/// <summary>Opened complaints, each in a stream of its own.</summary>
internal sealed class ComplaintFacts() : LoggedKind<Complaint, ComplaintOpened>(
    FactKind.Complaint, new("ComplaintOpened", 1, typeof(ComplaintOpened), "sourceId", "note"))
{
    public override void Map(RouteGroupBuilder group) => group.MapFact<OpenComplaint>("/complaints", FactKind.Complaint, "Open a complaint");

    public override StreamId Stream(Guid id, Guid customer) => FactStreams.Complaint(id);

    protected override Fact Fact(in LoggedFrame frame, ComplaintOpened body) =>
        new Complaint(frame.Id, frame.At, body.Channel, body.Category, body.Priority) { Recorded = frame.Recorded };

    protected override ComplaintOpened Body(in Stated stated, Complaint fact) =>
        new(stated.Customer, fact.Category, fact.Priority, stated.Channel, stated.SourceId, stated.Note);

    protected override Personal? Note(ComplaintOpened body) => body.Note;
}
