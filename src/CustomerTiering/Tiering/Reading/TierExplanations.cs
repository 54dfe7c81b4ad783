using CustomerTiering.Policies;
using CustomerTiering.Rules.Decisions;
using CustomerTiering.Rules.Evaluation;
using CustomerTiering.Rules.Facts;
using CustomerTiering.Rules.Paths;
using CustomerTiering.Rules.Paths.Words;
using CustomerTiering.Tiering.Deciding;
using CustomerTiering.Tiering.Timelines;

namespace CustomerTiering.Tiering.Reading;

/// <summary>An explanation of a customer's tier on a ladder.</summary>
/// <param name="Decision">The decision that is explained, or the last one up to the day.</param>
/// <param name="Position">The position of the log up to which events were read.</param>
internal sealed record ExplainedTier(Guid Customer, string Ladder, Guid Decision, Explanation Explanation, long Position);

/// <summary>Explains tiers as of a day, and past decisions and warnings.</summary>
public sealed class TierExplanations(FactsStore facts, LogReader reader, ExplanationNames names)
{
    private static readonly string Decided = EventTypes.NameOf<TierDecided>(), Warned = EventTypes.NameOf<DowngradeWarned>();

    /// <summary>The names used in explanations.</summary>
    internal Task<WordNames> NamesAsync(TenantId tenant, CancellationToken cancel) => names.CurrentAsync(tenant, cancel);

    /// <summary>Explains a tier as of a day, from the decisions up to it and the facts known now.</summary>
    /// <param name="asOf">The as-of date; null for today in the policy's zone.</param>
    internal async Task<Result<ExplainedTier>> OnDayAsync(
        TenantId tenant, Guid customer, string ladder, DateOnly? asOf, DateTimeOffset now, CancellationToken cancel)
    {
        var head = await reader.HeadAsync(tenant, cancel);
        var stream = await reader.StreamAsync(tenant, TierState.Stream(customer, ladder), upTo: head.Position, cancellation: cancel);
        var past = DecisionHistory.Of(stream).Where(one => asOf is null || one.Day <= asOf).ToList();
        if (past.LastOrDefault() is not { After: { } held } last) return Problem.NotFound("tier");
        var versions = await names.LadderAsync(tenant, ladder, cancel);
        var day = asOf ?? versions.Today(now);
        if (day < last.Day) day = last.Day;
        var version = versions.On(day);
        // A tier unknown to this version is explained by the version that gave it.
        if (version.Compiled.RankOf(held.Tier) is null) version = versions.WithDigest(last.Decision.Policy.Digest);
        if (await ExplainedAsync(tenant, customer, version, day, upTo: null, cancel) is not var (whose, position))
            return Problem.NotFound("customer");
        var decision = Guid.Parse(last.Decision.Id);
        var foreseen = DecisionBodies.ToForeseen((TierDecided)EventSerializer.Read(stream.First(recorded => recorded.Id == decision)));
        return Explanation(
            customer, ladder, decision, Math.Min(head.Position, position), foreseen?.Tier.On < day ? null : foreseen,
            Explain.Standing(whose, held, day, new(
                versions.WithDigest(last.Decision.Policy.Digest).Compiled, last.Decision, past.Count > 1 ? past[^2].After : null)));
    }

    /// <summary>The answer for a tier as of a day.</summary>
    public async Task<Result<ExplanationAnswer>> TellAsync(
        TenantId tenant, Guid customer, string ladder, DateOnly? asOf, DateTimeOffset now, string? language, string? audience,
        CancellationToken cancel) =>
        (await OnDayAsync(tenant, customer, ladder, asOf, now, cancel)).TryGet(out var tier, out var problem)
            ? ExplanationAnswer.Of(tier, language, audience, await NamesAsync(tenant, cancel)) : problem;

    /// <summary>The answer for a decision or warning.</summary>
    public async Task<Result<ExplanationAnswer>> TellAsync(TenantId tenant, Guid id, string? language, string? audience, CancellationToken cancel) =>
        (await OfEventAsync(tenant, id, cancel)).TryGet(out var tier, out var problem)
            ? ExplanationAnswer.Of(tier, language, audience, await NamesAsync(tenant, cancel)) : problem;

    /// <summary>Explains a decision or warning from the facts known when it was made.</summary>
    internal async Task<Result<ExplainedTier>> OfEventAsync(TenantId tenant, Guid id, CancellationToken cancel)
    {
        var recorded = await reader.FindAsync(tenant, id, cancel);
        return recorded?.Type == Decided ? await OfDecisionAsync(tenant, recorded, cancel)
            : recorded?.Type == Warned ? await OfWarningAsync(tenant, recorded, cancel)
            : Problem.NotFound("decision");
    }

