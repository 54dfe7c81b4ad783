using CustomerTiering.Rules.Decisions;
using CustomerTiering.Rules.Evaluation;

namespace CustomerTiering.Tiering;

// Stream: tier/<customer>/<ladder>. Values of metrics and scores stand in the order of the policy that the event names, and the trace by the
// numbers of its criteria: texts and thresholds are in the policy.

/// <summary>Which text of a policy: ladder, version, SHA-256 of text and frozen zone in hex.</summary>
public sealed record DecidedBy(string Id, int Version, string Digest);

/// <summary>How one rule of one tier came out: a character a criterion, <c>1</c> met, <c>0</c> not, <c>?</c> missing; the first is the rule's own.</summary>
public sealed record TracedRule(int Rank, string Rule, string Verdicts);

/// <summary>What facts and criteria said on a day.</summary>
/// <param name="Metrics">Values in the order of the policy's metrics; null is missing.</param>
/// <param name="Scores">Values in the order of the policy's scores, then <c>total</c>; null is missing.</param>
/// <param name="Attributes">Texts in the order in which the policy looks at them; null is absent.</param>
/// <param name="Trace">How each rule came out.</param>
/// <param name="Rates">The rates by which amounts were converted: places in the policy's list.</param>
/// <param name="Uncounted">Amounts that count nowhere for want of a rate.</param>
/// <param name="LaterRates">The rates by which amounts of days that the policy does not rate were converted: later versions brought them.</param>
public sealed record Assessed(
    DateOnly AsOf, IReadOnlyList<decimal?> Metrics, IReadOnlyList<decimal?> Scores, IReadOnlyList<string?> Attributes, IReadOnlyList<TracedRule> Trace,
    IReadOnlyList<int>? Rates = null, IReadOnlyList<UncountedSum>? Uncounted = null, IReadOnlyList<RatesOfVersion>? LaterRates = null);

/// <summary>Rates of a later version of the policy, by their places in its list.</summary>
public sealed record RatesOfVersion(int Version, IReadOnlyList<int> Rates);

/// <summary>Amounts of one currency that count nowhere for want of a rate: of how many facts, and their sum.</summary>
public sealed record UncountedSum(string Currency, int Facts, decimal Sum)
{
    /// <summary>By currency; null where there are none.</summary>
    internal static IReadOnlyList<UncountedSum>? Of(Assessment assessment) =>
        assessment.Uncounted.Count == 0 ? null : [.. assessment.Uncounted.Select(one => new UncountedSum(one.Currency, one.Facts, one.Sum))];
}

/// <summary>The tier that is foreseen for the end of what was decided: nothing that anybody is promised.</summary>
/// <param name="On">The day it is foreseen for.</param>
/// <param name="Certain">The tier computed for that day from what is known already.</param>
/// <param name="Pace">The tier computed for that day if the customer goes on as before; null where too little is known.</param>
/// <param name="Outlook">The pace's tier against the held one: <c>falls</c>, <c>stays</c> (also in a tier that the policy takes from nobody) or <c>rises</c>; null without a pace.</param>
public sealed record ForeseenTier(DateOnly On, string Certain, string? Pace, string? Outlook);

/// <summary>A customer's tier was decided. The event's id is the id of the decision. Tier and dates are those after the decision, in the policy's time zone.</summary>
/// <param name="Ladder">On which ladder.</param>
/// <param name="Policy">By which text.</param>
/// <param name="Engine">By which version of the rules.</param>
/// <param name="Joined">The day of joining, from which anniversaries count.</param>
/// <param name="LogPosition">The position up to which facts were read.</param>
/// <param name="FactsDigest">The digest of those facts, hex.</param>
/// <param name="TriggerKind">What called for it.</param>
/// <param name="TriggerId">Which one.</param>
/// <param name="Assessed">What it rests on.</param>
/// <param name="Qualified">The highest tier whose criteria to qualify hold.</param>
/// <param name="Computed">What facts and criteria say.</param>
/// <param name="Held">What movement and validity make of it.</param>
/// <param name="Effective">What serves the customer.</param>
/// <param name="Outcome">What it came to.</param>
/// <param name="EffectiveFrom">First day of the held tier, included.</param>
/// <param name="ValiditySince">First day of its validity, included.</param>
/// <param name="ValidUntil">Last day of its validity, included.</param>
/// <param name="GraceEnds">Last day of its grace, included.</param>
/// <param name="ServicePlan">Code of the service plan that the effective tier brings.</param>
/// <param name="Supersedes">The decision that this one supersedes: of the same as-of day its place is taken, of an earlier one its tier is lost by a recheck.</param>
/// <param name="FollowedBy">As-of day of the decision that followed it already, where it was made late: what is held now is not for it to say.</param>
/// <param name="Foreseen">The tier foreseen for the end of what was decided; null where none ends, and after leaving.</param>
/// <param name="Provisional">An expiry or the end of a grace was put off: amounts without a rate might keep the tier.</param>
public sealed record TierDecided(
    Guid Customer, string Ladder, DecidedBy Policy, string Engine, DateOnly Joined, long LogPosition, string FactsDigest, string TriggerKind,
    string TriggerId, Assessed Assessed, string Qualified, string Computed, string Held, string Effective, string Outcome, DateOnly EffectiveFrom,
    DateOnly? ValiditySince, DateOnly? ValidUntil, DateOnly? GraceEnds, string? ServicePlan, string? Supersedes,
    DateOnly? FollowedBy = null, ForeseenTier? Foreseen = null, bool Provisional = false);

