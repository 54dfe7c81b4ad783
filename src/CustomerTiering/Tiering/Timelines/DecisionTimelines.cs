using System.Globalization;
using CustomerTiering.Evidence.Ids;
using CustomerTiering.Policies;
using CustomerTiering.Rules.Decisions;
using CustomerTiering.Rules.Evaluation;
using CustomerTiering.Rules.Facts;
using CustomerTiering.Rules.Policies;
using CustomerTiering.Tiering.Deciding;

namespace CustomerTiering.Tiering.Timelines;

/// <summary>An entry of a customer's timeline with the policy version that made it.</summary>
internal sealed record VersionedEntry(TimelineEntry Entry, StandardInForce<CompiledPolicy> Policy);

/// <summary>
/// Computes timeline entries from facts, standards and held tiers, for customers whose decisions depend on each other (usually one). Pure; the rules
/// define the order within and between days.
/// </summary>
internal static class DecisionTimelines
{
    /// <param name="tenant">Part of each decision's id.</param>
    /// <param name="together">All customers who ever shared a group, directly or through others; or one customer without a group.</param>
    /// <param name="asked">The customers for whom the assessment was requested; their groups are decided.</param>
    /// <param name="now">The current time; today is not over yet. Null if every day is over.</param>
    internal static IEnumerable<(Guid Customer, VersionedEntry Planned)> Entries(
        TenantId tenant, LadderVersions versions, IReadOnlyList<LadderCustomer> together, AssessmentPlan plan, IReadOnlySet<Guid> asked, Instant? now)
    {
        List<LadderCustomer> joined = [.. together.Where(one => one.Facts.Own.JoinedAt is not null)];
        // A change for one member affects all. If no decision stands, none is made again.
        if (joined.Exists(one => one.Stood.Count > 0) && Since(versions, together, plan, now) is { } since)
        {
            var again = Again(tenant, versions, joined, since, now);
            foreach (var (key, entry) in again.Entries)
            {
                yield return Taken(joined, key, entry, versions.On(entry is TimelineEntry.Decided decided ? decided.Decision.AsOf : since));
                if (entry is TimelineEntry.Failed) yield break;
            }
            foreach (var one in joined) one.Held = one.Held?.AsLedTo(again.Held[one.Key]);
            // A customer who left before the day does not join again through it.
            joined.RemoveAll(one => one.Held is null && one.Stood.Count > 0 && one.Stood[^1].Day >= since);
        }
        if (joined.Count == 0) yield break;
        var whose = joined.Count == 1 ? null : joined.Where(one => asked.Contains(one.Customer))
            .Select(one => one.Key).ToHashSet(StringComparer.Ordinal);
        foreach (var policy in versions.All)
        {
            List<TimelineSource>? sources = null;
            foreach (var span in SpanPlanner.Of(plan, policy, joined, versions.JudgesGroups, now))
            {
                sources ??= joined.ConvertAll(one => Source(tenant, versions, policy, For(policy, one.Stored), plan, now));
                List<GroupMember> members = [.. joined.Select((one, i) => new GroupMember(one.Key, sources[i], one.Held))];
                var entries = span.Kind switch
                {
                    SpanKind.Due => LadderTimeline.Run(members, span.From, span.To),
                    // Triggers left to the end of an earlier day concern only members whose last decision is of that day.
                    SpanKind.Ends => LadderTimeline.On(
                        members.ConvertAll(member => member with { Source = EndsOf(member.Source) }), span.From,
                        whose is null || span.From == SpanPlanner.Today(policy.Compiled, now) ? whose
                        : members.Where(member => member.Held?.LastAsOf == span.From).Select(member => member.Key).ToHashSet(StringComparer.Ordinal)),
                    SpanKind.Facts => LadderTimeline.On(members, span.From, whose),
                    SpanKind.Review => LadderTimeline.OnRequest(members, span.From, whose),
                    SpanKind.Transition => LadderTimeline.OnTransition(members, span.From, whose),
                    SpanKind.Leaving => LadderTimeline.Leaving(members.Single(), span.From),
                    _ => throw new InvalidOperationException($"{span.Kind} is no kind of span."),
                };
                foreach (var (key, entry) in entries)
                {
                    yield return Taken(joined, key, entry, policy);
                    if (entry is TimelineEntry.Failed) yield break;
                }
            }
        }
    }

