using System.Collections.Frozen;
using System.Globalization;
using System.Text.Json;
using CustomerTiering.Activity;
using CustomerTiering.Customers;
using CustomerTiering.EventLog.Read;
using CustomerTiering.Events;
using CustomerTiering.Lifecycle;
using CustomerTiering.Rules.Facts;
using CustomerTiering.Rules.Values;
using CustomerTiering.Satisfaction;
using CustomerTiering.Segments;

namespace CustomerTiering.Facts;

/// <summary>Which events are facts about a customer, and the fact that each states. Nothing here opens a sealed field.</summary>
public static class FactEvents
{
    /// <summary>The stored names of all events that state a fact.</summary>
    public static FrozenSet<string> Types { get; } = EventTypes.All.Where(type => States(type.Body)).Select(type => type.Name).ToFrozenSet();

    /// <summary>The fact of a recorded event; its id is the event's.</summary>
    public static Fact Of(RecordedEvent recorded) =>
        Of(recorded.Id, Instant.Of(recorded.Effective), EventSerializer.ReadImpersonal(recorded));

    /// <summary>The fact of an event's body.</summary>
    public static Fact Of(Guid id, Instant at, object body) => Of(Text(id), at, body);

    private static Fact Of(string id, Instant at, object body) => body switch
    {
        Customers.CustomerDescribed e => Described(id, at, e.Profile),
        CustomerDetailsCorrected e => Described(id, at, e.Profile),
        CustomerAttributesSet e => Described(id, at, e.Profile),
        GroupJoined e => Described(id, at, e.Profile),
        GroupLeft e => Described(id, at, e.Profile),
        PurchaseMade e => new Purchase(id, at, e.Channel, e.Currency, e.Amount, Lines(e.Lines), e.Redeemed),
        PurchaseReturned e => new Return(id, at, e.Channel, Text(e.Purchase), e.Currency, e.Amount, Lines(e.Lines)),
        PurchaseCancelled e => new Cancellation(id, at, e.Channel, Text(e.Purchase)),
        InteractionHeld e => new Interaction(id, at, e.Channel, e.Direction, e.Purpose, e.Outcome, e.Minutes),
        CustomerReferred e => new Referral(id, at, e.Channel, Text(e.Referred)),
        IndicatorReported e => new Indicator(id, at, e.Channel, e.Name, e.Value, e.Unit),
        SurveySent e => new SurveyAsked(id, at, e.Channel, SurveyOf(e.Survey)),
        Satisfaction.SurveyAnswered e => new Rules.Facts.SurveyAnswered(id, at, e.Channel, SurveyOf(e.Survey), (int)e.Score, Text(e.Of)),
        Satisfaction.ComplaintOpened e => new Rules.Facts.ComplaintOpened(id, at, e.Channel, e.Category, e.Priority),
        Satisfaction.ComplaintResolved e => new Rules.Facts.ComplaintResolved(id, at, e.Channel, Text(e.Complaint)),
        Satisfaction.ComplaintReopened e => new Rules.Facts.ComplaintReopened(id, at, e.Channel, Text(e.Complaint)),
        SegmentEntered e => new Membership(id, at, e.Segment, Entered: true),
        SegmentLeft e => new Membership(id, at, e.Segment, Entered: false),
        StageEntered e => new Rules.Facts.StageMove(id, at, e.From, e.To),
        FactCorrected e => new Correction(id, at, null, Replacement(e)),
        _ => throw new InvalidDataException($"{body.GetType().Name} states no fact."),
    };

    private static bool States(Type body) => body != typeof(CustomerRegistered) && body != typeof(CustomerMerged) && body != typeof(DuplicateDismissed) && body != typeof(AttributeDeclared)
        && body.Namespace is "CustomerTiering.Customers" or "CustomerTiering.Activity" or "CustomerTiering.Satisfaction" or "CustomerTiering.Segments" or "CustomerTiering.Lifecycle";

    private static Fact Replacement(FactCorrected correction)
    {
        var body = correction.Replacement.Deserialize(BodyOf(correction.OfKind), EventJson.Impersonal) ?? throw new InvalidDataException("A correction replaces nothing.");
        return Of(correction.Of, Instant.Of(correction.At), body);
    }

    /// <summary>The record of the event that states a fact of this kind.</summary>
    internal static Type BodyOf(string kind) => kind switch
    {
        "customer" => typeof(Customers.CustomerDescribed),
        "purchase" => typeof(PurchaseMade),
        "return" => typeof(PurchaseReturned),
        "cancellation" => typeof(PurchaseCancelled),
        "interaction" => typeof(InteractionHeld),
        "survey-asked" => typeof(SurveySent),
        "survey" => typeof(Satisfaction.SurveyAnswered),
        "complaint" => typeof(Satisfaction.ComplaintOpened),
        "complaint-resolved" => typeof(Satisfaction.ComplaintResolved),
        "complaint-reopened" => typeof(Satisfaction.ComplaintReopened),
        "referral" => typeof(CustomerReferred),
        "indicator" => typeof(IndicatorReported),
        _ => throw new InvalidDataException($"There is no kind of fact '{kind}'."),
    };

    private static Rules.Facts.CustomerDescribed Described(string id, Instant at, Profile profile) => new(
        id, at, null,
        profile.Type switch { "person" => CustomerType.Person, "company" => CustomerType.Company, _ => null },
        new([.. profile.Attributes.OrderBy(pair => pair.Key, StringComparer.Ordinal)]), new([.. profile.Segments]), profile.Group);

    private static EquatableList<FactLine> Lines(IReadOnlyList<PurchaseLine>? lines) => lines is null
        ? []
        : new([.. lines.Select(line => new FactLine(line.Product, line.Category, line.Quantity, line.UnitPrice, line.UnitCost))]);

    private static Survey SurveyOf(string name) => name switch
    {
        "csat" => Survey.Csat,
        "nps" => Survey.Nps,
        "ces" => Survey.Ces,
        _ => throw new InvalidDataException($"There is no survey '{name}'."),
    };

    private static string Text(Guid id) => id.ToString("D", CultureInfo.InvariantCulture);

    private static string? Text(Guid? id) => id is { } value ? Text(value) : null;
}