/// <summary>A metric, by its number, that has to get to a value, by facts from a day on (null: from the warning on) up to a day, both included.</summary>
public sealed record KeepMove(int Metric, decimal Needed, DateOnly? From, DateOnly? By);

/// <summary>A criterion, by its number, that has to hold or must not, and isn't the customer's to move.</summary>
public sealed record KeepCondition(int Criterion, bool Holds);

/// <summary>One smallest set of changes that keeps the tier.</summary>
public sealed record KeepPath(IReadOnlyList<KeepMove> Moves, IReadOnlyList<KeepCondition> Conditions);

/// <summary>According to the facts known on a day, the tier would be lost at the end of its validity. The customer can still prevent this.</summary>
/// <param name="Ladder">On which ladder.</param>
/// <param name="Policy">By which text it was judged.</param>
/// <param name="AsOf">The day of the warning.</param>
/// <param name="Period">The period before the end for which was judged.</param>
/// <param name="Periods">All periods that are done with it.</param>
/// <param name="ValidUntil">The day as of which was judged.</param>
/// <param name="Held">The held tier.</param>
/// <param name="Computed">The tier as computed for that day.</param>
/// <param name="Assessed">What that rests on.</param>
/// <param name="Keep">What keeps it, the nearest first; as much of it as is short. Null in events from before it was said.</param>
public sealed record DowngradeWarned(
    Guid Customer, string Ladder, DecidedBy Policy, DateOnly AsOf, string Period, IReadOnlyList<string> Periods, DateOnly ValidUntil, string Held,
    string Computed, Assessed Assessed, IReadOnlyList<KeepPath>? Keep = null);

/// <summary>The tier was assessed before its end and would be kept. These periods are not assessed again.</summary>
public sealed record RetentionForeseen(
    Guid Customer, string Ladder, DecidedBy Policy, DateOnly AsOf, IReadOnlyList<string> Periods, DateOnly ValidUntil, string Held, string Computed);

// Overrides stand in the same stream, so that its version guards them too.

/// <summary>A tier other than the held one was requested for a limited time.</summary>
/// <param name="Ladder">On which ladder.</param>
/// <param name="Override">The override's id.</param>
/// <param name="Kind">How it bears on the held tier.</param>
/// <param name="Tier">Code of its tier.</param>
/// <param name="From">The first day that was asked for, included, in the policy's zone.</param>
/// <param name="Until">The last day, included.</param>
/// <param name="Reason">A reason code that the policy permits.</param>
/// <param name="Text">The reason in words.</param>
/// <param name="Evidence">Ids of what it rests on, here or elsewhere.</param>
/// <param name="Computed">What facts and criteria said when it was asked for.</param>
/// <param name="Held">What was held then.</param>
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

/// <summary>What serves a customer from a day on, as far as it is known.</summary>
/// <param name="From">The first day, included, in the policy's zone.</param>
/// <param name="Held">The held tier.</param>
/// <param name="Effective">The effective tier.</param>
/// <param name="ServicePlan">Code of the plan that it brings.</param>
public sealed record ServedFrom(DateOnly From, string Held, string Effective, string? ServicePlan);

/// <summary>The override took effect on the effective tier.</summary>
public sealed record OverrideBegan(Guid Customer, string Ladder, Guid Override, ServedFrom Served);

/// <summary>The override was revoked. LastDay is its last day in force, or null if it never was in force.</summary>
public sealed record OverrideRevoked(Guid Customer, string Ladder, Guid Override, DateOnly? LastDay, ServedFrom Served, Personal Reason);

/// <summary>The last day of the override is over.</summary>
public sealed record OverrideExpired(Guid Customer, string Ladder, Guid Override, DateOnly LastDay, ServedFrom Served);

/// <summary>A decision about earlier days was made after an override had begun or ended. The effective tier since then is stated again.</summary>
/// <param name="Ladder">On which ladder.</param>
/// <param name="Served">What serves since.</param>
/// <param name="FollowedBy">As-of day of the decision that followed already, up to which it holds; nothing where it holds now.</param>
public sealed record EffectiveTierRestated(Guid Customer, string Ladder, Guid Decision, ServedFrom Served, DateOnly? FollowedBy = null);