    private static (Guid Customer, VersionedEntry Planned) Taken(
        List<LadderCustomer> customers, string key, TimelineEntry entry, StandardInForce<CompiledPolicy> policy)
    {
        var one = customers.Find(customer => customer.Key == key)!;
        one.Held = HeldState.After(one.Held, entry);
        return (one.Customer, new(entry, policy));
    }

    /// <summary>The day from which standing decisions of dependent customers are made again; null for none.</summary>
    internal static DateOnly? Since(LadderVersions versions, IReadOnlyList<LadderCustomer> together, AssessmentPlan plan, Instant? now) =>
        together.Min(one => Since(versions, one, plan, now));

    /// <summary>
    /// The day from which standing decisions are made again: given by the plan, or the day of a fact recorded since the last decision and dated
    /// before it. Null for none. A day that is not over is judged anew for each of its facts.
    /// </summary>
    private static DateOnly? Since(LadderVersions versions, LadderCustomer one, AssessmentPlan plan, Instant? now)
    {
        var policy = versions.Last.Compiled;
        DateOnly? since = plan is AssessmentPlan.Again again && again.Since.TryGetValue(one.Customer, out var changedDay) ? changedDay : null;
        if (plan is not AssessmentPlan.Leaving && one.Held is { KnownThrough: { } known, LastAsOf: { } last }
            && one.Facts.ChangedSince(known) is { } changed && policy.Zone.DayOf(changed) is var day && day <= last && !(since <= day))
            since = day;
        return since < SpanPlanner.Today(policy, now) || plan is AssessmentPlan.Again { TodayToo: true } ? since : null;
    }

    /// <summary>
    /// Everything due in a range of days, both inclusive, from the held tiers of dependent customers, for previews and trials. Where no version
    /// judges groups as one, each customer is judged alone.
    /// </summary>
    internal static IEnumerable<(Guid Customer, VersionedEntry Planned)> Due(
        TenantId tenant, LadderVersions versions, IReadOnlyList<StoredFacts> together, IReadOnlyDictionary<Guid, HeldState?> held, DateOnly from,
        DateOnly to)
    {
        IEnumerable<(Guid, VersionedEntry)> Of(IEnumerable<StoredFacts> set) => Entries(
            tenant, versions, [.. set.Select(one => new LadderCustomer(one, KnownTier.Of(held[one.Customer])))],
            new AssessmentPlan.Range(from, to, null),
            asked: new HashSet<Guid>(), now: null);
        return versions.JudgesGroups ? Of(together) : together.SelectMany(one => Of([Alone(one)]));
    }

    /// <summary>For each customer, how the last version would first judge the held tier.</summary>
    internal static IReadOnlyDictionary<Guid, FirstJudged> FirstJudgements(
        TenantId tenant, LadderVersions versions, IReadOnlyList<StoredFacts> together, IReadOnlyDictionary<Guid, HeldState?> held)
    {
        var policy = versions.Last;
        List<GroupMember> members = [.. together.Where(one => one.Facts.Own.JoinedAt is not null).Select(one => new GroupMember(
            one.Customer.ToString("D"), Source(tenant, versions, policy, one, plan: null, now: null), held[one.Customer]))];
        var from = SpanPlanner.Later(policy.From, members.Max(member => member.Held?.LastAsOf?.AddDays(1)) ?? DateOnly.MinValue);
        return FirstJudgement.Of(members, from).ToDictionary(one => Guid.Parse(one.Key), one => one.Value);
    }

    /// <summary>The customer without its groups.</summary>
    private static StoredFacts Alone(StoredFacts one) => one.Facts.Groups is null ? one : one with { Facts = one.Facts with { Groups = null } };

    /// <summary>The facts as a version sees them: without groups if it judges customers alone.</summary>
    private static StoredFacts For(StandardInForce<CompiledPolicy> policy, StoredFacts one) => policy.Compiled.Policy.JudgesGroups ? one : Alone(one);

    /// <summary>A source limited to rechecks, expiries and grace ends.</summary>
    private static TimelineSource EndsOf(TimelineSource source) => source with { Reviews = ReviewDates.On([]), FactDays = [], TransitionOn = null };

