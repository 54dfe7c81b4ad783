namespace CustomerTiering.Lifecycle;

// Stream: lifecycle/<customer>. Only a change of the stage is an event, the first stage included. It is a fact about the customer, and so part of what later
// decisions rest on. Values of metrics stand in the order of the lifecycle
// that the event names, and verdicts by the numbers of its criteria: names and thresholds are in the lifecycle.

/// <summary>Which text of the lifecycle: version, SHA-256 of text and frozen zone in hex.</summary>
public sealed record JudgedBy(int Version, string Digest);

/// <summary>A customer entered a lifecycle stage. The event's id is derived from its inputs.</summary>
/// <param name="From">The stage that was left; null for the first.</param>
/// <param name="To">The stage that was entered.</param>
/// <param name="AsOf">The day as of which was judged, in the lifecycle's zone: the stage's first.</param>
/// <param name="Lifecycle">By which text.</param>
/// <param name="LogPosition">The position up to which facts were read.</param>
/// <param name="FactsDigest">The digest of those facts, hex.</param>
/// <param name="Metrics">Values in the order of the lifecycle's metrics; null is missing.</param>
/// <param name="Verdicts">
/// How each stage's criterion came out, in the order of the stages: a character a criterion, <c>1</c> met, <c>0</c> not, <c>?</c> missing, the first the
/// stage's own; empty for a stage that could not be moved to.
/// </param>
public sealed record StageEntered(
    Guid Customer, string? From, string To, DateOnly AsOf, JudgedBy Lifecycle, long LogPosition, string FactsDigest,
    IReadOnlyList<decimal?> Metrics, IReadOnlyList<string> Verdicts);
