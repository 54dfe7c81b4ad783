using CustomerTiering.Facts.Kinds;
using CustomerTiering.Rules.Facts;

namespace CustomerTiering.Satisfaction;

/// <summary>Records that an open complaint was resolved. It may be reopened.</summary>
/// <param name="Customer">The customer's external id; an unknown customer is registered.</param>
/// <param name="Id">The source's id of this fact.</param>
/// <param name="At">RFC 3339 with offset.</param>
/// <param name="Of">The source's id of the complaint.</param>
/// <param name="Channel">Free text.</param>
/// <param name="Note">Free text, stored as personal data.</param>
public sealed record ResolveComplaint(
    string Customer, string Id, DateTimeOffset At, string Of, string? Channel, string? Note);

/// <summary>The complaint was resolved. It may be reopened.</summary>
public sealed record ComplaintResolved(Guid Customer, Guid Complaint, string? Channel, Personal? SourceId, Personal? Note);

/// <summary>Resolutions, stored in the stream of the complaint.</summary>
internal sealed class ResolutionFacts() : LoggedKind<ComplaintResolution, ComplaintResolved>(
    FactKind.ComplaintResolved, new("ComplaintResolved", 1, typeof(ComplaintResolved), "sourceId", "note"))
{
    public override void Map(RouteGroupBuilder group) =>
        group.MapFact<ResolveComplaint>("/complaints/resolutions", FactKind.ComplaintResolved, "Resolve a complaint");

    protected override Fact Fact(in LoggedFrame frame, ComplaintResolved body) =>
        new ComplaintResolution(frame.Id, frame.At, body.Channel, Text(body.Complaint)) { Recorded = frame.Recorded };

    protected override ComplaintResolved Body(in Stated stated, ComplaintResolution fact) =>
        new(stated.Customer, stated.Reference!.Value, stated.Channel, stated.SourceId, stated.Note);

    protected override Personal? Note(ComplaintResolved body) => body.Note;
}
