using CustomerTiering.Rules.Evaluation;
using CustomerTiering.Rules.Policies;
using CustomerTiering.Rules.Values;

namespace CustomerTiering.Rules.Paths.Words;

/// <summary>Comparisons and segments in words: the subject, the value found, and the requirement.</summary>
internal sealed class CriterionWords(CompiledPolicy policy, Tongue tongue)
{
    /// <summary>Whether it can be shown. A customer is shown only criteria that are not internal and have a name.</summary>
    public bool CanTell(Criterion leaf) => !tongue.ToCustomer || (!Internals.IsInternal(policy, leaf) && leaf switch
    {
        Criterion.InSegment segment => tongue.In(tongue.Named.Segments.GetValueOrDefault(segment.Segment)) is not null,
        Criterion.Comparison { Compared: Compared.Attribute } attribute =>
            tongue.In(tongue.Named.Attributes.GetValueOrDefault(attribute.Name)) is not null,
        Criterion.Comparison metric => MetricWords.HasWords(policy, metric.Name, tongue),
        _ => false,
    });

    /// <summary>The subject: <c>the spend in the last 12 months</c>, <c>the score “financial”</c>.</summary>
    public string Subject(Criterion leaf) => leaf switch
    {
        Criterion.InSegment segment => tongue.Say($"segment {SegmentName(segment.Segment)}", $"客户群{SegmentName(segment.Segment)}"),
        Criterion.InStage => tongue.Say("the lifecycle stage", "客户所处的生命周期阶段"),
        Criterion.Comparison { Compared: Compared.Metric } metric => MetricWords.WithArticle(policy, metric.Name, tongue),
        Criterion.Comparison { Compared: Compared.Score } score => tongue.Say("the ", "") + Score(score.Name),
        Criterion.Comparison attribute => tongue.In(tongue.Named.Attributes.GetValueOrDefault(attribute.Name)) is { } name
            ? tongue.WithArticle(name) : tongue.Quoted(attribute.Name),
        _ => "",
    };

    /// <summary>The bounds, or their opposite if they must not hold: <c>at least 2,000.00 CNY</c>.</summary>
    public string Required(Criterion.Comparison leaf, bool wanted)
    {
        // The opposite of a single bound has its own wording.
        var isTurned = !wanted && leaf.Bounds.Count == 1;
        var bounds = string.Join(tongue.Say(" and ", "且"),
            leaf.Bounds.Select(bound => Bound(isTurned ? Contrary(bound.Comparator) : bound.Comparator, bound, Unit(leaf))));
        return wanted || isTurned ? bounds : tongue.Say($"not {bounds}", $"并非{bounds}");
    }

    /// <summary>A value found.</summary>
    public string Shown(Criterion leaf, string text) =>
        leaf is Criterion.Comparison { Compared: not Compared.Attribute } comparison && PlainDecimal.TryParse(text, out var number)
        ? tongue.Found(number, Unit(comparison)) : text;

    /// <summary>The result: <c>spend in the last 12 months is 320.00 CNY (at least 2,000.00 CNY required)</c>.</summary>
    public string Found(ReasonFact fact, bool isFulfilled)
    {
        var subject = Subject(fact.Leaf);
        if (fact.Leaf is Criterion.InSegment)
            return fact.Wanted == isFulfilled
                ? tongue.Say($"the customer is in {subject}", $"you are in {subject}", $"客户属于{subject}", $"您属于{subject}")
                : tongue.Say($"the customer is not in {subject}", $"you are not in {subject}", $"客户不属于{subject}", $"您不属于{subject}");
        if (fact.Leaf is Criterion.InStage stage) return Stage(stage, fact.Wanted == isFulfilled);
        var leaf = (Criterion.Comparison)fact.Leaf;
        if (leaf.Compared == Compared.Attribute && tongue.ToCustomer)
            return isFulfilled ? tongue.Say($"{subject} meets the requirement", $"{subject}符合要求")
                : tongue.Say($"{subject} does not meet the requirement", $"{subject}不符合要求");
        return fact.Actual is { } actual
            ? tongue.Say($"{subject} is {Shown(leaf, actual)} ({Required(leaf, fact.Wanted)} required)",
                $"{subject}为{Shown(leaf, actual)}（要求{Required(leaf, fact.Wanted)}）")
            : tongue.Say(
                $"there is no value yet of {subject} ({Required(leaf, fact.Wanted)} required)", $"尚无{subject}的数据（要求{Required(leaf, fact.Wanted)}）");
    }

