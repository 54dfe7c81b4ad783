using System.Text;
using CustomerTiering.EventLog.Projections;
using CustomerTiering.EventLog.Sql;
using CustomerTiering.Policies;
using CustomerTiering.Rules.Evaluation;
using CustomerTiering.Rules.Policies;
using CustomerTiering.Tiering.Deciding;
using CustomerTiering.Tiering.Overrides;

namespace CustomerTiering.Tiering.Reading;

/// <summary>A customer's tier on a ladder.</summary>
/// <param name="Computed">The tier by facts and criteria.</param>
/// <param name="Held">The tier after movement rules and validity; null after the customer left.</param>
/// <param name="Effective">The tier that serves the customer, overrides included.</param>
/// <param name="EffectiveFrom">First day of the effective tier, inclusive.</param>
/// <param name="HeldFrom">First day of the held tier, inclusive; differs from <paramref name="EffectiveFrom"/> while an override is in force.</param>
/// <param name="ValidUntil">Last day of the validity, inclusive.</param>
/// <param name="GraceEnds">Last day of the grace period, inclusive.</param>
/// <param name="Overdue">The last day of the validity or grace period if it passed without a judgement; the next run or timer judges.</param>
/// <param name="LastWarned">The day of the last warning in this validity.</param>
/// <param name="ServicePlan">The code of the effective tier's service plan.</param>
/// <param name="Decision">The id of the last decision.</param>
/// <param name="AsOf">The as-of date of the last decision.</param>
/// <param name="Policy">The policy version of the last decision.</param>
/// <param name="Override">The override in force now; null for none.</param>
/// <param name="Foreseen">The forecast of the last decision.</param>
/// <param name="Provisional">
/// Whether the end of the tier is postponed to <paramref name="GraceEnds"/> or <paramref name="ValidUntil"/>, because amounts without a rate might
/// keep it.
/// </param>
/// <param name="Uncounted">Amounts that do not count as of today because they have no rate, by currency; null if all amounts count.</param>
public sealed record TierAnswer(
    string Ladder, string Computed, string? Held, string Effective, DateOnly? EffectiveFrom, DateOnly? HeldFrom, DateOnly? ValidUntil,
    DateOnly? GraceEnds, DateOnly? Overdue,
    DateOnly? LastWarned,
    string? ServicePlan, string? Decision, DateOnly? AsOf, DecidedBy Policy, OverrideInForce? Override, ForeseenTier? Foreseen,
    bool Provisional = false,
    IReadOnlyList<UncountedSum>? Uncounted = null)
{
    /// <param name="today">Today in the policy's zone; null if there is no policy.</param>
    internal static TierAnswer Of(TierView view, DateOnly? today, IReadOnlyList<UncountedSum>? uncounted) => new(
        view.Ladder, view.Computed, view.Held?.Tier, view.Effective, ServedFrom(view), view.Held?.EffectiveFrom, view.Held?.ValidUntil,
        view.Held?.GraceEnds,
        (view.Held?.GraceEnds ?? view.Held?.ValidUntil) is { } end && end < today ? end : null, view.LastWarned, view.ServicePlan,
        view.Held?.Decision, view.Held?.LastAsOf, view.Policy, OverrideInForce.Now(view.Overrides ?? []), view.Foreseen,
        view.Held?.Provisional == true, uncounted);

    /// <summary>The first day of the effective tier if it differs from the held one.</summary>
    private static DateOnly? ServedFrom(TierView view) => view.Held is { } held && held.Tier != view.Effective
        ? view.Spans.LastOrDefault(span => span.Tier == view.Effective)?.From ?? held.EffectiveFrom : view.Held?.EffectiveFrom;
}

/// <summary>A decision with its complete trace.</summary>
/// <param name="Actor">A person's subject or a service.</param>
/// <param name="Metrics">Values by name; null if missing.</param>
/// <param name="Scores">Values by name, and <c>total</c>; null if missing.</param>
/// <param name="Trace">The rules of the held tier and of every tier above, criterion by criterion: actual against required.</param>
/// <param name="Rates">The exchange rates used: the policy's own, then those that later versions brought.</param>
public sealed record DecisionAnswer(
    Guid Id, long Position, DateTimeOffset Recorded, string Actor, TierDecided Decision, IReadOnlyDictionary<string, decimal?> Metrics,
    IReadOnlyDictionary<string, decimal?> Scores, IReadOnlyList<RuleReading> Trace, IReadOnlyList<ExchangeRate> Rates);

