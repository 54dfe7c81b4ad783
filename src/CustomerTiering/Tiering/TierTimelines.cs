using System.Globalization;
using CustomerTiering.EventLog;
using CustomerTiering.Evidence.Ids;
using CustomerTiering.Facts;
using CustomerTiering.Policies;
using CustomerTiering.Rules.Decisions;
using CustomerTiering.Rules.Evaluation;
using CustomerTiering.Rules.Facts;
using CustomerTiering.Rules.Values;

namespace CustomerTiering.Tiering;

/// <summary>An entry of a customer's timeline with the version of the policy that made it.</summary>
internal sealed record PlannedEntry(TimelineEntry Entry, StandardInForce<CompiledPolicy> Policy);

/// <summary>From facts, standards and what is held to the entries of one customer and ladder: pure, the day-by-day order is the rules' own.</summary>
internal static class TierTimelines
{
    /// <param name="tenant">Part of each decision's id.</param>
    /// <param name="versions">The versions of one ladder's policy that decide on some day, by first day.</param>
    /// <param name="facts">The customer's facts.</param>
    /// <param name="held">What is held.</param>
    /// <param name="plan">What is asked for.</param>
    internal static IEnumerable<PlannedEntry> Run(
        TenantId tenant, IReadOnlyList<StandardInForce<CompiledPolicy>> versions, StoredFacts facts, HeldState? held, TierPlan plan)
    {
        foreach (var policy in versions)
        {
            var zone = policy.Compiled.Zone;
            if (facts.Facts.Own.Joined(zone) is not { } joined) yield break;
            if (held is not null && policy.Compiled.RankOf(held.Tier) is null)
            {
                if (!Spans(plan, policy, facts, held, joined).Any()) continue;
                yield return new(new TimelineEntry.Failed(Lost(facts, held, policy)), policy);
                yield break;
            }
            foreach (var (from, to, days) in Spans(plan, policy, facts, held, joined))
            {
                var source = Source(tenant, policy, facts, joined, plan, days);
                var entries = plan switch
                {
                    TierPlan.Review => LadderTimeline.OnRequest(source, held, from),
                    TierPlan.AtOnce => LadderTimeline.On(source, held, from),
                    _ => LadderTimeline.Run(source, held, from, to),
                };
                foreach (var entry in entries)
                {
                    held = entry switch
                    {
                        TimelineEntry.Decided { IsRecorded: true } decided => HeldState.After(held, decided.Decision),
                        TimelineEntry.Judged judged => held!.After(judged.Warning),
                        _ => held,
                    };
                    yield return new(entry, policy);
                    if (entry is TimelineEntry.Failed) yield break;
                }
            }
        }
    }

    /// <summary>What is held has no place in the version: somebody has to say what becomes of it before anything is decided.</summary>
    private static MetricError Lost(StoredFacts facts, HeldState held, StandardInForce<CompiledPolicy> policy) => new(
        "unknown-held-tier", facts.Customer.ToString("D"), null, null,
        $"Version {policy.Reference.Version} of {policy.Reference.Id} has no tier '{held.Tier}', which the customer holds.");

    /// <summary>The days of a version that the plan asks about: the first and the last, and for facts the days on which they call.</summary>
    private static IEnumerable<(DateOnly From, DateOnly To, DateOnly? FactDay)> Spans(
        TierPlan plan, StandardInForce<CompiledPolicy> policy, StoredFacts facts, HeldState? held, DateOnly joined)
    {
        // Before it was in force, and before joining, a policy decides nothing; what an earlier decision covers is not decided again.
        var first = Later(policy.From, held is null ? joined : held.LastAsOf ?? joined);
        var last = policy.Until ?? DateOnly.MaxValue;
        switch (plan)
        {
            case TierPlan.Review review when review.AsOf >= first && review.AsOf <= last && joined <= review.AsOf && held?.LastAsOf != review.AsOf:
                yield return (review.AsOf, review.AsOf, null);
                break;
            case TierPlan.Range range:
                var from = Later(range.From, held is null ? first : first.AddDays(1));
                var to = Earlier(range.To, last);
                if (from <= to) yield return (from, to, null);
                break;
            case TierPlan.AtOnce atOnce:
                foreach (var day in atOnce.Days[facts.Customer].Where(day => day <= last).Select(day => Later(day, first)).Distinct().Order())
                    if (day <= last) yield return (day, day, day);
                break;
            case TierPlan.Overdue overdue:
                var begins = Later(policy.Compiled.Zone.DayOf(Instant.Of(policy.PutInForceAt)), held is null ? first : first.AddDays(1));
                var ends = Earlier(overdue.To, last);
                if (begins <= ends) yield return (begins, ends, null);
                break;
            default:
                break;
        }
    }

    private static TimelineSource Source(
        TenantId tenant, StandardInForce<CompiledPolicy> policy, StoredFacts facts, DateOnly joined, TierPlan plan, DateOnly? factDay)
    {
        var reviews = plan switch
        {
            TierPlan.Review review => ReviewDates.On([review.AsOf]),
            TierPlan.Range { Reviews: { } dates } => ReviewDates.On(dates),
            _ => ReviewDates.Of(policy.Compiled.Policy, policy.From),
        };
        var digest = Convert.ToHexStringLower(facts.Digest.Span);
        // At once, facts call on the day of the evaluation, which is later than theirs where they came late.
        IReadOnlyList<DateOnly> called = factDay is { } day ? [day] : [];
        return new(
            policy.Compiled, policy.Reference, joined, reviews, _ => facts.Facts,
            plan is TierPlan.AtOnce ? called : facts.Facts.DaysOf(policy.Compiled.Interest, policy.Compiled.Zone),
            plan is TierPlan.AtOnce ? called : facts.Facts.DaysOf(policy.Compiled.Interest.Reversals(), policy.Compiled.Zone), [],
            (trigger, asOf, held) => ContentId.Of(
                tenant.ToString(), facts.Customer.ToString("D"), policy.Compiled.Policy.Ladder, policy.Reference.Digest, trigger.Kind.Name(), trigger.Id,
                asOf.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture), digest, held?.DecisionId).ToString("D"),
            facts.Position, digest);
    }

    private static DateOnly Later(DateOnly a, DateOnly b) => a > b ? a : b;

    private static DateOnly Earlier(DateOnly a, DateOnly b) => a < b ? a : b;
}
