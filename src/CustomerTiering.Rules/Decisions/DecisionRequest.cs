using CustomerTiering.Rules.Evaluation;
using CustomerTiering.Rules.Facts;

namespace CustomerTiering.Rules.Decisions;

/// <summary>The complete input of a decision.</summary>
/// <param name="Reference">Identifies the policy text.</param>
/// <param name="Held">The state before; null without a decision on the ladder.</param>
/// <param name="AsOf">The as-of day, in the policy's zone.</param>
/// <param name="LogPosition">Log position up to which facts were read.</param>
/// <param name="FactsDigest">Digest of those facts.</param>
/// <param name="DecisionId">Id of the decision to be made.</param>
/// <param name="Reviews">The review days; a postponed end waits for the next one.</param>
public sealed record DecisionRequest(
    CompiledPolicy Policy, PolicyReference Reference, KnownFacts Facts, DateOnly Joined, HeldState? Held, DateOnly AsOf, Trigger Trigger,
    long LogPosition, string FactsDigest, string DecisionId, ReviewDates Reviews)
{
    /// <summary>Whether the day is over. Otherwise periods that end with the day are not judged.</summary>
    internal bool DayIsOver { get; init; } = true;

    /// <summary>The returns that a recheck knows beyond the day; null: only returns up to the day are known.</summary>
    internal ReturnsKnown? Known { get; init; }
}

/// <summary>The result of a decision request: exactly one of the two.</summary>
/// <param name="Error">Why the customer's facts cannot be counted.</param>
public readonly record struct Decided(Decision? Decision, MetricError? Error);
