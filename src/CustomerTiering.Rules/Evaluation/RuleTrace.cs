namespace CustomerTiering.Rules.Evaluation;

/// <summary>One of a tier's two rules.</summary>
public enum RuleKind
{
    /// <summary>The rule that gives the tier.</summary>
    Qualify,

    /// <summary>The rule that keeps the tier.</summary>
    Retain,
}

/// <summary>The result of one rule in compact form. Texts and thresholds are in the policy, actual values in the assessment.</summary>
/// <param name="Rank">The tier's rank.</param>
/// <param name="Verdicts">A character of <see cref="Verdict"/> for each criterion, at the criterion's index; the first is the rule's own.</param>
public sealed record RuleTrace(int Rank, RuleKind Rule, string Verdicts)
{
    /// <summary>Whether the rule holds.</summary>
    public bool Met => Verdicts[0] == (char)Verdict.Met;
}
