using CustomerTiering.EventLog;
using CustomerTiering.EventLog.Projections;
using CustomerTiering.EventLog.Work;
using CustomerTiering.Events;
using CustomerTiering.Policies;
using CustomerTiering.Rules.Decisions;
using CustomerTiering.Rules.Evaluation;
using CustomerTiering.Rules.Values;

namespace CustomerTiering.Tiering;

/// <summary>
/// What time alone calls for: after each decision one timer stands at the end of the next day on which something is due, since that day is judged with
/// all of its facts. The timer's key is customer and ladder, so there is never more than one.
/// </summary>
public sealed class TierTimers(Timers timers, TierAssessor assessor, StandardsInForce standards, ReadModels readModels, TimeProvider time)
{
    public const string Kind = "tier-due";

    private static readonly TiersProjection Tiers = new();

    public Follower Follower => new(
        "tier-timers",
        new HashSet<string> { EventTypes.NameOf<TierDecided>(), EventTypes.NameOf<DowngradeWarned>(), EventTypes.NameOf<RetentionForeseen>() },
        [TiersProjection.ProjectionName, StandardsProjection.ProjectionName],
        (tenant, events, cancel) => SetAsync(tenant, [.. events.Select(recorded => recorded.Stream.Value["tier/".Length..]).Distinct()], cancel));

    /// <summary>Sets the timers of these customers and ladders to what is due next.</summary>
    internal async Task SetAsync(TenantId tenant, IReadOnlyCollection<string> keys, CancellationToken cancel)
    {
        var policies = (await standards.PoliciesAsync(tenant, cancel)).GroupBy(version => version.Compiled.Policy.Ladder).ToDictionary(group => group.Key, group => group.ToList());
        var views = await readModels.ViewsAsync(tenant, Tiers, keys, cancel);
        var due = new List<DueTimer>();
        foreach (var (key, view) in views.Value)
        {
            if (TiersProjection.State(view).Held is { LastAsOf: { } last } held && policies.TryGetValue(view.Ladder, out var versions)
                && Next(versions, held, view.Joined, last) is var (day, zone))
                due.Add(new(Kind, key, zone.StartOf(day.AddDays(1)).ToDateTimeOffset(), "{}"u8.ToArray()));
        }
        await timers.SetAsync(tenant, due, cancel);
    }

    /// <summary>Does what is overdue for customers whose timers have come.</summary>
    public async Task HandleAsync(TenantId tenant, IReadOnlyList<DueTimer> due, CancellationToken cancel)
    {
        var now = Instant.Of(time.GetUtcNow());
        var zones = (await standards.PoliciesAsync(tenant, cancel)).GroupBy(version => version.Compiled.Policy.Ladder)
            .ToDictionary(group => group.Key, group => group.Last().Compiled.Zone);
        foreach (var ladder in due.Select(timer => timer.Key.Split('/', 2)).GroupBy(parts => parts[1], parts => Guid.Parse(parts[0])))
        {
            if (!zones.TryGetValue(ladder.Key, out var zone)) continue;
            var yesterday = zone.DayOf(now).AddDays(-1);
            var results = await assessor.AssessAsync(new(tenant, AssessedBy.Service), [.. ladder.Distinct()], new TierPlan.Overdue(yesterday), ladder.Key, cancel);
            // Whoever was decided gets the next timer by the follower; where nothing came of it, it is set here.
            await SetAsync(tenant, [.. ladder.Except(results.Where(result => result.Position > 0).Select(result => result.Customer)).Select(customer => TierState.Key(customer, ladder.Key))], cancel);
        }
    }

    /// <summary>The first day on which anything is due after the last decision and not before the policy was put in force, with its zone.</summary>
    private (DateOnly Day, ZoneRules Zone)? Next(List<StandardInForce<CompiledPolicy>> versions, HeldState held, DateOnly joined, DateOnly last)
    {
        foreach (var version in versions)
        {
            var zone = version.Compiled.Zone;
            DateOnly[] bounds = [last, version.From.AddDays(-1), zone.DayOf(Instant.Of(version.PutInForceAt)).AddDays(-1)];
            if (Due.Next(version.Compiled, held, joined, ReviewDates.Of(version.Compiled.Policy, version.From), bounds.Max()) is { } next
                && (version.Until is null || next.Day <= version.Until))
                return (next.Day, zone);
        }
        return null;
    }
}
