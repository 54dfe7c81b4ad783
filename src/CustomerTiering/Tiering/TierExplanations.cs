using CustomerTiering.EventLog;
using CustomerTiering.EventLog.Read;
using CustomerTiering.Events;
using CustomerTiering.Facts;
using CustomerTiering.Http;
using CustomerTiering.Policies;
using CustomerTiering.Rules.Decisions;
using CustomerTiering.Rules.Evaluation;
using CustomerTiering.Rules.Paths;
using CustomerTiering.Rules.Values;

namespace CustomerTiering.Tiering;

/// <summary>An explanation of a customer's tier on a ladder.</summary>
/// <param name="Customer">Whose.</param>
/// <param name="Ladder">On which ladder.</param>
/// <param name="Decision">The decision that is explained, or that was the last before the day.</param>
/// <param name="Explanation">Why, and what it takes.</param>
/// <param name="Position">The position of the log up to which was read.</param>
internal sealed record ExplainedTier(Guid Customer, string Ladder, Guid Decision, Explanation Explanation, long Position);

/// <summary>Explains tiers: as they stand on a day, and as they were decided.</summary>
public sealed class TierExplanations(FactsStore facts, StandardsInForce standards, LogReader reader)
{
    private static readonly string Decided = EventTypes.NameOf<TierDecided>();

    /// <summary>How a customer stands on a day, by the decisions up to it and the facts that are known now.</summary>
    /// <param name="tenant">Whose customer.</param>
    /// <param name="customer">Which.</param>
    /// <param name="ladder">On which ladder.</param>
    /// <param name="asOf">The day; null: today in the policy's zone.</param>
    /// <param name="now">The time.</param>
    /// <param name="cancel">Ends it early.</param>
    internal async Task<Result<ExplainedTier>> OnDayAsync(TenantId tenant, Guid customer, string ladder, DateOnly? asOf, DateTimeOffset now, CancellationToken cancel)
    {
        var head = await reader.HeadAsync(tenant, cancel);
        var stream = await reader.StreamAsync(tenant, TierState.Stream(customer, ladder), upTo: head.Position, cancellation: cancel);
        var past = TierPast.Of(stream);
        if (past.LastOrDefault(one => asOf is null || one.Day <= asOf) is not { After: { } held } last) return Problem.NotFound("tier");
        var versions = (await standards.PoliciesAsync(tenant, cancel)).Where(version => version.Compiled.Policy.Ladder == ladder).ToList();
        var day = asOf ?? versions[^1].Compiled.Zone.DayOf(Instant.Of(now));
        if (day < last.Day) day = last.Day;
        var version = versions.LastOrDefault(one => one.From <= day) ?? versions[0];
        // A tier that the version doesn't know is explained by the one that gave it.
        if (version.Compiled.RankOf(held.Tier) is null) version = Of(versions, last.Decision);
        if (await ExplainedAsync(tenant, customer, version, day, cancel) is not var (whose, position)) return Problem.NotFound("customer");
        var decision = Guid.Parse(last.Decision.Id);
        var foreseen = TierBodies.ToForeseen((TierDecided)EventSerializer.Read(stream.First(recorded => recorded.Id == decision)));
        return Explanation(
            customer, ladder, decision, Math.Min(head.Position, position), foreseen?.Tier.On < day ? null : foreseen,
            Explain.Standing(whose, held, day, new(Of(versions, last.Decision).Compiled, last.Decision, past.Count > 1 ? past[^2].After : null)));
    }

    /// <summary>How a customer stands on a day, as it is answered; null where the customer has no tier on the ladder.</summary>
    public async Task<ExplanationAnswer?> TellAsync(
        TenantId tenant, Guid customer, string ladder, DateOnly? asOf, DateTimeOffset now, string? language, string? audience, CancellationToken cancel) =>
        (await OnDayAsync(tenant, customer, ladder, asOf, now, cancel)).TryGet(out var tier, out _) ? ExplanationAnswer.Of(tier, language, audience) : null;

    /// <summary>What was decided, from what the decision recorded.</summary>
    internal async Task<Result<ExplainedTier>> OfDecisionAsync(TenantId tenant, Guid id, CancellationToken cancel)
    {
        if (await reader.FindAsync(tenant, id, cancel) is not { } recorded || recorded.Type != Decided) return Problem.NotFound("decision");
        var body = (TierDecided)EventSerializer.Read(recorded);
        var decision = TierBodies.ToDecision(id, body) with { FollowedBy = null };
        var earlier = await reader.StreamAsync(tenant, recorded.Stream, upTo: recorded.Position - 1, cancellation: cancel);
        // A decision made late takes the place of that of its day; what it went out from is what was held before.
        var before = TierPast.Of(earlier).LastOrDefault(one => one.Day < decision.AsOf
            || (one.Day == decision.AsOf && (decision.Trigger.Kind == TriggerKind.Recheck || one.Decision.Id != decision.Supersedes)));
        if (HeldState.After(before?.After, decision) is not { } held) return Problem.Broken("customer-left", "The customer left with this decision; there is nothing to reach or to keep.");
        var versions = await standards.PoliciesAsync(tenant, cancel);
        if (await ExplainedAsync(tenant, body.Customer, Of(versions, decision), decision.AsOf, cancel) is not var (whose, _)) return Problem.NotFound("customer");
        return Explanation(
            body.Customer, body.Ladder, id, recorded.Position, TierBodies.ToForeseen(body),
            Explain.Made(whose, new(Of(versions, decision).Compiled, decision, before?.After), held, before is null ? null : (Of(versions, before.Decision).Compiled, before.Decision.Assessment)));
    }

    private static Result<ExplainedTier> Explanation(
        Guid customer, string ladder, Guid decision, long position, Foreseen? foreseen, (Explanation? Explanation, MetricError? Error) made) =>
        made.Explanation is { } explanation ? new ExplainedTier(customer, ladder, decision, explanation with { Foreseen = foreseen }, position) : Problem.Broken(made.Error!.Code, made.Error.Message);

    /// <summary>What an explanation looks at: where the policy judges groups as one, the facts of those who belong to the customer's on the day.</summary>
    private async Task<(Explained Whose, long Position)?> ExplainedAsync(
        TenantId tenant, Guid customer, StandardInForce<CompiledPolicy> version, DateOnly day, CancellationToken cancel)
    {
        var (policy, groups) = (version.Compiled, version.Compiled.Policy.JudgesGroups);
        var loaded = await facts.LoadAsync(tenant, [customer], policy.Interest.Referred, cancel, withGroups: groups);
        if (loaded.GetValueOrDefault(customer) is not { } known) return null;
        var judged = groups ? known.Facts.On(day, policy.Zone) : known.Facts;
        return judged.Own.Joined(policy.Zone) is { } joined ? (new(policy, judged, joined, ReviewDates.Of(policy.Policy, version.From)), known.Position) : null;
    }

    private static StandardInForce<CompiledPolicy> Of(IReadOnlyList<StandardInForce<CompiledPolicy>> versions, Decision decision) =>
        versions.First(one => one.Reference.Digest == decision.Policy.Digest);
}
