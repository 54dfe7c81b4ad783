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
    /// <param name="now">The time: today is still going on. Null: every day is over.</param>
    internal static IEnumerable<PlannedEntry> Entries(
        TenantId tenant, LadderVersions versions, StoredFacts facts, KnownTier tier, TierPlan plan, Instant? now)
    {
        if (facts.Facts.Own.JoinedAt is null) yield break;
        var (held, stood) = (tier.State.Held, tier.Stood);
        var since = Since(versions, facts, held, plan, now);
        if (since is { } day)
        {
            var again = Again(tenant, versions, facts, stood, day, now);
            foreach (var entry in again.Entries)
            {
                if (entry is TimelineEntry.Decided { Decision: var decision }) held = HeldState.After(held, decision);
                yield return new(entry, versions.On(entry is TimelineEntry.Decided decided ? decided.Decision.AsOf : day));
                if (entry is TimelineEntry.Failed) yield break;
            }
            held = held?.AsLedTo(again.Held);
            // Whoever left before the day does not join again by it.
            if (held is null && stood.Count > 0 && stood[^1].Day >= day) yield break;
        }
        foreach (var planned in Run(tenant, versions, facts, held, plan, now)) yield return planned;
    }

    /// <summary>
    /// From which day on what stands is decided again: what the plan says, or what was recorded since the last decision and lies before it. Null: nothing is. A day
    /// that is still going on is judged anew by each of its facts.
    /// </summary>
    internal static DateOnly? Since(LadderVersions versions, StoredFacts facts, HeldState? held, TierPlan plan, Instant? now)
    {
        var policy = versions.Last.Compiled;
        DateOnly? since = plan is TierPlan.Again again && again.Since.TryGetValue(facts.Customer, out var changedDay) ? changedDay : null;
        if (plan is not TierPlan.Leaving && held is { KnownThrough: { } known, LastAsOf: { } last }
            && facts.Facts.ChangedSince(known) is { } changed && policy.Zone.DayOf(changed) is var day && day <= last && !(since <= day))
            since = day;
        return since < PlannedDays.Today(policy, now) || plan is TierPlan.Again { TodayToo: true } ? since : null;
    }

    /// <summary>Everything that would be due from a day to a day, both included, from what is held: for whoever decides nothing.</summary>
    internal static IEnumerable<PlannedEntry> Due(
        TenantId tenant, LadderVersions versions, StoredFacts facts, HeldState? held, DateOnly from, DateOnly to) =>
        Run(tenant, versions, facts, held, new TierPlan.Range(from, to, null), null);

    /// <summary>
    /// The same of customers who bear on one another: where a version judges groups as one, by the facts of all members; else of each alone.
    /// </summary>
    internal static IEnumerable<(Guid Customer, PlannedEntry Planned)> Due(
        TenantId tenant, LadderVersions versions, IReadOnlyList<StoredFacts> together, IReadOnlyDictionary<Guid, HeldState?> held,
        DateOnly from, DateOnly to) => versions.JudgesGroups
        ? GroupTimelines.Entries(
            tenant, versions, together, held.ToDictionary(one => one.Key, one => KnownTier.Of(one.Value)), new TierPlan.Range(from, to, null), new HashSet<Guid>(), null)
        : together.SelectMany(one => Due(tenant, versions, Alone(one), held[one.Customer], from, to).Select(planned => (one.Customer, planned)));

    /// <summary>A customer by itself, whatever group it belongs to.</summary>
    internal static StoredFacts Alone(StoredFacts one) => one with { Facts = one.Facts with { Groups = null } };

    private static IEnumerable<PlannedEntry> Run(
        TenantId tenant, LadderVersions versions, StoredFacts facts, HeldState? held, TierPlan plan, Instant? now)
    {
        foreach (var policy in versions.All)
        {
            var zone = policy.Compiled.Zone;
            if (facts.Facts.Own.Joined(zone) is not { } joined) yield break;
            var source = Source(tenant, versions, policy, facts, joined, plan, now);
            foreach (var span in PlannedDays.Of(plan, policy, held, joined, source.RecheckDays, now))
            {
                foreach (var entry in Of(source, held, span))
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

    private static IEnumerable<TimelineEntry> Of(TimelineSource source, HeldState? held, PlannedSpan span) => span.Kind switch
    {
        SpanKind.Due => LadderTimeline.Run(source, held, span.From, span.To),
        SpanKind.Ends => LadderTimeline.On(EndsOf(source), held, span.From),
        SpanKind.Facts => LadderTimeline.On(source, held, span.From),
        SpanKind.Review => held?.LastAsOf >= span.From ? [] : LadderTimeline.OnRequest(source, held, span.From),
        SpanKind.Transition => LadderTimeline.OnTransition(source, held, span.From),
        SpanKind.Leaving => LadderTimeline.Leaving(source, held!, span.From),
        _ => throw new ArgumentOutOfRangeException(nameof(span)),
    };

    /// <summary>A customer of whom only rechecks and ends are looked at.</summary>
    internal static TimelineSource EndsOf(TimelineSource source) => source with { Reviews = ReviewDates.On([]), FactDays = [], TransitionOn = null };

    /// <summary>Decides again from a day on what stands.</summary>
    private static Redecided Again(
        TenantId tenant, LadderVersions versions, StoredFacts facts, IReadOnlyList<DecidedDay> stood, DateOnly since, Instant? now)
    {
        var inForceOn = InForceOn(tenant, versions, facts, now);
        List<DateOnly> calls = [.. versions.All.SelectMany(version => PlannedDays.CallsOf(version.Compiled, facts.Facts).Where(version.DecidesOn)).Distinct().Order()];
        return Redecision.Run(stood, inForceOn, calls, since);
    }

    /// <summary>Whether a return or cancellation may still be rechecked: then the decisions are needed that led to what is held.</summary>
    internal static bool IsRechecked(LadderVersions versions, StoredFacts facts, HeldState? held) =>
        held is not null && versions.All.Any(version => version.Compiled.Policy.Movement.OnReturn is { } recheck
            && facts.Facts.RecheckDays(recheck, version.Compiled.Zone) is { Count: > 0 } days && !(days[^1] < held.LastAsOf));

    /// <summary>The customer as the version in force on a day looks at them.</summary>
    internal static Func<DateOnly, TimelineSource> InForceOn(TenantId tenant, LadderVersions versions, StoredFacts facts, Instant? now)
    {
        var sources = new Dictionary<int, TimelineSource>();
        return day =>
        {
            var version = versions.On(day);
            if (!sources.TryGetValue(version.Reference.Version, out var source))
                sources[version.Reference.Version] = source = Source(
                    tenant, versions, version, facts, facts.Facts.Own.Joined(version.Compiled.Zone)!.Value, new TierPlan.Overdue(day), now);
            return source;
        };
    }

    /// <summary>How the last version would first judge what a customer holds.</summary>
    internal static FirstJudged FirstJudgement(TenantId tenant, LadderVersions versions, StoredFacts facts, HeldState held) =>
        Rules.Decisions.FirstJudgement.Of(Joining(tenant, versions, facts), held, PlannedDays.Next(held, versions.Last.From));

    /// <summary>A customer as the last version looks at them.</summary>
    internal static TimelineSource Joining(TenantId tenant, LadderVersions versions, StoredFacts facts)
    {
        var policy = versions.Last;
        return Source(tenant, versions, policy, facts, facts.Facts.Own.Joined(policy.Compiled.Zone)!.Value, new TierPlan.Transition(policy.Reference.Version), null);
    }

    /// <summary>What is held, as a version knows it: where it has the tier no longer, the one in its place.</summary>
    internal static HeldState Known(
        TenantId tenant, LadderVersions versions, StandardInForce<CompiledPolicy> policy, StoredFacts facts, HeldState held) =>
        Source(tenant, versions, policy, facts, held.EffectiveFrom, new TierPlan.Transition(policy.Reference.Version), null).InTerms(held)!;

    internal static TimelineSource Source(
        TenantId tenant, LadderVersions versions, StandardInForce<CompiledPolicy> policy, StoredFacts facts, DateOnly joined,
        TierPlan plan, Instant? now)
    {
        var (compiled, zone) = (policy.Compiled, policy.Compiled.Zone);
        var schedule = ReviewDates.Of(compiled.Policy, policy.From);
        var reviews = plan switch
        {
            TierPlan.Review review => schedule.And(review.AsOf),
            TierPlan.Range { Reviews: { } dates } => ReviewDates.On(dates),
            _ => schedule,
        };
        var digest = Convert.ToHexStringLower(facts.Digest.Span);
        DateOnly? open = now is { } instant ? zone.DayOf(instant) : null;
        // Other rates make other decisions from the same facts; a version's text never changes, so that its number says which rates it brings.
        var rates = compiled.LaterRates.Count == 0 ? null : string.Join(',', compiled.LaterRates.Select(rate => rate.Version).Distinct());
        return new(
            compiled, policy.Reference, joined, reviews, _ => facts.Facts, facts.Facts.DaysOf(compiled.Interest, zone),
            compiled.Policy.Movement.OnReturn is { } recheck ? facts.Facts.RecheckDays(recheck, zone) : [], [],
            (trigger, asOf, held) => ContentId.Of(
            [
                tenant.ToString(), facts.Customer.ToString("D"), compiled.Policy.Ladder, policy.Reference.Digest, trigger.Kind.Name(), trigger.Id,
                asOf.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture), facts.Known(digest), held?.DecisionId, .. rates is null ? (string?[])[] : [rates],
            ]).ToString("D"),
            facts.Position, digest)
        {
            InForce = policy.From,
            Schedule = schedule,
            TransitionOn = compiled.Policy.Transition is Transition.AtOnce && policy.From != open ? policy.From : null,
            Earlier = [.. versions.All.TakeWhile(version => version != policy).Select(version => new EarlierVersion(version.Reference, version.Compiled))],
            OpenDay = open,
            HasReturned = facts.MergedInto is null,
            InForceOn = versions.All.Count == 1 ? null : InForceOn(tenant, versions, facts, now),
        };
    }
}