    /// <summary>The condition: <c>the number of complaints this year is at most 2 (now 3)</c>.</summary>
    public string Condition(PathCondition condition)
    {
        var subject = Subject(condition.Criterion);
        if (condition.Criterion is Criterion.InSegment)
            return condition.Holds
                ? tongue.Say($"the customer is in {subject}", $"you are in {subject}", $"客户属于{subject}", $"您属于{subject}")
                : tongue.Say($"the customer is not in {subject}", $"you are not in {subject}", $"客户不属于{subject}", $"您不属于{subject}");
        if (condition.Criterion is Criterion.InStage stage) return Stage(stage, condition.Holds);
        var leaf = (Criterion.Comparison)condition.Criterion;
        if (leaf.Compared == Compared.Attribute && tongue.ToCustomer) return tongue.Say($"{subject} meets the requirement", $"{subject}符合要求");
        var actual = condition.Actual is { } text ? tongue.Say($" (now {Shown(leaf, text)})", $"（现为{Shown(leaf, text)}）") : "";
        return tongue.Say($"{subject} is {Required(leaf, condition.Holds)}{actual}{On(condition)}",
            $"{subject}{Required(leaf, condition.Holds)}{actual}{On(condition)}");
    }

    /// <summary>For the company only: <c>the customer's stage is “dormant” or “lost”</c>.</summary>
    private string Stage(Criterion.InStage stage, bool isIn)
    {
        var stages = tongue.Either([.. stage.Stages.Select(tongue.Quoted)]);
        return isIn
            ? tongue.Say($"the customer's stage is {stages}", $"客户处于生命周期阶段{stages}")
            : tongue.Say($"the customer's stage is not {stages}", $"客户不处于生命周期阶段{stages}");
    }

    /// <summary>The day from which time alone satisfies the condition.</summary>
    private string On(PathCondition condition)
    {
        if (condition.On is not { } day) return "";
        return condition.Criterion is Criterion.Comparison { Compared: Compared.Metric, Name: var name }
            && policy.Policy.Metrics[policy.MetricAt(name)] is Metric.Measured { Measure.Kind: MeasureKind.RelationshipDays }
            ? tongue.Say($", which is so from {tongue.Day(day)}", $"，自{tongue.Day(day)}起自然满足")
            : tongue.Say($", which is so from {tongue.Day(day)} if nothing is added", $"，若无新增则自{tongue.Day(day)}起满足");
    }

    /// <summary>The name of a score. The total has its own wording.</summary>
    public string Score(string name) => name == CompiledPolicy.Total ? tongue.Say("total score", "综合评分")
        : tongue.In(policy.Policy.Scores.First(score => score.Name == name).Title) is { } title
            ? tongue.Say($"score {tongue.Quoted(title)}", $"{tongue.Quoted(title)}评分")
        : tongue.Say($"score {tongue.Quoted(name)}", $"{tongue.Quoted(name)}评分");

    private string SegmentName(string code) => tongue.Quoted(tongue.In(tongue.Named.Segments.GetValueOrDefault(code)) ?? code);

    private string Unit(Criterion.Comparison leaf) =>
        leaf.Compared == Compared.Metric ? MetricUnit.Of(policy, policy.Policy.Metrics[policy.MetricAt(leaf.Name)]) : "points";

    private string Bound(Comparator comparator, Bound bound, string unit)
    {
        var values = tongue.Either([.. bound.Operands.Select(operand => operand.Number is { } number ? tongue.Value(number, unit) : operand.Text)]);
        return comparator switch
        {
            Comparator.AtLeast => tongue.Say($"at least {values}", $"不低于{values}"),
            Comparator.AtMost => tongue.Say($"at most {values}", $"不超过{values}"),
            Comparator.Above => tongue.Say($"above {values}", $"高于{values}"),
            Comparator.Below => tongue.Say($"below {values}", $"低于{values}"),
            Comparator.NotIn => tongue.Say($"none of {values}", $"不为{values}"),
            _ => tongue.Say(values, $"为{values}"),
        };
    }

    private static Comparator Contrary(Comparator comparator) => comparator switch
    {
        Comparator.AtLeast => Comparator.Below,
        Comparator.Below => Comparator.AtLeast,
        Comparator.AtMost => Comparator.Above,
        Comparator.Above => Comparator.AtMost,
        Comparator.NotIn => Comparator.In,
        _ => Comparator.NotIn,
    };
}
