using CustomerTiering.Rules.Evaluation;
using CustomerTiering.Rules.Facts;

namespace CustomerTiering.Rules.Decisions;

/// <summary>All that a decision is made from.</summary>
/// <param name="Policy">The policy in force.</param>
/// <param name="Reference">Which text of it.</param>
/// <param name="Joined">The day of joining.</param>
/// <param name="Held">What is held; null without a decision on the ladder.</param>
/// <param name="AsOf">The day, of the policy's zone.</param>
/// <param name="Trigger">What calls for it.</param>
/// <param name="LogPosition">Position up to which facts were read.</param>
/// <param name="FactsDigest">Digest of those facts.</param>
/// <param name="DecisionId">Id of the decision to be.</param>
/// <param name="Reviews">The days of review: an end that is put off waits for the next.</param>
public sealed record DecisionRequest(
    CompiledPolicy Policy, PolicyReference Reference, KnownFacts Facts, DateOnly Joined, HeldState? Held, DateOnly AsOf, Trigger Trigger,
    long LogPosition, string FactsDigest, string DecisionId, ReviewDates Reviews)
{
    /// <summary>Whether the day is over; what ends with a day that is not is not judged.</summary>
    internal bool DayIsOver { get; init; } = true;

    /// <summary>What a recheck knows of returns that lie after the day; null: only those up to it are known.</summary>
    internal ReturnsKnown? Known { get; init; }
}

/// <summary>What asking for a decision came to: one of the two.</summary>
/// <param name="Error">Why there is none: the customer's facts can't be counted.</param>
public readonly record struct Decided(Decision? Decision, MetricError? Error);
