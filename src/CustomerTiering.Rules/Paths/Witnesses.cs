using CustomerTiering.Rules.Evaluation;
using CustomerTiering.Rules.Policies;
using CustomerTiering.Rules.Values;

namespace CustomerTiering.Rules.Paths;

/// <summary>The criteria that determined the result of a rule: as many that hold as required, and all that do not hold.</summary>
internal static class Witnesses
{
    public static EquatableList<ReasonFact> Of(CompiledPolicy policy, Assessment assessment, RuleTrace trace)
    {
        var tier = policy.Policy.Tiers[trace.Rank];
        var rule = trace.Rule == RuleKind.Retain ? tier.Retain : tier.Qualify;
        bool IsMet(Criterion criterion) => trace.Verdicts[criterion.Index] == (char)Verdict.Met;
        return rule is null ? [] : [
            .. Of(rule, true, IsMet).Select(one => new ReasonFact(one.Leaf, one.Wanted, TraceReading.ActualOf(policy, assessment, one.Leaf)))];
    }

    private static IEnumerable<(Criterion Leaf, bool Wanted)> Of(Criterion criterion, bool wanted, Func<Criterion, bool> isMet)
    {
        var holds = isMet(criterion);
        return criterion switch
        {
            Criterion.All all => all.Items.Where(item => isMet(item) == holds).SelectMany(item => Of(item, wanted, isMet)),
            Criterion.Any any =>
                any.Items.Where(item => isMet(item) == holds).Take(holds ? 1 : int.MaxValue).SelectMany(item => Of(item, wanted, isMet)),
            Criterion.CountOf count =>
                count.Items.Where(item => isMet(item) == holds).Take(holds ? count.Count : int.MaxValue).SelectMany(item => Of(item, wanted, isMet)),
            Criterion.Not not => Of(not.Item, !wanted, isMet),
            _ => [(criterion, wanted)],
        };
    }
}
