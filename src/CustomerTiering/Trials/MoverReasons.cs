using CustomerTiering.Rules.Decisions;
using CustomerTiering.Rules.Evaluation;

namespace CustomerTiering.Trials;

/// <summary>Why a customer's tier is another under a draft: from the trace of the draft's last decision, the criteria that its rule came out by.</summary>
internal static class MoverReasons
{
    private const int Most = 6;

    /// <summary>Where the tier falls, what fails of the tier in force (where the draft has none of it, of the next one up); where it rises, what gives the new one.</summary>
    internal static IReadOnlyList<MoverReason> Of(CompiledPolicy draft, Decision last, string inForce)
    {
        var to = draft.RankOf(last.Effective)!.Value;
        var falls = draft.RankOf(inForce) is not { } from || from > to;
        var looked = falls ? draft.Policy.Tiers[draft.RankOf(inForce) ?? Math.Min(to + 1, draft.Policy.Tiers.Count - 1)].Code : last.Effective;
        var rules = TraceReading.Of(draft, last.Assessment).Where(rule => rule.Tier == looked && rule.Verdict == Verdict.Met != falls).ToList();
        return rules.Count == 0 ? [] : [.. Deciding(rules[^1]).Take(Most).Select(criterion => new MoverReason(
            looked, rules[^1].Rule == RuleKind.Retain ? "retain" : "qualify", criterion.Subject, criterion.Required, criterion.Actual, criterion.Verdict.Name()))];
    }

    /// <summary>The comparisons by which a rule came out as it did: of what holds what holds in it, of what fails what fails, and under a <c>not</c> the other way round.</summary>
    private static IEnumerable<CriterionReading> Deciding(RuleReading rule)
    {
        var criteria = rule.Criteria;
        var path = new Stack<CriterionReading>();
        foreach (var criterion in criteria)
        {
            while (path.Count > criterion.Depth) path.Pop();
            // Once a branch doesn't decide, nothing in it does: it is not on the path, and what stands deeper finds its place empty.
            if (path.Count < criterion.Depth) continue;
            if (path.TryPeek(out var within) && within.Subject != "not" && IsMet(within) != IsMet(criterion)) continue;
            path.Push(criterion);
            if (criterion.Index + 1 == criteria.Count || criteria[criterion.Index + 1].Depth <= criterion.Depth) yield return criterion;
        }
    }

    private static bool IsMet(CriterionReading criterion) => criterion.Verdict == Verdict.Met;
}
