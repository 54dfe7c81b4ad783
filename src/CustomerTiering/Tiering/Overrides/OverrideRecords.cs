using CustomerTiering.Rules.Decisions;

namespace CustomerTiering.Tiering.Overrides;

/// <summary>All overrides of a customer on a ladder, folded from the tier's stream.</summary>
internal static class OverrideRecords
{
    internal static IReadOnlyList<OverrideRecord> After(IReadOnlyList<OverrideRecord> all, object body, RecordedEvent recorded) => body switch
    {
        OverrideRequested e => [.. all, Of(e, recorded)],
        OverrideApproved e => With(all, e.Override, one => one with { Approvals = [.. one.Approvals, Step(recorded, "comment", e.Comment)] }),
        OverrideRejected e =>
            With(all, e.Override, one => one with { Status = OverrideStatus.Rejected, Rejection = Step(recorded, "comment", e.Comment) }),
        OverrideGranted e => With(all, e.Override, one => one with { Status = OverrideStatus.Granted, FirstDay = e.From }),
        OverrideBegan e => With(all, e.Override, one => one with { Status = OverrideStatus.InForce }),
        OverrideRevoked e => With(all, e.Override, one => one with
        {
            Status = OverrideStatus.Revoked,
            LastDay = e.LastDay,
            Revocation = Step(recorded, "reason", e.Reason),
        }),
        OverrideExpired e => With(all, e.Override, one => one with { Status = OverrideStatus.Expired, LastDay = e.LastDay }),
        TierDecided e when e.Outcome == Outcome.Left.Name() && all.Any(one => IsOpen(one.Status)) =>
            [.. all.Select(one => Left(one, e.Assessed.AsOf))],
        _ => all,
    };

    /// <summary>The overrides that apply to some day.</summary>
    internal static EquatableList<TierOverride> Granted(IReadOnlyList<OverrideRecord> all) =>
        [.. all.Select(one => one.Granted).OfType<TierOverride>()];

    private static OverrideRecord Of(OverrideRequested e, RecordedEvent recorded) => new(
        e.Override, OverrideStatus.Requested, e.Kind, e.Tier, e.From, e.Until, e.Reason, e.Evidence, e.Computed, e.Held, e.Approvals,
        Step(recorded, "text", e.Text), []);

    private static OverrideStep Step(RecordedEvent recorded, string member, Personal? text) =>
        new(recorded.Actor, recorded.Recorded, SealedField.Of(recorded, member, text));

    private static OverrideRecord Left(OverrideRecord one, DateOnly day) => !IsOpen(one.Status) ? one : one with
    {
        Status = OverrideStatus.Ended,
        LastDay = one.FirstDay <= day ? day : null,
        Version = one.Version + 1,
    };

    private static bool IsOpen(OverrideStatus status) => status is OverrideStatus.Requested or OverrideStatus.Granted or OverrideStatus.InForce;

    private static IReadOnlyList<OverrideRecord> With(IReadOnlyList<OverrideRecord> all, Guid id, Func<OverrideRecord, OverrideRecord> change) =>
        [.. all.Select(one => one.Id == id ? change(one) with { Version = one.Version + 1 } : one)];
}
