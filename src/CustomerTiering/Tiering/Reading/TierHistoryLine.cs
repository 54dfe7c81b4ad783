namespace CustomerTiering.Tiering.Reading;

/// <summary>A line of a tier's history.</summary>
/// <param name="Id">The decision or warning; for an override, its id.</param>
/// <param name="Kind">
/// <c>decision</c>, <c>warning</c>, <c>foreseen</c>, <c>override</c>, or <c>restated</c>: the effective tier since an override, restated after a late
/// decision.
/// </param>
/// <param name="AsOf">The as-of date. For an override, its first day or the day from which it begins or ends.</param>
/// <param name="Outcome">The outcome; for an override, what happened to it.</param>
/// <param name="EffectiveFrom">First day of the held tier, inclusive.</param>
/// <param name="ValidUntil">Last day of the validity, inclusive.</param>
/// <param name="GraceEnds">Last day of the grace period, inclusive.</param>
/// <param name="Policy">The policy version that decided.</param>
/// <param name="SupersededBy">The decision that supersedes this one, if any.</param>
/// <param name="Actor">A person's subject or a service.</param>
/// <param name="Provisional">Whether an expiry or grace end is postponed because amounts without a rate might keep the tier.</param>
/// <param name="Uncounted">Amounts that do not count because they have no rate, by currency.</param>
public sealed record TierHistoryLine(
    Guid Id, string Kind, DateOnly AsOf, string? Trigger, string? Outcome, string Computed, string Held, string? Effective, DateOnly? EffectiveFrom,
    DateOnly? ValidUntil, DateOnly? GraceEnds, DecidedBy Policy, string? Supersedes, Guid? SupersededBy, long Position, DateTimeOffset Recorded,
    string Actor, bool Provisional = false, IReadOnlyList<UncountedSum>? Uncounted = null)
{
    /// <param name="events">The whole stream, in its order; begins with a decision.</param>
    internal static IReadOnlyList<TierHistoryLine> Of(IReadOnlyList<RecordedEvent> events)
    {
        List<TierHistoryLine> lines = [.. Lines(events)];
        var by = new Dictionary<string, Guid>(StringComparer.Ordinal);
        foreach (var line in lines.Where(line => line.Supersedes is not null)) by[line.Supersedes!] = line.Id;
        return [.. lines.Select(
            line => line.Kind == "decision" && by.TryGetValue(line.Id.ToString("D"), out var later) ? line with { SupersededBy = later } : line)];
    }

    private static IEnumerable<TierHistoryLine> Lines(IEnumerable<RecordedEvent> events)
    {
        TierHistoryLine? last = null;
        var from = new Dictionary<Guid, DateOnly>();
        foreach (var recorded in events)
        {
            TierHistoryLine Override(Guid id, string outcome, DateOnly day, ServedFrom? served) => last! with
            {
                Id = id,
                Kind = "override",
                AsOf = day,
                Trigger = null,
                Outcome = outcome,
                Effective = served?.Effective ?? last.Effective,
                Supersedes = null,
                Provisional = false,
                Uncounted = null,
                Position = recorded.Position,
                Recorded = recorded.Recorded,
                Actor = recorded.Actor,
            };
            var body = EventSerializer.Read(recorded);
            if (body is OverrideRequested { Override: var asked, From: var first }) from[asked] = first;
            var line = body switch
            {
                OverrideRequested e => Override(e.Override, "requested", e.From, null),
                OverrideApproved e => Override(e.Override, "approved", from[e.Override], null),
                OverrideRejected e => Override(e.Override, "rejected", from[e.Override], null),
                OverrideGranted e => Override(e.Override, "granted", e.From, null),
                OverrideBegan e => Override(e.Override, "began", e.Served.From, e.Served),
                OverrideRevoked e => Override(e.Override, "revoked", e.Served.From, e.Served),
                OverrideExpired e => Override(e.Override, "expired", e.Served.From, e.Served),
                EffectiveTierRestated e => Override(e.Decision, "restated", e.Served.From, e.Served) with { Kind = "restated", Outcome = null },
                _ => Judged(recorded, body),
            };
            yield return line;
            // Every line has the computed and held tier of the last decision, and the effective tier with the overrides since.
            if (body is TierDecided { FollowedBy: null }) last = line;
            else if (line.Kind is "override" or "restated" && body is not EffectiveTierRestated { FollowedBy: not null })
                last = last! with { Effective = line.Effective };
        }
    }

    private static TierHistoryLine Judged(RecordedEvent recorded, object body) => body switch
    {
        TierDecided e => new(
            recorded.Id, "decision", e.Assessed.AsOf, e.TriggerKind, e.Outcome, e.Computed, e.Held, e.Effective, e.EffectiveFrom, e.ValidUntil,
            e.GraceEnds,
            e.Policy, e.Supersedes, null, recorded.Position, recorded.Recorded, recorded.Actor, e.Provisional, e.Assessed.Uncounted),
        DowngradeWarned e => new(
            recorded.Id, "warning", e.AsOf, e.Period, null, e.Computed, e.Held, null, null, e.ValidUntil, null, e.Policy, null, null,
            recorded.Position,
            recorded.Recorded, recorded.Actor, Uncounted: e.Assessed.Uncounted),
        RetentionForeseen e => new(
            recorded.Id, "foreseen", e.AsOf, null, null, e.Computed, e.Held, null, null, e.ValidUntil, null, e.Policy, null, null, recorded.Position,
            recorded.Recorded,
            recorded.Actor),
        _ => throw new InvalidDataException($"{body.GetType().Name} is not an event of a tier."),
    };
}
