using CustomerTiering.Rules.Values;

namespace CustomerTiering.Rules.Facts.Guards;

/// <summary>What may happen to one purchase, complaint or asking: judged as a whole, so that the order in which facts arrive is immaterial.</summary>
internal abstract class FactGuard
{
    /// <summary>Why a fact is rejected that refers to something the customer does not have.</summary>
    public abstract DocumentError Unknown(string of);

    /// <summary>The rules that are broken.</summary>
    /// <param name="opening">What the others refer to.</param>
    /// <param name="referring">All facts that refer to it now, in any order.</param>
    public abstract IEnumerable<BrokenRule> Judge(GuardedFact opening, IReadOnlyCollection<GuardedFact> referring);

    /// <summary>Facts of one type in the order of facts, as they hold now.</summary>
    protected static IEnumerable<GuardedFact> InOrder<T>(IEnumerable<GuardedFact> facts) =>
        facts.Where(fact => fact.Final is T).OrderBy(fact => fact.Final, FactOrder.Instance);
}
