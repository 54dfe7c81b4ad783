using System.Collections.Frozen;
using CustomerTiering.Activity;
using CustomerTiering.Appeals;
using CustomerTiering.Customers;
using CustomerTiering.Lifecycle;
using CustomerTiering.Policies;
using CustomerTiering.Satisfaction;
using CustomerTiering.Segments;
using CustomerTiering.ServicePlans;
using CustomerTiering.Tiering;

namespace CustomerTiering.Events;

/// <summary>
/// Every type of event there is, under the name that the log holds: a record may be renamed, a stored name never. A new shape gets a new
/// schema number and an upcaster for the old one.
/// </summary>
public static class EventTypes
{
    public static IReadOnlyList<EventType> All { get; } =
    [
        new("CustomerRegistered", 1, typeof(CustomerRegistered), "externalId"),
        new("CustomerDescribed", 1, typeof(CustomerDescribed), "name", "personalAttributes", "sourceId", "note"),
        new("CustomerDetailsCorrected", 1, typeof(CustomerDetailsCorrected), "name"),
        new("CustomerAttributesSet", 1, typeof(CustomerAttributesSet), "personalAttributes"),
        new("GroupJoined", 1, typeof(GroupJoined)),
        new("GroupLeft", 1, typeof(GroupLeft)),
        new("CustomerMerged", 1, typeof(CustomerMerged), "reason"),
        new("CustomersSeparated", 1, typeof(CustomersSeparated), "reason"),
        new("DuplicateDismissed", 1, typeof(DuplicateDismissed), "reason"),
        new("AttributeDeclared", 1, typeof(AttributeDeclared)),

        new("PurchaseMade", 1, typeof(PurchaseMade), "sourceId", "note"),
        new("PurchaseReturned", 1, typeof(PurchaseReturned), "sourceId", "note"),
        new("PurchaseCancelled", 1, typeof(PurchaseCancelled), "sourceId", "note"),
        new("PurchaseReinstated", 1, typeof(PurchaseReinstated), "sourceId", "note"),
        new("InteractionHeld", 1, typeof(InteractionHeld), "sourceId", "note"),
        new("CustomerReferred", 1, typeof(CustomerReferred), "sourceId", "note"),
        new("IndicatorReported", 1, typeof(IndicatorReported), "sourceId", "note"),
        new("IndicatorDeclared", 1, typeof(IndicatorDeclared)),
        new("FactCorrected", 1, typeof(FactCorrected), "texts", "sourceId", "note"),
        new("CorrectionNoted", 1, typeof(CorrectionNoted)),

        new("SurveySent", 1, typeof(SurveySent), "sourceId", "note"),
        new("SurveyAnswered", 1, typeof(SurveyAnswered), "sourceId", "comment", "note"),
        new("ComplaintOpened", 1, typeof(ComplaintOpened), "sourceId", "note"),
        new("ComplaintResolved", 1, typeof(ComplaintResolved), "sourceId", "note"),
        new("ComplaintReopened", 1, typeof(ComplaintReopened), "sourceId", "note"),

        new("StandardDrafted", 1, typeof(StandardDrafted)),
        new("StandardRevised", 1, typeof(StandardRevised)),
        new("StandardSubmitted", 1, typeof(StandardSubmitted)),
        new("StandardApproved", 1, typeof(StandardApproved)),
        new("ApprovalLapsed", 1, typeof(ApprovalLapsed)),
        new("StandardRejected", 1, typeof(StandardRejected)),
        new("StandardPutInForce", 1, typeof(StandardPutInForce)),
        new("StandardRetired", 1, typeof(StandardRetired)),

        new("TierDecided", 1, typeof(TierDecided)),
        new("DowngradeWarned", 1, typeof(DowngradeWarned)),
        new("RetentionForeseen", 1, typeof(RetentionForeseen)),
        new("OverrideRequested", 1, typeof(OverrideRequested), "text"),
        new("OverrideApproved", 1, typeof(OverrideApproved), "comment"),
        new("OverrideRejected", 1, typeof(OverrideRejected), "comment"),
        new("OverrideGranted", 1, typeof(OverrideGranted)),
        new("OverrideBegan", 1, typeof(OverrideBegan)),
        new("OverrideRevoked", 1, typeof(OverrideRevoked), "reason"),
        new("OverrideExpired", 1, typeof(OverrideExpired)),
        new("EffectiveTierRestated", 1, typeof(EffectiveTierRestated)),

        new("AppealFiled", 1, typeof(AppealFiled), "grounds"),
        new("AppealTakenUp", 1, typeof(AppealTakenUp)),
        new("AppealUpheld", 1, typeof(AppealUpheld), "comment"),
        new("AppealDismissed", 1, typeof(AppealDismissed), "reasons"),
        new("AppealClosed", 1, typeof(AppealClosed)),
        new("AppealDeadlineMissed", 1, typeof(AppealDeadlineMissed)),

        new("StageEntered", 1, typeof(StageEntered)),

        new("SegmentEntered", 1, typeof(SegmentEntered)),
        new("SegmentLeft", 1, typeof(SegmentLeft)),

        new("ServicePlanAssigned", 1, typeof(ServicePlanAssigned)),
        new("ServicePlanEnded", 1, typeof(ServicePlanEnded)),
    ];

    private static readonly FrozenDictionary<Type, EventType> ByBody = All.ToFrozenDictionary(type => type.Body);
    private static readonly FrozenDictionary<string, EventType> ByName = All.ToFrozenDictionary(type => type.Name);

    /// <summary>The row of an event's record.</summary>
    public static EventType Of(object body) =>
        ByBody.TryGetValue(body.GetType(), out var type) ? type : throw new InvalidOperationException($"{body.GetType().Name} is not in the table of event types.");

    /// <summary>The row of a stored name.</summary>
    public static EventType Named(string name) =>
        ByName.TryGetValue(name, out var type) ? type : throw new InvalidDataException($"The log holds an event of the unknown type '{name}'.");

    /// <summary>The stored name of a record.</summary>
    public static string NameOf<TEvent>() => NameOf(typeof(TEvent));

    /// <summary>The stored name of a record.</summary>
    public static string NameOf(Type body) => ByBody[body].Name;
}
