using CustomerTiering.Rules.Decisions;
using CustomerTiering.Rules.Evaluation;

namespace CustomerTiering.Trials;

/// <summary>Why a customer's tier differs under a draft: the criteria that determined the rule in the draft's last decision.</summary>
internal static class MoverReasons
{
    private const int Most = 6;

    /// <summary>
    /// For a lower tier, the unmet criteria of the tier in force, or of the next higher one if the draft does not have it. For a higher tier, the met
    /// criteria of the new tier.
    /// </summary>
    internal static IReadOnlyList<MoverReason> Of(CompiledPolicy draft, Decision last, string inForce)
    {
        var to = draft.RankOf(last.Effective)!.Value;
        var falls = draft.RankOf(inForce) is not { } from || from > to;
        var looked = falls ? draft.Policy.Tiers[draft.RankOf(inForce) ?? Math.Min(to + 1, draft.Policy.Tiers.Count - 1)].Code : last.Effective;
        var rules = TraceReading.Of(draft, last.Assessment).Where(rule => rule.Tier == looked && rule.Verdict == Verdict.Met != falls).ToList();
        return rules.Count == 0 ? [] : [.. Deciding(rules[^1]).Take(Most).Select(criterion => new MoverReason(
            looked, rules[^1].Rule == RuleKind.Retain ? "retain" : "qualify", criterion.Subject, criterion.Required, criterion.Actual,
            criterion.Verdict.Name()))];
    }

    /// <summary>
    /// The comparisons that determined the verdict: met ones of a met rule, unmet ones of an unmet rule; reversed under <c>not</c>.
    /// </summary>
    private static IEnumerable<CriterionReading> Deciding(RuleReading rule)
    {
        var criteria = rule.Criteria;
        var path = new Stack<CriterionReading>();
        foreach (var criterion in criteria)
        {
            while (path.Count > criterion.Depth) path.Pop();
            // Parts of a branch that does not determine the verdict are skipped: the branch is not on the path.
            if (path.Count < criterion.Depth) continue;
            if (path.TryPeek(out var within) && within.Subject != "not" && IsMet(within) != IsMet(criterion)) continue;
            path.Push(criterion);
            if (criterion.Index + 1 == criteria.Count || criteria[criterion.Index + 1].Depth <= criterion.Depth) yield return criterion;
        }
    }

    private static bool IsMet(CriterionReading criterion) => criterion.Verdict == Verdict.Met;
}
