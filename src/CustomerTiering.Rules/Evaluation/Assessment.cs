using CustomerTiering.Rules.Values;

namespace CustomerTiering.Rules.Evaluation;

/// <summary>What facts and criteria say about a customer on a day, before movement makes anything of it.</summary>
/// <param name="Metrics">Values in the order of the policy's metrics, 6 decimals; null is missing.</param>
/// <param name="Scores">Values in the order of the policy's scores, then <c>total</c>, 4 decimals; null is missing. Empty without scores.</param>
/// <param name="Attributes">Texts in the order of <see cref="CompiledPolicy.Attributes"/>; null is absent.</param>
/// <param name="Rules">How each judged rule came out, by rank, <c>qualify</c> before <c>retain</c>.</param>
/// <param name="Qualified">Rank of the highest tier whose <c>qualify</c> holds.</param>
/// <param name="Computed">Rank of the higher of the qualified tier and the highest tier, up to the held one, whose <c>retain</c> (without one, <c>qualify</c>) holds.</param>
/// <param name="Rates">Places, in the policy's list, of the exchange rates by which purchases and returns up to the day were converted; ascending.</param>
public sealed record Assessment(
    DateOnly AsOf, EquatableList<decimal?> Metrics, EquatableList<decimal?> Scores, EquatableList<string?> Attributes,
    EquatableList<RuleTrace> Rules, int Qualified, int Computed, EquatableList<int> Rates)
{
    /// <summary>Amounts that count nowhere, since the policy has no rate for their days; by currency.</summary>
    public EquatableList<UncountedAmount> Uncounted { get; init; } = [];

    /// <summary>Places of the metrics that leave such amounts out, ascending; not kept with a decision.</summary>
    internal EquatableList<int> UncountedMetrics { get; init; } = [];

    /// <summary>Whether a judged rule holds; false for one that was not judged.</summary>
    public bool Holds(int rank, RuleKind rule)
    {
        foreach (var trace in Rules)
            if (trace.Rank == rank && trace.Rule == rule) return trace.Met;
        return false;
    }
}
