namespace CustomerTiering.Lifecycle;

// Stream: lifecycle/<customer>. Changes of stage are facts about the customer, including the first stage, and inputs of later decisions. Metrics are
// in the order of the event's lifecycle, and verdicts by the numbers of its criteria; their names and thresholds are in the lifecycle.

/// <summary>A lifecycle version: version, and SHA-256 of the text and the frozen zone, hex.</summary>
public sealed record JudgedBy(int Version, string Digest);

/// <summary>A customer entered a lifecycle stage. The event's id is derived from its inputs.</summary>
/// <param name="From">The previous stage; null for the first.</param>
/// <param name="AsOf">The first day of the stage, as of which it was judged, in the lifecycle's zone.</param>
/// <param name="LogPosition">The position up to which facts were read.</param>
/// <param name="FactsDigest">The digest of those facts, hex.</param>
/// <param name="Metrics">In the order of the lifecycle's metrics; null if missing.</param>
/// <param name="Verdicts">
/// The verdicts of each stage, in the order of stages, one character per criterion: <c>1</c> met, <c>0</c> not met, <c>?</c> missing. The first is
/// the verdict of the whole stage. Empty for a stage that could not be entered.
/// </param>
public sealed record StageEntered(
    Guid Customer, string? From, string To, DateOnly AsOf, JudgedBy Lifecycle, long LogPosition, string FactsDigest,
    IReadOnlyList<decimal?> Metrics, IReadOnlyList<string> Verdicts);
