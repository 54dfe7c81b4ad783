using CustomerTiering.Rules.Decisions;
using CustomerTiering.Rules.Evaluation;

namespace CustomerTiering.Tiering;

// Stream: tier/<customer>/<ladder>. Metrics and scores are in the order of the event's policy, and traces by the numbers of its criteria. Texts and
// thresholds are in the policy.

/// <summary>A policy version: ladder, version, and SHA-256 of the text and the frozen zone, hex.</summary>
public sealed record DecidedBy(string Id, int Version, string Digest);

/// <summary>
/// The verdicts of one rule of one tier, one character per criterion: <c>1</c> met, <c>0</c> not met, <c>?</c> missing. The first is the verdict of
/// the whole rule.
/// </summary>
public sealed record TracedRule(int Rank, string Rule, string Verdicts);

/// <summary>The assessment of facts by criteria as of a day.</summary>
/// <param name="Metrics">In the order of the policy's metrics; null if missing.</param>
/// <param name="Scores">In the order of the policy's scores, then <c>total</c>; null if missing.</param>
/// <param name="Attributes">In the order in which the policy refers to attributes; null if absent.</param>
/// <param name="Rates">The rates used, as indexes into the policy's list.</param>
/// <param name="Uncounted">Amounts that do not count because they have no rate.</param>
/// <param name="LaterRates">The rates used from later versions, for days without a rate in the policy itself.</param>
public sealed record Assessed(
    DateOnly AsOf, IReadOnlyList<decimal?> Metrics, IReadOnlyList<decimal?> Scores, IReadOnlyList<string?> Attributes,
    IReadOnlyList<TracedRule> Trace,
    IReadOnlyList<int>? Rates = null, IReadOnlyList<UncountedSum>? Uncounted = null, IReadOnlyList<RatesOfVersion>? LaterRates = null);

/// <summary>Rates of a later version of the policy, as indexes into its list.</summary>
public sealed record RatesOfVersion(int Version, IReadOnlyList<int> Rates);

/// <summary>The number and sum of amounts of one currency that do not count because they have no rate.</summary>
public sealed record UncountedSum(string Currency, int Facts, decimal Sum)
{
    /// <summary>By currency; null if there are none.</summary>
    internal static IReadOnlyList<UncountedSum>? Of(Assessment assessment) =>
        assessment.Uncounted.Count == 0 ? null : [.. assessment.Uncounted.Select(one => new UncountedSum(one.Currency, one.Facts, one.Sum))];
}

/// <summary>The tier foreseen for the end of the validity or grace period. A forecast is not a promise.</summary>
/// <param name="On">The day of the forecast.</param>
/// <param name="Certain">The tier computed for that day without further facts.</param>
/// <param name="Pace">The tier computed for that day if the customer goes on as before; null if too little is known.</param>
/// <param name="Outlook">
/// <paramref name="Pace"/> compared with the held tier: <c>falls</c>, <c>stays</c> (also if the policy never takes the tier away) or <c>rises</c>;
/// null without a pace.
/// </param>
public sealed record ForeseenTier(DateOnly On, string Certain, string? Pace, string? Outlook);

/// <summary>
/// A customer's tier was decided. The event's id is the id of the decision. Tier and dates are those after the decision, in the policy's time zone.
/// </summary>
/// <param name="Engine">The version of the rule engine.</param>
/// <param name="Joined">The day of joining, from which anniversaries count.</param>
/// <param name="LogPosition">The position up to which facts were read.</param>
/// <param name="FactsDigest">The digest of those facts, hex.</param>
/// <param name="Qualified">The highest tier whose qualification criteria are met.</param>
/// <param name="Computed">The tier by facts and criteria.</param>
/// <param name="Held">The tier after movement rules and validity.</param>
/// <param name="Effective">The tier that serves the customer, overrides included.</param>
/// <param name="EffectiveFrom">First day of the held tier, inclusive.</param>
/// <param name="ValiditySince">First day of the validity, inclusive.</param>
/// <param name="ValidUntil">Last day of the validity, inclusive.</param>
/// <param name="GraceEnds">Last day of the grace period, inclusive.</param>
/// <param name="ServicePlan">Code of the effective tier's service plan.</param>
/// <param name="Supersedes">The superseded decision: one of the same as-of date, or an earlier one whose tier is lost by a recheck.</param>
/// <param name="FollowedBy">As-of date of the next decision if this one was made late; the currently held tier is then not affected.</param>
/// <param name="Foreseen">The forecast; null if nothing ends, and after the customer left.</param>
/// <param name="Provisional">Whether an expiry or grace end is postponed because amounts without a rate might keep the tier.</param>
public sealed record TierDecided(
    Guid Customer, string Ladder, DecidedBy Policy, string Engine, DateOnly Joined, long LogPosition, string FactsDigest, string TriggerKind,
    string TriggerId, Assessed Assessed, string Qualified, string Computed, string Held, string Effective, string Outcome, DateOnly EffectiveFrom,
    DateOnly? ValiditySince, DateOnly? ValidUntil, DateOnly? GraceEnds, string? ServicePlan, string? Supersedes,
    DateOnly? FollowedBy = null, ForeseenTier? Foreseen = null, bool Provisional = false);

