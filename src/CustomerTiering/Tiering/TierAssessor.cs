using System.Globalization;
using CustomerTiering.EventLog;
using CustomerTiering.EventLog.Append;
using CustomerTiering.EventLog.Projections;
using CustomerTiering.EventLog.Read;
using CustomerTiering.Events;
using CustomerTiering.Evidence.Ids;
using CustomerTiering.Facts;
using CustomerTiering.Policies;
using CustomerTiering.Rules.Decisions;
using CustomerTiering.Rules.Evaluation;
using CustomerTiering.Rules.Values;
using CustomerTiering.Tiering.Overrides;

namespace CustomerTiering.Tiering;

/// <summary>Who assesses, and what the decisions belong to.</summary>
/// <param name="Tenant">Whose customers.</param>
/// <param name="Actor">A person, or the service itself.</param>
/// <param name="Correlation">A run, or null.</param>
public sealed record AssessedBy(TenantId Tenant, string Actor, string? Correlation = null)
{
    /// <summary>The actor of what runs by itself.</summary>
    public const string Service = "service:tiering";
}

/// <summary>
/// Assesses customers, many at once: reads facts, standards and what is held, lets the rules decide, and appends. A decision's id follows from all that
/// it rests on, so assessing again adds nothing.
/// </summary>
public sealed class TierAssessor(
    FactsStore facts, StandardsInForce standards, ReadModels readModels, LogReader reader, LogWriter writer, EventSerializer serializer, TimeProvider time)
{
    private const int MostAttempts = 4;
    private readonly TierStates _states = new(readModels, reader);

    /// <param name="by">Who, for whom.</param>
    /// <param name="customers">Which, each once.</param>
    /// <param name="plan">Which decisions.</param>
    /// <param name="ladder">One ladder, or null for all that have a policy.</param>
    /// <param name="cancel">Ends it early; what is appended stays.</param>
    /// <returns>One result for each customer and ladder on which anything was decided or failed.</returns>
    public async Task<IReadOnlyList<TierResult>> AssessAsync(
        AssessedBy by, IReadOnlyCollection<Guid> customers, TierPlan plan, string? ladder, CancellationToken cancel)
    {
        var ladders = (await standards.PoliciesAsync(by.Tenant, cancel))
            .Where(version => ladder is null || version.Compiled.Policy.Ladder == ladder)
            .GroupBy(version => version.Compiled.Policy.Ladder).ToList();
        if (ladders.Count == 0 || customers.Count == 0) return [];
        var results = new List<TierResult>();
        var referred = ladders.SelectMany(group => group).Any(version => version.Compiled.Interest.Referred);
        var open = ladders.SelectMany(group => customers.Select(customer => (Versions: (IReadOnlyList<StandardInForce<CompiledPolicy>>)[.. group], Customer: customer))).ToList();
        for (var attempt = 1; open.Count > 0; attempt++)
        {
            // The read model says what is held, cheaply; where a decision was lost against another, the streams themselves are asked.
            var known = await facts.LoadAsync(by.Tenant, [.. open.Select(one => one.Customer).Distinct()], referred, cancel);
            var keys = open.Select(one => TierState.Key(one.Customer, one.Versions[0].Compiled.Policy.Ladder)).ToList();
            Func<string, DateOnly>? since = plan is TierPlan.Again { Since: var days } ? key => days[TierState.CustomerOf(key)] : null;
            var tiers = await _states.ReadAsync(by.Tenant, keys, since, fresh: attempt > 1, cancel);
            var planned = open
                .Where(one => known.ContainsKey(one.Customer))
                .Select(one => Plan(by, one.Versions, known[one.Customer], tiers, plan)).ToList();
            var writes = planned.Where(one => one.Request is not null).ToList();
            var outcomes = writes.Count == 0 ? [] : await writer.AppendBulkAsync(by.Tenant, [.. writes.Select(one => one.Request!)], cancel);
            results.AddRange(planned.Where(one => one.Request is null && one.Result.Failure is not null).Select(one => one.Result));
            var again = new HashSet<(Guid, string)>();
            for (var i = 0; i < writes.Count; i++)
            {
                if (outcomes[i] is AppendOutcome.Appended appended)
                {
                    results.Add(writes[i].Result with { Position = appended.LastPosition });
                    TierMetrics.Recorded(writes[i].Result);
                }
                // A first decision that another made already hides what would follow it: planned again from the stream, only the rest is left.
                else if (outcomes[i] is AppendOutcome.Conflict or AppendOutcome.Duplicate && attempt < MostAttempts) again.Add((writes[i].Result.Customer, writes[i].Result.Ladder));
                else if (outcomes[i] is not AppendOutcome.Duplicate) results.Add(writes[i].Result with { Decisions = [], Failure = Aggregates.Refusal(outcomes[i]).Detail });
            }
            open = open.FindAll(one => again.Contains((one.Customer, one.Versions[0].Compiled.Policy.Ladder)));
        }
        return results;
    }

    private (AppendRequest? Request, TierResult Result) Plan(
        AssessedBy by, IReadOnlyList<StandardInForce<CompiledPolicy>> versions, StoredFacts known, IReadOnlyDictionary<string, KnownTier> tiers, TierPlan plan)
    {
        var (customer, ladder) = (known.Customer, versions[0].Compiled.Policy.Ladder);
        var tier = tiers.GetValueOrDefault(TierState.Key(customer, ladder), KnownTier.None);
        var state = tier.State;
        var stream = TierState.Stream(customer, ladder);
        var events = new List<NewEvent>();
        var outcomes = new List<Outcome>();
        var warnings = 0;
        var after = state.Held;
        TierMoved? moved = null;
        string? failure = null;
        foreach (var (entry, policy) in TierTimelines.Entries(by.Tenant, versions, known, tier, plan, Instant.Of(time.GetUtcNow())))
        {
            switch (entry)
            {
                case TimelineEntry.Decided { IsRecorded: true, Decision: var decision }:
                    events.Add(serializer.Write(
                        by.Tenant, stream, TierBodies.Of(customer, known.Facts.Own.Joined(policy.Compiled.Zone)!.Value, decision, Serving.PlanOf(policy.Compiled, decision.Effective)),
                        new(Guid.Parse(decision.Id), policy.Compiled.Zone.StartOf(decision.EffectiveFrom).ToDateTimeOffset(), customer)));
                    outcomes.Add(decision.Outcome);
                    if (after?.Tier != decision.Held) moved = new(decision.Outcome, Guid.Parse(decision.Id));
                    after = HeldState.After(after, decision);
                    events.AddRange(Restated(by.Tenant, versions, state, customer, decision));
                    break;
                case TimelineEntry.Judged { Warning: var warning }:
                    var id = ContentId.Of(by.Tenant.ToString(), stream.Value, "warning", after!.DecisionId, warning.Period.ToString(), warning.AsOf.ToString("o"));
                    events.Add(serializer.Write(
                        by.Tenant, stream, TierBodies.Of(customer, policy, warning, known.Facts.Own.Joined(policy.Compiled.Zone)!.Value, after),
                        new(id, policy.Compiled.Zone.StartOf(warning.AsOf).ToDateTimeOffset(), customer)));
                    warnings += warning.Fails ? 1 : 0;
                    after = after.After(warning);
                    break;
                case TimelineEntry.Failed failed:
                    failure = failed.Error.Message;
                    break;
                default:
                    break;
            }
        }
        var result = new TierResult(customer, ladder, outcomes, warnings, state.Held?.Tier, after?.Tier, failure, state.Held?.Tier == after?.Tier ? null : moved);
        return (events.Count == 0 ? null : new(by.Tenant, by.Actor, [new(stream, state.Version, events)], Correlation: by.Correlation), result);
    }

    /// <summary>A decision about days before an override began or ended says what serves on its own days alone: what serves since then is said again.</summary>
    private IEnumerable<NewEvent> Restated(
        TenantId tenant, IReadOnlyList<StandardInForce<CompiledPolicy>> versions, TierState state, Guid customer, Decision decision)
    {
        if (state.Overrides.Count == 0 || HeldState.After(null, decision with { FollowedBy = null }) is not { } held) yield break;
        held = held with { Overrides = OverrideRecords.Granted(state.Overrides) };
        var stream = TierState.Stream(customer, decision.Ladder);
        foreach (var day in OverrideTurns.RecordedAfter(state, decision.EffectiveFrom > decision.AsOf ? decision.EffectiveFrom : decision.AsOf))
        {
            if (day >= decision.FollowedBy) yield break;
            var policy = Serving.VersionOn(versions, day).Compiled;
            yield return serializer.Write(
                tenant, stream, new EffectiveTierRestated(customer, decision.Ladder, Guid.Parse(decision.Id), Serving.From(policy, held, day), decision.FollowedBy),
                new(ContentId.Of(tenant.ToString(), stream.Value, "restated", decision.Id, day.ToString("o", CultureInfo.InvariantCulture)), policy.Zone.StartOf(day).ToDateTimeOffset(), customer));
        }
    }
}
