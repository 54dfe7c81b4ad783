using CustomerTiering.Rules.Evaluation;
using CustomerTiering.Rules.Policies;

namespace CustomerTiering.Rules.Decisions;

/// <summary>Amounts without a rate never cost a tier at once: if they might have kept it, its end is postponed once.</summary>
internal static class Uncounted
{
    /// <summary>Whether a failing comparison of the rules that keep the held tier depends on a metric that leaves out an amount.</summary>
    public static bool MayKeep(CompiledPolicy policy, HeldState held, int rank, TriggerKind trigger, Assessment assessment)
    {
        if (trigger is not (TriggerKind.Expiry or TriggerKind.GraceEnd) || held.Provisional || assessment.UncountedMetrics.Count == 0) return false;
        var tier = policy.Policy.Tiers[rank];
        return Fails(policy, assessment, rank, RuleKind.Retain, tier.Retain) || Fails(policy, assessment, rank, RuleKind.Qualify, tier.Qualify);
    }

    private static bool Fails(CompiledPolicy policy, Assessment assessment, int rank, RuleKind rule, Criterion? criterion)
    {
        foreach (var trace in assessment.Rules)
            if (trace.Rank == rank && trace.Rule == rule && criterion is not null) return Fails(policy, assessment, trace.Verdicts, criterion);
        return false;
    }

    private static bool Fails(CompiledPolicy policy, Assessment assessment, string verdicts, Criterion criterion) => criterion switch
    {
        Criterion.Comparison comparison => verdicts[criterion.Index] != (char)Verdict.Met && LeavesOut(policy, assessment, comparison),
        Criterion.All all => all.Items.Any(item => Fails(policy, assessment, verdicts, item)),
        Criterion.Any any => any.Items.Any(item => Fails(policy, assessment, verdicts, item)),
        Criterion.CountOf count => count.Items.Any(item => Fails(policy, assessment, verdicts, item)),
        // A negated item fails if it is met.
        Criterion.Not not => FailsMet(policy, assessment, verdicts, not.Item),
        _ => false,
    };

    private static bool FailsMet(CompiledPolicy policy, Assessment assessment, string verdicts, Criterion criterion) => criterion switch
    {
        Criterion.Comparison comparison => verdicts[criterion.Index] == (char)Verdict.Met && LeavesOut(policy, assessment, comparison),
        Criterion.All all => all.Items.Any(item => FailsMet(policy, assessment, verdicts, item)),
        Criterion.Any any => any.Items.Any(item => FailsMet(policy, assessment, verdicts, item)),
        Criterion.CountOf count => count.Items.Any(item => FailsMet(policy, assessment, verdicts, item)),
        Criterion.Not not => Fails(policy, assessment, verdicts, not.Item),
        _ => false,
    };

    private static bool LeavesOut(CompiledPolicy policy, Assessment assessment, Criterion.Comparison comparison) =>
        policy.MetricsOf(comparison).Any(metric => assessment.UncountedMetrics.Contains(metric));
}
