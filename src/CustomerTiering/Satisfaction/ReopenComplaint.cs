using CustomerTiering.Facts.Kinds;
using CustomerTiering.Rules.Facts;

namespace CustomerTiering.Satisfaction;

/// <summary>Records that a complaint was reopened.</summary>
/// <param name="Customer">The customer's external id; an unknown customer is registered.</param>
/// <param name="Id">The source's id of this fact.</param>
/// <param name="At">RFC 3339 with offset.</param>
/// <param name="Of">The source's id of the complaint.</param>
/// <param name="Channel">Free text.</param>
/// <param name="Note">Free text, stored as personal data.</param>
public sealed record ReopenComplaint(
    string Customer, string Id, DateTimeOffset At, string Of, string? Channel, string? Note);

/// <summary>The complaint was reopened.</summary>
public sealed record ComplaintReopened(Guid Customer, Guid Complaint, string? Channel, Personal? SourceId, Personal? Note);

/// <summary>Reopenings, stored in the stream of the complaint.</summary>
internal sealed class ReopeningFacts() : LoggedKind<ComplaintReopening, ComplaintReopened>(
    FactKind.ComplaintReopened, new("ComplaintReopened", 1, typeof(ComplaintReopened), "sourceId", "note"))
{
    public override void Map(RouteGroupBuilder group) =>
        group.MapFact<ReopenComplaint>("/complaints/reopenings", FactKind.ComplaintReopened, "Reopen a complaint");

    protected override Fact Fact(in LoggedFrame frame, ComplaintReopened body) =>
        new ComplaintReopening(frame.Id, frame.At, body.Channel, Text(body.Complaint)) { Recorded = frame.Recorded };

    protected override ComplaintReopened Body(in Stated stated, ComplaintReopening fact) =>
        new(stated.Customer, stated.Reference!.Value, stated.Channel, stated.SourceId, stated.Note);

    protected override Personal? Note(ComplaintReopened body) => body.Note;
}
