using CustomerTiering.Rules.Facts;
using CustomerTiering.Tiering;
using CustomerTiering.Tiering.Overrides;
using CustomerTiering.Tiering.Reading;

namespace CustomerTiering.Audit;

/// <summary>Statistics of the facts of one kind.</summary>
/// <param name="First">Time of the first fact.</param>
/// <param name="Last">Time of the last fact.</param>
public sealed record FactsOfKind(string Kind, int Count, Instant First, Instant Last);

/// <summary>A customer's tier on one ladder on a day, from the decisions then known.</summary>
/// <param name="Effective">The effective tier on the day; absent if none had begun.</param>
/// <param name="Since">Its first day.</param>
/// <param name="Decision">The last decision with an as-of date on or before the day; absent if there was none.</param>
/// <param name="DecidedAsOf">Its as-of date.</param>
/// <param name="Computed">The tier computed from facts and criteria.</param>
/// <param name="Held">The tier after movement and validity rules.</param>
/// <param name="ValidUntil">The last day of validity.</param>
/// <param name="GraceEnds">The last day of the grace period.</param>
/// <param name="Override">The override in force on the day.</param>
public sealed record TierAsOf(
    string Ladder, string? Effective, DateOnly? Since, Guid? Decision, DateOnly? DecidedAsOf, string? Outcome, string? Computed, string? Held,
    DateOnly? ValidUntil, DateOnly? GraceEnds, OverrideInForce? Override)
{
    /// <param name="events">The events of one ladder in log order. The first is a decision.</param>
    internal static TierAsOf Of(IReadOnlyList<RecordedEvent> events, DateOnly day)
    {
        var served = TierSpans.Of(events).LastOrDefault(span => span.From <= day);
        var decisions = events.Select(one => (one.Id, Body: EventSerializer.Read(one) as TierDecided)).Where(one => one.Body is not null).ToList();
        // For each as-of date, the last decision counts, whenever it was made.
        var (id, last) = decisions.GroupBy(one => one.Body!.Assessed.AsOf)
            .OrderBy(one => one.Key).Select(one => one.Last()).LastOrDefault(one => one.Body!.Assessed.AsOf <= day);
        return new(
            decisions[0].Body!.Ladder, served?.Tier, served?.From, last is null ? null : id, last?.Assessed.AsOf, last?.Outcome, last?.Computed,
            last?.Held, last?.ValidUntil, last?.GraceEnds, OverrideInForce.On(events, day));
    }
}

/// <summary>A customer as of the end of a day, as known at a position of the log.</summary>
/// <param name="AsOf">The day, included.</param>
/// <param name="TimeZone">The time zone of the day.</param>
/// <param name="KnownAt">The position up to which the log was read.</param>
/// <param name="Joined">The day of joining; absent if it is later.</param>
/// <param name="Type"><c>person</c> or <c>company</c>.</param>
/// <param name="Attributes">Attributes that are not personal.</param>
/// <param name="Group">The group of companies.</param>
/// <param name="Facts">Facts known to have happened, as corrected.</param>
/// <param name="Tiers">The tier on each ladder with a known decision.</param>
public sealed record CustomerAsOf(
    Guid Customer, DateOnly AsOf, string TimeZone, long KnownAt, DateOnly? Joined, CustomerType? Type, IReadOnlyDictionary<string, string> Attributes,
    IReadOnlyList<string> Segments, string? Group, IReadOnlyList<FactsOfKind> Facts, IReadOnlyList<TierAsOf> Tiers)
{
    internal static CustomerAsOf Of(Guid customer, CustomerFacts facts, IReadOnlyList<RecordedEvent> tiers, AsKnown at)
    {
        var profile = facts.ProfileOn(at.AsOf, at.Zone);
        var joined = facts.Joined(at.Zone);
        return new(
            customer, at.AsOf, at.Zone.Id, at.Position, joined <= at.AsOf ? joined : null, profile.Type,
            profile.Attributes.ToDictionary(one => one.Key, one => one.Value), profile.Segments, profile.Group,
            [.. facts.Through(at.AsOf, at.Zone).Facts.GroupBy(fact => fact.Kind).OrderBy(kind => kind.Key)
                .Select(kind => new FactsOfKind(kind.Key.Name(), kind.Count(), kind.Min(fact => fact.At), kind.Max(fact => fact.At)))],
            [.. tiers.GroupBy(one => one.Stream.Value)
                .OrderBy(ladder => ladder.Key, StringComparer.Ordinal).Select(ladder => TierAsOf.Of([.. ladder], at.AsOf))]);
    }
}

/// <summary>A customer by valid time and by recorded time.</summary>
public static class ReadCustomerState
{
    internal static void Map(RouteGroupBuilder group) => group
        .MapGet("/customers/{customer:guid}/state", async Task<Results<Read<CustomerAsOf>, ProblemHttpResult>> (
            Guid customer, DateOnly? asOf, string? knownAt, string? timeZone, Caller caller, LogReader reader, TimeProvider time,
            CancellationToken cancel) =>
        {
            var asked = await AsKnown.ReadAsync(reader, caller.Tenant, time.GetUtcNow(), asOf, knownAt, timeZone, cancel);
            if (!asked.TryGet(out var at, out var problem)) return problem.ToResult();
            var tiers = new List<RecordedEvent>();
            void Keep(RecordedEvent recorded)
            {
                if (recorded.Stream.Value.StartsWith("tier/", StringComparison.Ordinal)) tiers.Add(recorded);
            }
            return await CustomerPast.FactsAsync(reader, caller.Tenant, customer, at.Position, cancel, Keep) is { } facts
                ? new Read<CustomerAsOf>(CustomerAsOf.Of(customer, facts, tiers, at), at.Position)
                : Problem.NotFound("customer").ToResult();
        })
        .WithSummary("Get a customer's state as of a day, as known at a position or an instant").RequireRoles(Roles.ReadsCustomers);
}
