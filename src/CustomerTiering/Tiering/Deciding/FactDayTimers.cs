using System.Globalization;
using CustomerTiering.EventLog.Projections;
using CustomerTiering.EventLog.Work;
using CustomerTiering.Policies;
using CustomerTiering.Tiering.Timelines;

namespace CustomerTiering.Tiering.Deciding;

/// <summary>
/// Evaluates facts of future days, imported or not, by a timer at the end of their day in the ladder's zone. The timer's key is customer, ladder and
/// day.
/// </summary>
public sealed class FactDayTimers(Timers timers, TierAssessor assessor, StandardsInForce standards, CountedFacts counted, TimeProvider time)
{
    public const string Kind = "fact-day";

    public Follower Follower => new(Kind, FactEvents.Types, [StandardsInForce.ReadModel], SetAsync);

    private async Task SetAsync(TenantId tenant, IReadOnlyList<RecordedEvent> events, CancellationToken cancel)
    {
        var now = time.GetUtcNow();
        var coming = await counted.OfAsync(tenant, [.. events.Where(recorded => recorded.Effective > now)], cancel);
        if (coming.Count == 0) return;
        var due = new List<DueTimer>();
        foreach (var ladder in await standards.LaddersAsync(tenant, cancel))
        {
            var zone = ladder.Zone;
            foreach (var recorded in coming)
            {
                var day = zone.DayOf(Instant.Of(recorded.Effective));
                // A fact of today is evaluated at once.
                if (day <= zone.DayOf(Instant.Of(now))) continue;
                var key = string.Create(CultureInfo.InvariantCulture, $"{TierState.Key(recorded.Subject!.Value, ladder.Ladder)}/{day:yyyy-MM-dd}");
                due.Add(new(Kind, key, zone.StartOf(day.AddDays(1)).ToDateTimeOffset(), "{}"u8.ToArray()));
            }
        }
        await timers.SetAsync(tenant, [.. due.DistinctBy(timer => timer.Key)], cancel);
    }

    /// <summary>Evaluates the customers whose timers are due.</summary>
    public async Task HandleAsync(TenantId tenant, IReadOnlyList<DueTimer> due, CancellationToken cancel)
    {
        var ladders = (await standards.LaddersAsync(tenant, cancel)).ToDictionary(one => one.Ladder);
        foreach (var ladder in due.Select(timer => timer.Key.Split('/')).GroupBy(parts => parts[1], parts => Guid.Parse(parts[0])))
        {
            if (!ladders.TryGetValue(ladder.Key, out var versions)) continue;
            var yesterday = versions.Today(time.GetUtcNow()).AddDays(-1);
            await assessor.AssessAsync(
                new(tenant, AssessmentOrigin.Service), [.. ladder.Distinct()], new AssessmentPlan.Overdue(yesterday), [versions], cancel);
        }
    }
}
