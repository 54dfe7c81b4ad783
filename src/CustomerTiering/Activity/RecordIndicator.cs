using CustomerTiering.Facts.Kinds;
using CustomerTiering.Rules.Facts;

namespace CustomerTiering.Activity;

/// <summary>Records an external value, valid until the next one of the same name.</summary>
/// <param name="Customer">The customer's external id; an unknown customer is registered.</param>
/// <param name="Id">The source's id of this fact.</param>
/// <param name="At">RFC 3339 with offset.</param>
/// <param name="Name">The indicator: <c>assets</c>.</param>
/// <param name="Value">At most 6 decimals.</param>
/// <param name="Unit">Free text.</param>
/// <param name="Channel">Free text.</param>
/// <param name="Note">Free text, stored as personal data.</param>
public sealed record RecordIndicator(
    string Customer, string Id, DateTimeOffset At, string Name, decimal Value, string? Unit, string? Channel, string? Note);

/// <summary>An external value, valid until the next one of the same name: assets held, a credit score.</summary>
public sealed record IndicatorReported(Guid Customer, string Name, decimal Value, string? Unit, string? Channel, Personal? SourceId, Personal? Note);

/// <summary>Reported indicator values.</summary>
internal sealed class IndicatorFacts() : LoggedKind<Indicator, IndicatorReported>(
    FactKind.Indicator, new("IndicatorReported", 1, typeof(IndicatorReported), "sourceId", "note"))
{
    public override void Map(RouteGroupBuilder group) => group.MapFact<RecordIndicator>("/indicators", FactKind.Indicator, "Record an indicator");

    protected override Fact Fact(in LoggedFrame frame, IndicatorReported body) =>
        new Indicator(frame.Id, frame.At, body.Channel, body.Name, body.Value, body.Unit) { Recorded = frame.Recorded };

    protected override IndicatorReported Body(in Stated stated, Indicator fact) =>
        new(stated.Customer, fact.Name, fact.Value, fact.Unit, stated.Channel, stated.SourceId, stated.Note);

    protected override Personal? Note(IndicatorReported body) => body.Note;
}