    /// <summary>Makes standing decisions again from a day on.</summary>
    private static Redecided Again(TenantId tenant, LadderVersions versions, IReadOnlyList<LadderCustomer> joined, DateOnly since, Instant? now)
    {
        List<StoodMember> members = [.. joined.Select(one => new StoodMember(
            one.Key, one.Held, one.Stood, InForceOn(
                versions, policy => Source(tenant, versions, policy, For(policy, one.Stored), plan: null, now))))];
        var calls = versions.All.SelectMany(
            version => joined.SelectMany(one => SpanPlanner.CallsOf(version.Compiled, one.Facts)).Where(version.DecidesOn));
        return Redecision.Run(members, [.. calls.Distinct().Order()], since);
    }

    /// <summary>Whether a return or cancellation may still be rechecked; this needs the decisions that led to the held tier.</summary>
    internal static bool IsRechecked(LadderVersions versions, LadderCustomer one) =>
        one.Held is { } held && versions.All.Any(version => version.Compiled.Policy.Movement.OnReturn is { } recheck
            && one.Facts.RecheckDays(recheck, version.Compiled.Zone) is { Count: > 0 } days && !(days[^1] < held.LastAsOf));

    /// <summary>The customer as seen by the version in force on a day.</summary>
    private static Func<DateOnly, TimelineSource> InForceOn(LadderVersions versions, Func<StandardInForce<CompiledPolicy>, TimelineSource> sourceOf)
    {
        var sources = new Dictionary<int, TimelineSource>();
        return day =>
        {
            var version = versions.On(day);
            return sources.TryGetValue(version.Reference.Version, out var source) ? source : sources[version.Reference.Version] = sourceOf(version);
        };
    }

    /// <summary>The held tier in terms of the last version, which replaces a tier that it no longer has.</summary>
    internal static HeldState Known(TenantId tenant, LadderVersions versions, StoredFacts facts, HeldState held) =>
        Source(tenant, versions, versions.Last, facts, plan: null, now: null).InTerms(held)!;

    /// <summary>The customer as seen by a version.</summary>
    /// <param name="tenant">Part of each decision's id.</param>
    /// <param name="plan">The plan whose reviews apply; null for the policy's schedule alone.</param>
    /// <param name="now">The current time; today is not over yet. Null if every day is over.</param>
    private static TimelineSource Source(
        TenantId tenant, LadderVersions versions, StandardInForce<CompiledPolicy> policy, StoredFacts facts, AssessmentPlan? plan, Instant? now)
    {
        var (compiled, zone) = (policy.Compiled, policy.Compiled.Zone);
        var schedule = ReviewDates.Of(compiled.Policy, policy.From);
        var reviews = plan switch
        {
            AssessmentPlan.Review review => schedule.And(review.AsOf),
            AssessmentPlan.Range { Reviews: { } dates } => ReviewDates.On(dates),
            _ => schedule,
        };
        var digest = Convert.ToHexStringLower(facts.Digest.Span);
        DateOnly? open = now is { } instant ? zone.DayOf(instant) : null;
        // Other rates lead to other decisions from the same facts. A version's text never changes, so its number identifies its rates.
        var rates = compiled.LaterRates.Count == 0 ? null : string.Join(',', compiled.LaterRates.Select(rate => rate.Version).Distinct());
        return new(
            compiled, policy.Reference, facts.Facts.Own.Joined(zone) ?? policy.From, reviews, _ => facts.Facts,
            facts.Facts.DaysOf(compiled.Interest, zone),
            compiled.Policy.Movement.OnReturn is { } recheck ? facts.Facts.RecheckDays(recheck, zone) : [], [],
            (trigger, asOf, held) => ContentId.Of(
            [
                tenant.ToString(), facts.Customer.ToString("D"), compiled.Policy.Ladder, policy.Reference.Digest, trigger.Kind.Name(), trigger.Id,
                asOf.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture), facts.Known(digest), held?.DecisionId,
                .. rates is null ? (string?[])[] : [rates],
            ]).ToString("D"),
            facts.Position, digest)
        {
            InForce = policy.From,
            Schedule = schedule,
            TransitionOn = compiled.Policy.Transition is Transition.AtOnce && policy.From != open ? policy.From : null,
            Earlier = [.. versions.All.TakeWhile(version => version != policy)
                .Select(version => new EarlierVersion(version.Reference, version.Compiled))],
            OpenDay = open,
            HasReturned = facts.MergedInto is null,
            InForceOn = versions.All.Count == 1 ? null : InForceOn(versions, version => Source(tenant, versions, version, facts, plan: null, now)),
        };
    }
}
