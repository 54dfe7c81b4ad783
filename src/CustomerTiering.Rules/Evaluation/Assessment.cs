using CustomerTiering.Rules.Values;

namespace CustomerTiering.Rules.Evaluation;

/// <summary>The result of facts and criteria for a customer on a day, before movement rules.</summary>
/// <param name="Metrics">Values in the order of the policy's metrics, 6 decimals; null: missing.</param>
/// <param name="Scores">Values in the order of the policy's scores, then <c>total</c>, 4 decimals; null: missing. Empty without scores.</param>
/// <param name="Attributes">Texts in the order of <see cref="CompiledPolicy.Attributes"/>; null: absent.</param>
/// <param name="Rules">Results of the judged rules, by rank, <c>qualify</c> before <c>retain</c>.</param>
/// <param name="Qualified">Rank of the highest tier whose <c>qualify</c> holds.</param>
/// <param name="Computed">
/// Rank of the higher of the qualified tier and the highest tier, up to the held one, whose <c>retain</c> (without one, <c>qualify</c>) holds.
/// </param>
/// <param name="Rates">Indexes, in the policy's list, of the exchange rates used for purchases and returns up to the day; ascending.</param>
public sealed record Assessment(
    DateOnly AsOf, EquatableList<decimal?> Metrics, EquatableList<decimal?> Scores, EquatableList<string?> Attributes,
    EquatableList<RuleTrace> Rules, int Qualified, int Computed, EquatableList<int> Rates)
{
    /// <summary>Amounts that do not count because the policy has no rate for their days; by currency.</summary>
    public EquatableList<UncountedAmount> Uncounted { get; init; } = [];

    /// <summary>Indexes of the metrics that leave such amounts out, ascending; not stored with a decision.</summary>
    internal EquatableList<int> UncountedMetrics { get; init; } = [];

    /// <summary>Whether a rule holds; false if it was not judged.</summary>
    public bool Holds(int rank, RuleKind rule)
    {
        foreach (var trace in Rules)
            if (trace.Rank == rank && trace.Rule == rule) return trace.Met;
        return false;
    }
}
