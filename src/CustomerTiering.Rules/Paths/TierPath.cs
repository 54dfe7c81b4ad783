using CustomerTiering.Rules.Evaluation;
using CustomerTiering.Rules.Policies;
using CustomerTiering.Rules.Values;

namespace CustomerTiering.Rules.Paths;

/// <summary>What would make one rule hold.</summary>
/// <param name="Tier">Code of the tier whose rule it is.</param>
/// <param name="Rule">Which of its rules.</param>
/// <param name="AsOf">The day as of which is judged.</param>
/// <param name="Holds">Whether it holds already; there are no paths then.</param>
/// <param name="Paths">At most <see cref="PathSearch.Most"/>: those without conditions first, then the cheapest first.</param>
public sealed record PathAnswer(string Tier, RuleKind Rule, DateOnly AsOf, bool Holds, EquatableList<TierPath> Paths);

/// <summary>One smallest set of changes that makes a rule hold: with any of them left out, or a step less of any move, it doesn't.</summary>
/// <param name="Moves">What the customer can move, in the order of the policy's metrics.</param>
/// <param name="Conditions">What has to hold besides, and isn't the customer's to move.</param>
/// <param name="Cost">The sum of |needed − actual| ÷ max(|needed|, 1) over the moves, to 6 decimals; a missing value counts as 0.</param>
public sealed record TierPath(EquatableList<Move> Moves, EquatableList<PathCondition> Conditions, decimal Cost)
{
    /// <summary>The one order that is enough by itself; null of a path of moves.</summary>
    public OneOrder? Order { get; init; }

    /// <summary>Whether it leads through what is never told to a customer: told, it is one by what they cannot change themselves.</summary>
    public bool IsInternal { get; init; }
}

/// <summary>A single purchase of one line, with all that it moves: what is counted, summed up and averaged, months and recency.</summary>
/// <param name="Amount">The smallest that is enough, a whole multiple of the currency's smallest unit.</param>
/// <param name="Currency">The policy's currency.</param>
/// <param name="Where">What it has to be so that every metric of the rule counts it; empty: anything.</param>
/// <param name="From">The first day on which it is enough, where that is still to come; null: from now on.</param>
/// <param name="By">The last day on which it is enough, included; null where that is not known.</param>
public sealed record OneOrder(decimal Amount, string Currency, EquatableList<FieldCondition> Where, DateOnly? From, DateOnly? By);

/// <summary>A metric that has to get to a value. Each move counts alone: one order that raises three metrics is three moves.</summary>
/// <param name="Metric">Name of the metric.</param>
/// <param name="Actual">Its value, or null: missing.</param>
/// <param name="Needed">The value that is just enough.</param>
/// <param name="Delta">Needed less actual, a whole number of <paramref name="Step"/>s; null where the actual value is missing.</param>
/// <param name="Step">The smallest change of the metric: a cent, one order, one day.</param>
/// <param name="Unit">Currency code, <c>days</c>, <c>months</c>, <c>units</c>, <c>hours</c>, <c>points</c> or <c>count</c>.</param>
/// <param name="From">The first day that counts, where that is still to come; null: from now on.</param>
/// <param name="By">The last day on which it is enough, included; null where no end is known.</param>
public sealed record Move(string Metric, decimal? Actual, decimal Needed, decimal? Delta, decimal Step, string Unit, DateOnly? From, DateOnly? By)
{
    /// <summary>Of a mean of survey scores: how many of the best answers are the fewest that bring it there; null of everything else, and without facts.</summary>
    public int? Answers { get; init; }
}

/// <summary>Something that has to be otherwise and that the customer can't move.</summary>
/// <param name="Criterion">The comparison or segment of the rule.</param>
/// <param name="Holds">True: it has to hold; false: it must not.</param>
/// <param name="Actual">The value found, a number in plain form; null where none was found or there is none to find.</param>
/// <param name="Needed">A value that fulfils it, of a metric the nearest; null of a segment, a score, and where it is enough that there is none.</param>
/// <param name="On">The day from which it holds by itself if nothing is added, where that is known.</param>
public sealed record PathCondition(Criterion Criterion, bool Holds, string? Actual, string? Needed, DateOnly? On);
