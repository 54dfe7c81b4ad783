using System.Text;
using CustomerTiering.Evidence.Json;
using CustomerTiering.Facts;
using CustomerTiering.Packs;
using CustomerTiering.Policies;
using CustomerTiering.Rules.Decisions;
using CustomerTiering.Rules.Evaluation;
using CustomerTiering.Rules.Policies;
using CustomerTiering.Rules.Values;

namespace CustomerTiering.Tests.Packs;

/// <summary>The only policy of a pack, in another currency and zone, tried on facts that are at hand.</summary>
internal sealed class PackTrial
{
    private readonly CompiledPolicy _policy;

    internal PackTrial(string pack, string currency, string timeZone)
    {
        var text = PackDrafts.Of(PackLibrary.Find(pack)!, currency, timeZone).Single(draft => draft.Kind == StandardKind.TierPolicy).Document;
        Assert.True(ZoneRules.TryFind(timeZone, out var zone));
        _policy = new(PolicyReader.Read(Encoding.UTF8.GetBytes(text.ToJsonString()), CanonicalJson.Write).Document!, zone);
    }

    /// <summary>How many customers hold each tier on so many months' ends, the policy being in force from the first of them.</summary>
    internal SortedDictionary<DateOnly, SortedDictionary<string, int>> StandingsAtMonthsEnds(
        IReadOnlyCollection<StoredFacts> customers, DateOnly first, int months)
    {
        var days = Enumerable.Range(0, months).Select(first.AddMonths).ToList();
        var standings = new SortedDictionary<DateOnly, SortedDictionary<string, int>>(
            days.ToDictionary(day => day, _ => new SortedDictionary<string, int>(StringComparer.Ordinal)));
        foreach (var entry in customers.AsParallel().SelectMany(one => LadderTimeline.Run(Source(one, first, days), null, first, days[^1])))
        {
            Assert.IsNotType<TimelineEntry.Failed>(entry);
            if (entry is TimelineEntry.Standing { Assessment.AsOf: var day, Held.Tier: var tier })
                standings[day][tier] = standings[day].GetValueOrDefault(tier) + 1;
        }
        return standings;
    }

    private TimelineSource Source(StoredFacts stored, DateOnly from, IReadOnlyList<DateOnly> days)
    {
        var own = stored.Facts.Own;
        return new(
            _policy, new("trial", 1, "digest"), own.Joined(_policy.Zone)!.Value, ReviewDates.Of(_policy.Policy, from), _ => stored.Facts,
            stored.Facts.DaysOf(_policy.Interest, _policy.Zone),
            _policy.Policy.Movement.OnReturn is { } recheck ? stored.Facts.RecheckDays(recheck, _policy.Zone) : [],
            days, (trigger, _, _) => $"{trigger.Kind}/{trigger.Id}");
    }
}