/// <summary>Queries for tiers, their history, and decisions with their reasons.</summary>
public static class ReadTiers
{
    internal static void Map(RouteGroupBuilder api)
    {
        api.MapGet("/customers/{customer:guid}/tiers", async Task<Results<Read<IReadOnlyList<TierAnswer>>, ProblemHttpResult>> (
                Guid customer, Caller caller, ReadModels readModels, LogReader reader, StandardsInForce standards, TiersUncounted uncounted,
                TimeProvider time, CancellationToken cancel) =>
            {
                if (!await CustomerPast.IsKnownAsync(reader, caller.Tenant, customer, cancel)) return Problem.NotFound("customer").ToResult();
                var answer = await ViewsAsync(readModels, caller.Tenant, customer, cancel);
                var ladders = await standards.LaddersAsync(caller.Tenant, cancel);
                DateOnly? Today(string ladder) => ladders.FirstOrDefault(one => one.Ladder == ladder)?.Today(time.GetUtcNow());
                var sums = await uncounted.OfAsync(caller.Tenant, customer, answer.Value, cancel);
                return new Read<IReadOnlyList<TierAnswer>>(
                    [.. answer.Value.Select(view => TierAnswer.Of(view, Today(view.Ladder), sums.GetValueOrDefault(view.Ladder)))], answer.Position);
            })
            .WithSummary("Get a customer's tiers: computed, held and effective")
            .AnswersFrom(TiersProjection.ProjectionName, UncountedAmounts.ReadModel, CustomerFactsProjection.ProjectionName)
                .RequireRoles(Roles.ReadsCustomers);

        api.MapGet("/customers/{customer:guid}/tiers/{ladder}/history", async Task<Results<Read<IReadOnlyList<TierHistoryLine>>, ProblemHttpResult>> (
                Guid customer, string ladder, Caller caller, LogReader reader, CancellationToken cancel) =>
            {
                var head = await reader.HeadAsync(caller.Tenant, cancel);
                var events = await reader.StreamAsync(caller.Tenant, TierState.Stream(customer, ladder), upTo: head.Position, cancellation: cancel);
                if (events.Count == 0) return Problem.NotFound("tier history").ToResult();
                return new Read<IReadOnlyList<TierHistoryLine>>(TierHistoryLine.Of(events), head.Position, events.Count);
            })
            .WithSummary("Get the complete history of decisions, warnings and overrides on a ladder, in order").RequireRoles(Roles.ReadsCustomers);

        api.MapGet("/decisions/{id:guid}", async Task<Results<Read<DecisionAnswer>, ProblemHttpResult>> (
                Guid id, Caller caller, LogReader reader, StandardsInForce standards, CancellationToken cancel) =>
            {
                if (await reader.FindAsync(caller.Tenant, id, cancel) is not { } recorded || recorded.Type != EventTypes.NameOf<TierDecided>())
                    return Problem.NotFound("decision").ToResult();
                var decided = (TierDecided)EventSerializer.Read(recorded);
                return new Read<DecisionAnswer>(
                    Explain(recorded, decided, (await standards.LadderAsync(caller.Tenant, decided.Ladder, cancel))!), recorded.Position);
            })
            .WithSummary("Get a decision with its full trace").RequireRoles(Roles.ReadsCustomers);
    }

    internal static Task<ReadAnswer<IReadOnlyList<TierView>>> ViewsAsync(
        ReadModels readModels, TenantId tenant, Guid customer, CancellationToken cancel)
    {
        var projection = new TiersProjection();
        return readModels.QueryAsync(
            tenant, TiersProjection.ProjectionName,
            SqlText.Read(typeof(ReadTiers), "tiers-of-customer"),
            new Dictionary<string, object> { ["customer"] = customer.ToString("D") },
            row => projection.Read(Encoding.UTF8.GetBytes(row.GetString(0))), cancel);
    }

    private static DecisionAnswer Explain(RecordedEvent recorded, TierDecided decided, LadderVersions versions)
    {
        var policy = versions.WithDigest(decided.Policy.Digest).Compiled;
        var assessment = DecisionBodies.ToAssessment(decided.Assessed);
        var metrics = policy.Policy.Metrics.Select((metric, i) => KeyValuePair.Create(metric.Name, decided.Assessed.Metrics[i]));
        var scores = policy.Policy.Scores.Select(score => score.Name).Append(CompiledPolicy.Total).Take(decided.Assessed.Scores.Count)
            .Select((name, i) => KeyValuePair.Create(name, decided.Assessed.Scores[i]));
        return new(
            recorded.Id, recorded.Position, recorded.Recorded, recorded.Actor, decided, new Dictionary<string, decimal?>(metrics),
            new Dictionary<string, decimal?>(scores),
            [.. TraceReading.Of(policy, assessment)], UsedRates.Read(decided.Assessed, policy, versions));
    }
}
