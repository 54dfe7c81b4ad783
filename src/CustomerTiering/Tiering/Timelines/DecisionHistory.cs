using CustomerTiering.Rules.Decisions;
using CustomerTiering.Tiering.Deciding;
using CustomerTiering.Tiering.Overrides;

namespace CustomerTiering.Tiering.Timelines;

/// <summary>The standing decisions on a stream <c>tier/&lt;customer&gt;/&lt;ladder&gt;</c>: the last of each as-of date, by day.</summary>
internal static class DecisionHistory
{
    /// <param name="events">The whole stream, in its order.</param>
    /// <param name="before">Only days before this one; null for all days.</param>
    internal static IReadOnlyList<DecidedDay> Of(IEnumerable<RecordedEvent> events, DateOnly? before = null)
    {
        var all = events.Select(recorded => (Recorded: recorded, Body: EventSerializer.Read(recorded))).ToList();
        var stands = all.Where(one => one.Body is TierDecided)
            .GroupBy(one => ((TierDecided)one.Body).Assessed.AsOf).Select(day => day.Last().Recorded.Id).ToHashSet();
        // Overrides apply to their days, regardless of when they were granted.
        var overrides = OverrideRecords.Granted(
            all.Aggregate((IReadOnlyList<OverrideRecord>)[], (records, one) => OverrideRecords.After(records, one.Body, one.Recorded)));
        var days = new List<DecidedDay>();
        HeldState? held = null;
        // Warnings and forecasts belong to their own as-of date. The sort is stable, so events of one day keep the order of the log.
        foreach (var (recorded, body) in all.Where(one => one.Body is DowngradeWarned or RetentionForeseen || stands.Contains(one.Recorded.Id))
            .Where(one => before is null || DayOf(one.Body) < before).OrderBy(one => DayOf(one.Body)))
        {
            if (body is not TierDecided decided)
            {
                if (held is null) continue;
                held = TierState.Apply(new(held, 0), body, recorded).Held;
                days[^1] = days[^1] with { After = held };
                continue;
            }
            var decision = DecisionBodies.ToDecision(recorded.Id, decided) with { FollowedBy = null };
            held = HeldState.After(held, decision) is { } after ? after with { Overrides = overrides } : null;
            days.Add(new(decision, held));
        }
        return days;
    }

    private static DateOnly DayOf(object body) => body switch
    {
        TierDecided e => e.Assessed.AsOf,
        DowngradeWarned e => e.AsOf,
        RetentionForeseen e => e.AsOf,
        _ => throw new InvalidDataException($"{body.GetType().Name} is not an event of a tier."),
    };
}
