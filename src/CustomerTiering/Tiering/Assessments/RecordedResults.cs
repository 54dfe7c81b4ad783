using CustomerTiering.Tiering.Deciding;
using CustomerTiering.Tiering.Timelines;

namespace CustomerTiering.Tiering.Assessments;

/// <summary>
/// Reads from the streams what a run has recorded. A chunk retried after its worker died finds most of its decisions already recorded. Its result
/// must equal that of an uninterrupted attempt.
/// </summary>
internal static class RecordedResults
{
    /// <param name="events">The tiers' streams, each whole and in order.</param>
    /// <param name="correlation">The correlation of the run.</param>
    internal static IReadOnlyList<TierResult> Of(IEnumerable<RecordedEvent> events, string correlation)
    {
        var results = new List<TierResult>();
        foreach (var stream in events.GroupBy(recorded => recorded.Stream))
        {
            var (state, result) = ((TierState?)null, (TierResult?)null);
            foreach (var recorded in stream)
            {
                var body = EventSerializer.Read(recorded);
                var before = state?.Held?.Tier;
                state = TierState.Apply(state, body, recorded);
                if (recorded.Correlation != correlation) continue;
                result ??= new(recorded.Subject!.Value, stream.Key.Value.Split('/', 3)[2], [], 0, before, before, null);
                result = result with { To = state.Held?.Tier, Position = recorded.Position };
                if (body is DowngradeWarned) result = result with { Warnings = result.Warnings + 1 };
                if (body is not TierDecided decided) continue;
                var outcome = DecisionBodies.ToDecision(recorded.Id, decided).Outcome;
                result = result with
                {
                    Decisions = [.. result.Decisions, outcome],
                    Moved = before == result.To ? result.Moved : new(outcome, recorded.Id)
                };
            }
            if (result is not null) results.Add(result.From == result.To ? result with { Moved = null } : result);
        }
        return results;
    }
}
