namespace CustomerTiering.Rules.Evaluation;

/// <summary>Which of a tier's two rules.</summary>
public enum RuleKind
{
    /// <summary>What gives the tier.</summary>
    Qualify,

    /// <summary>What keeps it.</summary>
    Retain,
}

/// <summary>How one rule of one tier came out, compactly: texts and thresholds are in the policy, actual values in the assessment.</summary>
/// <param name="Rank">The tier's rank.</param>
/// <param name="Rule">Which rule.</param>
/// <param name="Verdicts">A character of <see cref="Verdict"/> for each criterion, at the criterion's index; the first is the rule's own.</param>
public sealed record RuleTrace(int Rank, RuleKind Rule, string Verdicts)
{
    /// <summary>Whether the rule holds.</summary>
    public bool Met => Verdicts[0] == (char)Verdict.Met;
}
