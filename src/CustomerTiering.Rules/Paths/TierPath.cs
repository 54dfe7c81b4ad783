using CustomerTiering.Rules.Evaluation;
using CustomerTiering.Rules.Policies;
using CustomerTiering.Rules.Values;

namespace CustomerTiering.Rules.Paths;

/// <summary>The changes that would make one rule hold.</summary>
/// <param name="Tier">Code of the tier whose rule it is.</param>
/// <param name="AsOf">The as-of day of the assessment.</param>
/// <param name="Holds">Whether the rule already holds; <paramref name="Paths"/> is then empty.</param>
/// <param name="Paths">At most <see cref="PathSearch.Most"/>: paths without conditions first, then by ascending cost.</param>
public sealed record PathAnswer(string Tier, RuleKind Rule, DateOnly AsOf, bool Holds, EquatableList<TierPath> Paths);

/// <summary>A minimal set of changes that makes a rule hold. With one change less, or one step less in any move, it does not hold.</summary>
/// <param name="Moves">What the customer can change, in the order of the policy's metrics.</param>
/// <param name="Conditions">What must also hold and the customer cannot change.</param>
/// <param name="Cost">The sum of |needed − actual| ÷ max(|needed|, 1) over the moves, to 6 decimals; a missing value counts as 0.</param>
public sealed record TierPath(EquatableList<Move> Moves, EquatableList<PathCondition> Conditions, decimal Cost)
{
    /// <summary>The single order that is sufficient; null for a path of moves.</summary>
    public OneOrder? Order { get; init; }

    /// <summary>Whether the path uses internal metrics or scores. A customer is told only that it depends on something they cannot change.</summary>
    public bool IsInternal { get; init; }
}

/// <summary>A single purchase of one line with all its effects: count, sum, mean, months and recency.</summary>
/// <param name="Amount">The smallest sufficient amount, a multiple of the currency's smallest unit.</param>
/// <param name="Currency">The policy's currency.</param>
/// <param name="Where">Conditions that make every metric of the rule count the order; empty: none.</param>
/// <param name="From">The first day on which it is sufficient, if in the future; null: from now on.</param>
/// <param name="By">The last day on which it is sufficient, included; null if unknown.</param>
public sealed record OneOrder(decimal Amount, string Currency, EquatableList<FieldCondition> Where, DateOnly? From, DateOnly? By);

/// <summary>A metric that must reach a value. Each move counts separately: one order that raises three metrics is three moves.</summary>
/// <param name="Actual">The current value; null: missing.</param>
/// <param name="Needed">The value that is just sufficient.</param>
/// <param name="Delta">Needed minus actual, a whole number of <paramref name="Step"/>s; null if the actual value is missing.</param>
/// <param name="Step">The smallest change of the metric: a cent, one order, one day.</param>
/// <param name="Unit">Currency code, <c>days</c>, <c>months</c>, <c>units</c>, <c>hours</c>, <c>points</c> or <c>count</c>.</param>
/// <param name="From">The first day that counts, if in the future; null: from now on.</param>
/// <param name="By">The last day on which it is sufficient, included; null if no end is known.</param>
public sealed record Move(string Metric, decimal? Actual, decimal Needed, decimal? Delta, decimal Step, string Unit, DateOnly? From, DateOnly? By)
{
    /// <summary>For a mean of survey scores, the fewest best answers that reach the value; null for other metrics and without facts.</summary>
    public int? Answers { get; init; }
}

/// <summary>A condition that must change and that the customer cannot change.</summary>
/// <param name="Criterion">The comparison or segment of the rule.</param>
/// <param name="Holds">True: it must hold; false: it must not hold.</param>
/// <param name="Actual">The value found, a number in plain form; null if none was found or none exists.</param>
/// <param name="Needed">
/// A value that satisfies the condition, for a metric the nearest one; null for a segment, for a score, and if a missing value is sufficient.
/// </param>
/// <param name="On">The day from which it holds if nothing is added; null if unknown.</param>
public sealed record PathCondition(Criterion Criterion, bool Holds, string? Actual, string? Needed, DateOnly? On);
