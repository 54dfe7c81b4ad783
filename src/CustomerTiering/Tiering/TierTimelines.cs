using System.Globalization;
using CustomerTiering.EventLog;
using CustomerTiering.Evidence.Ids;
using CustomerTiering.Facts;
using CustomerTiering.Policies;
using CustomerTiering.Rules.Decisions;
using CustomerTiering.Rules.Evaluation;
using CustomerTiering.Rules.Facts;
using CustomerTiering.Rules.Policies;
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
    /// <param name="tier">What is held and, where decisions are made again, what stands of them.</param>
    /// <param name="plan">What is asked for.</param>
    /// <param name="now">Up to when, where decisions are made again.</param>
    internal static IEnumerable<PlannedEntry> Entries(
        TenantId tenant, IReadOnlyList<StandardInForce<CompiledPolicy>> versions, StoredFacts facts, KnownTier tier, TierPlan plan, Instant now) =>
        plan is TierPlan.Again again ? Again(tenant, versions, facts, tier, again, now) : Run(tenant, versions, facts, tier.State.Held, plan, now);

    /// <summary>Everything that would be due from a day to a day, both included, from what is held: for whoever decides nothing.</summary>
    internal static IEnumerable<PlannedEntry> Due(
        TenantId tenant, IReadOnlyList<StandardInForce<CompiledPolicy>> versions, StoredFacts facts, HeldState? held, DateOnly from, DateOnly to) =>
        Run(tenant, versions, facts, held, new TierPlan.Range(from, to, null), default);

    /// <summary>
    /// The same of customers who bear on one another: where a version judges groups as one, by the facts of all members; else of each alone.
    /// </summary>
    internal static IEnumerable<(Guid Customer, PlannedEntry Planned)> Due(
        TenantId tenant, IReadOnlyList<StandardInForce<CompiledPolicy>> versions, IReadOnlyList<StoredFacts> together, IReadOnlyDictionary<Guid, HeldState?> held,
        DateOnly from, DateOnly to) => JudgeGroups(versions)
        ? GroupTimelines.Entries(
            tenant, versions, together, held.ToDictionary(one => one.Key, one => KnownTier.Of(one.Value)), new TierPlan.Range(from, to, null), new HashSet<Guid>(), default)
        : together.SelectMany(one => Due(tenant, versions, Alone(one), held[one.Customer], from, to).Select(planned => (one.Customer, planned)));

    /// <summary>Whether any of these versions judges groups as one: then decisions rest on the facts of all members.</summary>
    internal static bool JudgeGroups(IEnumerable<StandardInForce<CompiledPolicy>> versions) => versions.Any(version => version.Compiled.Policy.JudgesGroups);

    /// <summary>A customer by itself, whatever group it belongs to.</summary>
    internal static StoredFacts Alone(StoredFacts one) => one with { Facts = one.Facts with { Groups = null } };

    private static IEnumerable<PlannedEntry> Run(
        TenantId tenant, IReadOnlyList<StandardInForce<CompiledPolicy>> versions, StoredFacts facts, HeldState? held, TierPlan plan, Instant now)
    {
        foreach (var policy in versions)
        {
            var zone = policy.Compiled.Zone;
            if (facts.Facts.Own.Joined(zone) is not { } joined) yield break;
            foreach (var (from, to, day) in PlannedDays.Of(plan, policy, facts, held, joined, now))
            {
                var source = Source(tenant, versions, policy, facts, joined, plan, day);
                var entries = plan is TierPlan.Review ? LadderTimeline.OnRequest(source, held, from)
                    : plan is TierPlan.Transition ? LadderTimeline.OnTransition(source, held, from)
                    : plan is TierPlan.Leaving ? LadderTimeline.Leaving(source, held!, from)
                    : day is not null ? LadderTimeline.On(source, held, from)
                    : LadderTimeline.Run(source, held, from, to);
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

    /// <summary>Decides again from a day on what stands, and then all that follows up to now. A day that is still going on is judged anew by each of its facts.</summary>
    private static IEnumerable<PlannedEntry> Again(
        TenantId tenant, IReadOnlyList<StandardInForce<CompiledPolicy>> versions, StoredFacts facts, KnownTier tier, TierPlan.Again plan, Instant now)
    {
        var (stood, held) = (tier.Stood, tier.State.Held);
        var since = plan.Since[facts.Customer];
        StandardInForce<CompiledPolicy> InForceOn(DateOnly day) => versions.LastOrDefault(version => version.From <= day) ?? versions[0];
        if (facts.Facts.Own.JoinedAt is null) yield break;
        if (!plan.TodayToo && since >= versions[^1].Compiled.Zone.DayOf(now)) stood = [];
        var sources = versions.ToDictionary(
            version => version.Reference.Version, version => Source(tenant, versions, version, facts, facts.Facts.Own.Joined(version.Compiled.Zone)!.Value, plan, null));
        List<DateOnly> calls = [.. versions.SelectMany(version => PlannedDays.CallsOf(version.Compiled, facts.Facts).Where(version.DecidesOn)).Distinct().Order()];
        foreach (var entry in Redecision.Run(stood, day => sources[InForceOn(day).Reference.Version], calls, since))
        {
            if (entry is TimelineEntry.Decided { Decision: var decision }) held = HeldState.After(held, decision);
            yield return new(entry, InForceOn(entry is TimelineEntry.Decided decided ? decided.Decision.AsOf : since));
            if (entry is TimelineEntry.Failed) yield break;
        }
        // Whoever left before the day does not join again by it.
        if (held is null && stood.Count > 0 && stood[^1].Day >= since) yield break;
        foreach (var entry in Run(tenant, versions, facts, held, plan, now)) yield return entry;
    }

    /// <summary>How a version that is not in force yet would first judge what a customer holds.</summary>
    internal static FirstJudged FirstJudgement(
        TenantId tenant, IReadOnlyList<StandardInForce<CompiledPolicy>> versions, StandardInForce<CompiledPolicy> policy, StoredFacts facts, HeldState held) =>
        Rules.Decisions.FirstJudgement.Of(Joining(tenant, versions, policy, facts), held, PlannedDays.Next(held, policy.From));

    /// <summary>A customer as a version looks at them that would come after all others.</summary>
    internal static TimelineSource Joining(
        TenantId tenant, IReadOnlyList<StandardInForce<CompiledPolicy>> versions, StandardInForce<CompiledPolicy> policy, StoredFacts facts)
    {
        IReadOnlyList<StandardInForce<CompiledPolicy>> before = [.. versions.Where(version => version.Reference.Version != policy.Reference.Version), policy];
        return Source(tenant, before, policy, facts, facts.Facts.Own.Joined(policy.Compiled.Zone)!.Value, new TierPlan.Transition(policy.Reference.Version), null);
    }

    /// <summary>What is held, as a version knows it: where it has the tier no longer, the one in its place.</summary>
    internal static HeldState Known(
        TenantId tenant, IReadOnlyList<StandardInForce<CompiledPolicy>> versions, StandardInForce<CompiledPolicy> policy, StoredFacts facts, HeldState held) =>
        Source(tenant, versions, policy, facts, held.EffectiveFrom, new TierPlan.Transition(policy.Reference.Version), null).Known(held)!;

    internal static TimelineSource Source(
        TenantId tenant, IReadOnlyList<StandardInForce<CompiledPolicy>> versions, StandardInForce<CompiledPolicy> policy, StoredFacts facts, DateOnly joined,
        TierPlan plan, DateOnly? factDay)
    {
        var reviews = plan switch
        {
            TierPlan.Review review => ReviewDates.On([review.AsOf]),
            TierPlan.Range { Reviews: { } dates } => ReviewDates.On(dates),
            _ => ReviewDates.Of(policy.Compiled.Policy, policy.From),
        };
        var digest = Convert.ToHexStringLower(facts.Digest.Span);
        // At once, facts call on the day of the evaluation, which is later than theirs where they came late.
        IReadOnlyList<DateOnly> DaysOf(FactInterest interest) => factDay is { } day ? [day]
            : plan is TierPlan.Again again ? [.. facts.Facts.DaysOf(interest, policy.Compiled.Zone).Where(one => one >= again.Since[facts.Customer])]
            : facts.Facts.DaysOf(interest, policy.Compiled.Zone);
        return new(
            policy.Compiled, policy.Reference, joined, reviews, _ => facts.Facts, DaysOf(policy.Compiled.Interest), DaysOf(policy.Compiled.Interest.Reversals()), [],
            (trigger, asOf, held) => ContentId.Of(
                tenant.ToString(), facts.Customer.ToString("D"), policy.Compiled.Policy.Ladder, policy.Reference.Digest, trigger.Kind.Name(), trigger.Id,
                asOf.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture), digest, held?.DecisionId).ToString("D"),
            facts.Position, digest)
        {
            InForce = policy.From,
            TransitionOn = factDay is null && policy.Compiled.Policy.Transition is Transition.AtOnce ? policy.From : null,
            Earlier = [.. versions.TakeWhile(version => version != policy).Select(version => new EarlierVersion(version.Reference, version.Compiled))],
        };
    }
}