    private async Task<Result<ExplainedTier>> OfDecisionAsync(TenantId tenant, RecordedEvent recorded, CancellationToken cancel)
    {
        var body = (TierDecided)EventSerializer.Read(recorded);
        var decision = DecisionBodies.ToDecision(recorded.Id, body) with { FollowedBy = null };
        var earlier = await reader.StreamAsync(tenant, recorded.Stream, upTo: recorded.Position - 1, cancellation: cancel);
        // A late decision takes its place among the decisions by its as-of date. It started from the tier held before that day.
        var before = DecisionHistory.Of(earlier).LastOrDefault(one => one.Day < decision.AsOf
            || (one.Day == decision.AsOf && (decision.Trigger.Kind == TriggerKind.Recheck || one.Decision.Id != decision.Supersedes)));
        if (HeldState.After(before?.After, decision) is not { } held)
            return Problem.Broken("customer-left", "The customer left the ladder with this decision, so there is no tier to reach or keep.");
        var versions = await names.LadderAsync(tenant, body.Ladder, cancel);
        var version = versions.WithDigest(decision.Policy.Digest);
        if (await ExplainedAsync(tenant, body.Customer, version, decision.AsOf, decision.LogPosition, cancel) is not var (whose, _))
            return Problem.NotFound("customer");
        return Explanation(
            body.Customer, body.Ladder, recorded.Id, recorded.Position, DecisionBodies.ToForeseen(body),
            Explain.Made(whose, new(version.Compiled, decision, before?.After), held,
                before is null ? null : (versions.WithDigest(before.Decision.Policy.Digest).Compiled, before.Decision.Assessment)));
    }

    private async Task<Result<ExplainedTier>> OfWarningAsync(TenantId tenant, RecordedEvent recorded, CancellationToken cancel)
    {
        var body = (DowngradeWarned)EventSerializer.Read(recorded);
        var earlier = await reader.StreamAsync(tenant, recorded.Stream, upTo: recorded.Position - 1, cancellation: cancel);
        var before = DecisionHistory.Of(earlier).LastOrDefault(one => one.Day <= body.AsOf);
        var version = (await names.LadderAsync(tenant, body.Ladder, cancel)).WithDigest(body.Policy.Digest);
        if (before?.After is not { } held || version.Compiled.RankOf(held.Tier) is null) return Problem.NotFound("tier");
        if (await ExplainedAsync(tenant, body.Customer, version, body.AsOf, recorded.Position, cancel) is not var (whose, _))
            return Problem.NotFound("customer");
        var (standing, error) = Explain.Standing(whose, held, body.AsOf, last: null);
        var reason = Reason.OfWarning(version.Compiled, body.Held, body.AsOf, body.ValidUntil, DecisionBodies.ToAssessment(body.Assessed));
        return Explanation(
            body.Customer, body.Ladder, recorded.Id, recorded.Position, null, (standing is null ? null : standing with { Reason = reason }, error));
    }

    private static Result<ExplainedTier> Explanation(
        Guid customer, string ladder, Guid decision, long position, Foreseen? foreseen, (Explanation? Explanation, MetricError? Error) made) =>
        made.Explanation is { } explanation ? new ExplainedTier(customer, ladder, decision, explanation with { Foreseen = foreseen }, position)
            : Problem.Broken(made.Error!.Code, made.Error.Message);

    /// <summary>The facts for an explanation; where the policy judges groups as one, those of all group members on the day.</summary>
    /// <param name="version">The version that explains.</param>
    /// <param name="upTo">Only facts recorded up to this position; null for all.</param>
    private async Task<(Explained Whose, long Position)?> ExplainedAsync(
        TenantId tenant, Guid customer, StandardInForce<CompiledPolicy> version, DateOnly day, long? upTo, CancellationToken cancel)
    {
        var (policy, groups) = (version.Compiled, version.Compiled.Policy.JudgesGroups);
        if (await KnownAsync(tenant, customer, policy, upTo, cancel) is not var (known, position)) return null;
        var judged = groups ? known.On(day, policy.Zone) : known;
        return judged.Own.Joined(policy.Zone) is { } joined
            ? (new(policy, judged, joined, ReviewDates.Of(policy.Policy, version.From)), position) : null;
    }

    private async Task<(KnownFacts Known, long Position)?> KnownAsync(
        TenantId tenant, Guid customer, CompiledPolicy policy, long? upTo, CancellationToken cancel)
    {
        // The log has a single customer's facts at that position. Facts of other customers are those known now, if recorded by then.
        if (upTo is { } position && !policy.Policy.JudgesGroups && !policy.Interest.Referred)
            return await CustomerPast.FactsAsync(reader, tenant, customer, position, cancel) is { } past ? (KnownFacts.OfOwn(past), position) : null;
        var loaded = await facts.LoadAsync(tenant, [customer], policy.Interest.Referred, cancel, withGroups: policy.Policy.JudgesGroups, upTo: upTo);
        return loaded.GetValueOrDefault(customer) is { } stored ? (stored.Facts, stored.Position) : null;
    }
}
