using CustomerTiering.Rules.Evaluation;
using CustomerTiering.Rules.Policies;
using CustomerTiering.Rules.Values;

namespace CustomerTiering.Rules.Paths.Words;

/// <summary>One criterion of a trace in words.</summary>
/// <param name="Index">The criterion's number in its rule, in pre-order from 0.</param>
/// <param name="Depth">The depth in the rule; 0 is the rule itself.</param>
/// <param name="Subject">What is compared: <c>the spend in the last 12 months</c>, <c>all of 3</c>.</param>
/// <param name="Required">The requirement; null if the subject is complete, or if it is not shown.</param>
/// <param name="Actual">The value found; null if there is none, or if it is not shown.</param>
/// <param name="Verdict"><c>met</c>, <c>not met</c> or <c>no value</c>.</param>
public sealed record CriterionInWords(int Index, int Depth, string Subject, string? Required, string? Actual, string Verdict);

/// <summary>One rule of a trace in words.</summary>
/// <param name="Tier">Name of the tier.</param>
/// <param name="Rule">Whether the rule gives the tier or keeps it.</param>
/// <param name="Criteria">In pre-order.</param>
public sealed record RuleInWords(string Tier, string Rule, string Verdict, EquatableList<CriterionInWords> Criteria);

/// <summary>The trace of an explanation in words.</summary>
public static class TraceWords
{
    /// <summary>The rules of the held tier and of the tiers above it.</summary>
    /// <param name="names">Display names of attributes, indicators and segments; null: none available.</param>
    public static EquatableList<RuleInWords> Of(Explanation explanation, Language language, WordNames? names = null)
    {
        var tongue = new Tongue(language, explanation.ToCustomer, names);
        return [.. explanation.Why.Select(rule => Of(explanation.Policy, rule, tongue))];
    }

    private static RuleInWords Of(CompiledPolicy policy, RuleReading rule, Tongue tongue)
    {
        var tier = policy.Policy.Tiers[policy.RankOf(rule.Tier)!.Value];
        List<Criterion> criteria = [.. Flat((rule.Rule == RuleKind.Retain ? tier.Retain : tier.Qualify)!)];
        var words = new CriterionWords(policy, tongue);
        return new(
            tongue.NameOf(tier), rule.Rule == RuleKind.Retain ? tongue.Say("to keep the tier", "保级条件") : tongue.Say("to reach the tier", "晋级条件"),
            Verdict(rule.Verdict, tongue),
            [.. rule.Criteria.Select(one => Of(criteria[one.Index], one, words, tongue))]);
    }

    private static CriterionInWords Of(Criterion criterion, CriterionReading read, CriterionWords words, Tongue tongue)
    {
        var verdict = Verdict(read.Verdict, tongue);
        if (criterion is not (Criterion.Comparison or Criterion.InSegment or Criterion.InStage))
            return new(read.Index, read.Depth, Combined(criterion, tongue), null, null, verdict);
        if (!words.CanTell(criterion)) return new(read.Index, read.Depth, tongue.Say("the overall assessment", "综合评定"), null, null, verdict);
        var isShown = criterion is Criterion.Comparison { Compared: not Compared.Attribute } || !tongue.ToCustomer;
        return new(
            read.Index, read.Depth, words.Subject(criterion),
            isShown && criterion is Criterion.Comparison comparison ? words.Required(comparison, true) : null,
            isShown && read.Actual is { } actual ? words.Shown(criterion, actual) : null, verdict);
    }

    private static string Combined(Criterion criterion, Tongue tongue) => criterion switch
    {
        Criterion.All all => tongue.Say($"all of {all.Items.Count}", $"以下{all.Items.Count}项全部满足"),
        Criterion.Any any => tongue.Say($"any of {any.Items.Count}", $"以下{any.Items.Count}项满足任一项"),
        Criterion.CountOf count => tongue.Say($"{count.Count} of {count.Items.Count}", $"以下{count.Items.Count}项至少满足{count.Count}项"),
        Criterion.Not => tongue.Say("not", "不得满足"),
        _ => "",
    };

    private static IEnumerable<Criterion> Flat(Criterion criterion) => criterion switch
    {
        Criterion.All all => all.Items.SelectMany(Flat).Prepend(criterion),
        Criterion.Any any => any.Items.SelectMany(Flat).Prepend(criterion),
        Criterion.CountOf count => count.Items.SelectMany(Flat).Prepend(criterion),
        Criterion.Not not => Flat(not.Item).Prepend(criterion),
        _ => [criterion],
    };

    private static string Verdict(Verdict verdict, Tongue tongue) => verdict switch
    {
        Evaluation.Verdict.Met => tongue.Say("met", "满足"),
        Evaluation.Verdict.Not => tongue.Say("not met", "未满足"),
        _ => tongue.Say("no value", "无数据"),
    };
}
