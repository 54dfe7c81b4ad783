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
            foreach (var (from, to, day) in Spans(plan, policy, facts, held, joined, now))
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
        if (since >= versions[^1].Compiled.Zone.DayOf(now)) stood = [];
        var sources = versions.ToDictionary(
            version => version.Reference.Version, version => Source(tenant, versions, version, facts, facts.Facts.Own.Joined(version.Compiled.Zone)!.Value, plan, null));
        List<DateOnly> calls = [.. versions.SelectMany(version => CallsOf(version.Compiled, facts.Facts).Where(version.DecidesOn)).Distinct().Order()];
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

    /// <summary>The days of a version that the plan asks about: the first and the last, and for facts the days on which they call.</summary>
    private static IEnumerable<(DateOnly From, DateOnly To, DateOnly? FactDay)> Spans(
        TierPlan plan, StandardInForce<CompiledPolicy> policy, StoredFacts facts, HeldState? held, DateOnly joined, Instant now)
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
                var from = Later(range.From, NextDay(held, first));
                var to = Earlier(range.To, last);
                if (from <= to) yield return (from, to, null);
                break;
            case TierPlan.AtOnce atOnce:
                foreach (var day in atOnce.Days[facts.Customer].Where(day => day <= last).Select(day => Later(day, first)).Distinct().Order())
                    if (day <= last) yield return (day, day, day);
                break;
            case TierPlan.Leaving leaving when held is not null && Later(policy.Compiled.Zone.DayOf(leaving.At), first) is var day && day <= last:
                yield return (day, day, null);
                break;
            case TierPlan.Overdue overdue:
                var begins = Later(policy.Compiled.Zone.DayOf(Instant.Of(policy.PutInForceAt)), NextDay(held, first));
                var ends = Earlier(overdue.To, last);
                if (begins <= ends) yield return (begins, ends, null);
                break;
            case TierPlan.Transition transition when transition.Version == policy.Reference.Version && first <= last:
                if (held is null ? first == policy.From : policy.Compiled.Policy.Transition is Transition.AtOnce && held.JudgedBy < transition.Version)
                    yield return (first, first, null);
                break;
            case TierPlan.Again again:
                foreach (var span in SinceThen(policy, facts, held, first, last, again.Since[facts.Customer], policy.Compiled.Zone.DayOf(now))) yield return span;
                break;
            default:
                break;
        }
    }

    /// <summary>After the last decision: facts call from the day on which something else is known, and until yesterday time does; today is still going on.</summary>
    private static IEnumerable<(DateOnly From, DateOnly To, DateOnly? FactDay)> SinceThen(
        StandardInForce<CompiledPolicy> policy, StoredFacts facts, HeldState? held, DateOnly first, DateOnly last, DateOnly since, DateOnly today)
    {
        var (ends, yesterday) = (Earlier(last, today), Earlier(last, today.AddDays(-1)));
        var begins = Later(policy.Compiled.Zone.DayOf(Instant.Of(policy.PutInForceAt)), NextDay(held, first));
        var days = CallsOf(policy.Compiled, facts.Facts).Where(day => day >= since);
        List<DateOnly> calls = held is null
            ? [.. days.Prepend(since).Select(day => Later(day, first)).Where(day => day <= ends).Distinct().Order()]
            : [.. days.Where(day => day <= ends && day >= first && (day != held.LastAsOf || day == today))];
        foreach (var day in calls.Where(day => day < begins || begins > yesterday)) yield return (day, day, day);
        if (begins > yesterday) yield break;
        yield return (begins, yesterday, null);
        foreach (var day in calls.Where(day => day > yesterday)) yield return (day, day, day);
    }

    /// <summary>The days with facts that call for an evaluation at once or a recheck.</summary>
    internal static IEnumerable<DateOnly> CallsOf(CompiledPolicy policy, KnownFacts facts)
    {
        var movement = policy.Policy.Movement;
        IReadOnlyList<DateOnly> evaluated = movement.UpgradesAtOnce ? facts.DaysOf(policy.Interest, policy.Zone) : [];
        IReadOnlyList<DateOnly> rechecked = movement.RechecksReturns ? facts.DaysOf(policy.Interest.Reversals(), policy.Zone) : [];
        return evaluated.Concat(rechecked).Distinct().Order();
    }

    /// <summary>How a version that is not in force yet would first judge what a customer holds.</summary>
    internal static FirstJudged FirstJudgement(
        TenantId tenant, IReadOnlyList<StandardInForce<CompiledPolicy>> versions, StandardInForce<CompiledPolicy> policy, StoredFacts facts, HeldState held) =>
        Rules.Decisions.FirstJudgement.Of(Joining(tenant, versions, policy, facts), held, Later(policy.From, NextDay(held, policy.From)));

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

    /// <summary>The first day that no decision covers.</summary>
    private static DateOnly NextDay(HeldState? held, DateOnly first) => held?.LastAsOf is { } last && last >= first ? last.AddDays(1) : first;

    private static DateOnly Later(DateOnly a, DateOnly b) => a > b ? a : b;

    private static DateOnly Earlier(DateOnly a, DateOnly b) => a < b ? a : b;
}
