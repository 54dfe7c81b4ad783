using CustomerTiering.Rules.Values;

namespace CustomerTiering.Rules.Facts.Guards;

/// <summary>
/// Restricts the facts that refer to one purchase, complaint or survey request. All are judged together, so that their order of arrival does not
/// matter.
/// </summary>
internal abstract class FactGuard
{
    /// <summary>The error for a fact that refers to something the customer does not have.</summary>
    public abstract DocumentError Unknown(string of);

    /// <summary>The broken rules.</summary>
    /// <param name="opening">The fact that the others refer to.</param>
    /// <param name="referring">All facts that currently refer to it, in any order.</param>
    public abstract IEnumerable<BrokenRule> Judge(GuardedFact opening, IReadOnlyCollection<GuardedFact> referring);

    /// <summary>Facts of one type, as currently corrected, in the order of facts.</summary>
    protected static IEnumerable<GuardedFact> InOrder<T>(IEnumerable<GuardedFact> facts) =>
        facts.Where(fact => fact.Final is T).OrderBy(fact => fact.Final, FactOrder.Instance);
}