/// <summary>A metric, by number, that must reach a value, by facts from a day (null: the day of the warning) up to a day, both inclusive.</summary>
public sealed record KeepMove(int Metric, decimal Needed, DateOnly? From, DateOnly? By);

/// <summary>A criterion, by number, that must or must not be met, and that the customer cannot influence.</summary>
public sealed record KeepCondition(int Criterion, bool Holds);

/// <summary>A smallest set of changes that keeps the tier.</summary>
public sealed record KeepPath(IReadOnlyList<KeepMove> Moves, IReadOnlyList<KeepCondition> Conditions);

/// <summary>According to the facts known on a day, the tier would be lost at the end of its validity. The customer can still prevent this.</summary>
/// <param name="AsOf">The day of the warning.</param>
/// <param name="Period">The period before the end that triggered the judgement.</param>
/// <param name="Periods">All periods that this judgement covers.</param>
/// <param name="ValidUntil">The last day of the validity, as of which the tier was judged.</param>
/// <param name="Computed">The tier computed for <paramref name="ValidUntil"/>.</param>
/// <param name="Assessed">The assessment for <paramref name="ValidUntil"/>.</param>
/// <param name="Keep">Paths that keep the tier, the nearest first, limited in size. Null in events of older versions.</param>
public sealed record DowngradeWarned(
    Guid Customer, string Ladder, DecidedBy Policy, DateOnly AsOf, string Period, IReadOnlyList<string> Periods, DateOnly ValidUntil, string Held,
    string Computed, Assessed Assessed, IReadOnlyList<KeepPath>? Keep = null);

/// <summary>The tier was assessed before its end and would be kept. These periods are not assessed again.</summary>
public sealed record RetentionForeseen(
    Guid Customer, string Ladder, DecidedBy Policy, DateOnly AsOf, IReadOnlyList<string> Periods, DateOnly ValidUntil, string Held, string Computed);

// Overrides are in the same stream, so its version guards them too.

/// <summary>A tier other than the held one was requested for a limited time.</summary>
/// <param name="From">The first requested day, inclusive, in the policy's zone.</param>
/// <param name="Until">The last day, inclusive.</param>
/// <param name="Reason">A reason code that the policy permits.</param>
/// <param name="Evidence">Ids of supporting evidence, in this system or another.</param>
/// <param name="Computed">The computed tier at the time of the request.</param>
/// <param name="Held">The held tier at the time of the request.</param>
/// <param name="Approvals">How many people besides the requester must approve.</param>
public sealed record OverrideRequested(
    Guid Customer, string Ladder, Guid Override, OverrideKind Kind, string Tier, DateOnly From, DateOnly Until, string Reason, Personal Text,
    IReadOnlyList<string> Evidence, string Computed, string Held, int Approvals);

/// <summary>A person other than the requester approved the override.</summary>
public sealed record OverrideApproved(Guid Customer, string Ladder, Guid Override, Personal? Comment);

/// <summary>An approver rejected the override.</summary>
public sealed record OverrideRejected(Guid Customer, string Ladder, Guid Override, Personal Comment);

/// <summary>The last required approval was given. The override holds from the first to the last day, both included.</summary>
public sealed record OverrideGranted(Guid Customer, string Ladder, Guid Override, OverrideKind Kind, string Tier, DateOnly From, DateOnly Until);

/// <summary>The effective tier from a day on, as known when recorded.</summary>
/// <param name="From">The first day, inclusive, in the policy's zone.</param>
/// <param name="ServicePlan">Code of the effective tier's service plan.</param>
public sealed record ServedFrom(DateOnly From, string Held, string Effective, string? ServicePlan);

/// <summary>The override took effect on the effective tier.</summary>
public sealed record OverrideBegan(Guid Customer, string Ladder, Guid Override, ServedFrom Served);

/// <summary>The override was revoked. LastDay is its last day in force, or null if it never was in force.</summary>
public sealed record OverrideRevoked(Guid Customer, string Ladder, Guid Override, DateOnly? LastDay, ServedFrom Served, Personal Reason);

/// <summary>The last day of the override is over.</summary>
public sealed record OverrideExpired(Guid Customer, string Ladder, Guid Override, DateOnly LastDay, ServedFrom Served);

/// <summary>A decision about earlier days was made after an override had begun or ended. The effective tier since then is stated again.</summary>
/// <param name="Served">The effective tier since then.</param>
/// <param name="FollowedBy">As-of date of the next decision, before which the statement ends; null if it applies now.</param>
public sealed record EffectiveTierRestated(Guid Customer, string Ladder, Guid Decision, ServedFrom Served, DateOnly? FollowedBy = null);
