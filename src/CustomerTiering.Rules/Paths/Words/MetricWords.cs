using CustomerTiering.Rules.Evaluation;
using CustomerTiering.Rules.Policies;
using CustomerTiering.Rules.Values;

namespace CustomerTiering.Rules.Paths.Words;

/// <summary>Metrics in words: aggregate, measure, conditions and window.</summary>
internal static class MetricWords
{
    /// <summary>A metric of a policy.</summary>
    public static string Of(CompiledPolicy policy, string name, Tongue tongue) =>
        Of(policy.Policy.Metrics[policy.MetricAt(name)], policy.Policy.Metrics, tongue);

    /// <summary>The metric within a sentence.</summary>
    public static string WithArticle(CompiledPolicy policy, string name, Tongue tongue) => tongue.WithArticle(Of(policy, name, tongue));

    /// <summary>Whether a metric can be described without a code. An indicator needs a name, of the metric or as declared.</summary>
    public static bool HasWords(CompiledPolicy policy, string name, Tongue tongue) => policy.Policy.Metrics[policy.MetricAt(name)] switch
    {
        var metric when tongue.In(metric.Title) is not null => true,
        Metric.Ratio ratio => HasWords(policy, ratio.First, tongue) && HasWords(policy, ratio.Second, tongue),
        Metric.Measured { Measure.Indicator: { } indicator } => tongue.In(tongue.Named.Indicators.GetValueOrDefault(indicator)) is not null,
        _ => true,
    };

    /// <summary>The metric's name; without one, a description: <c>average satisfaction (CSAT) in the last 6 months</c>.</summary>
    public static string Of(Metric metric, IEnumerable<Metric> all, Tongue tongue)
    {
        if (tongue.In(metric.Title) is { } title) return title;
        if (metric is Metric.Ratio ratio)
        {
            var (first, second) =
                (Of(all.First(one => one.Name == ratio.First), all, tongue), Of(all.First(one => one.Name == ratio.Second), all, tongue));
            return tongue.Say($"ratio of {first} to {second}", $"{first}与{second}之比");
        }
        var measured = (Metric.Measured)metric;
        var (name, where, window) = (Named(measured, tongue), Narrowed(measured, tongue), Over(measured, tongue));
        return tongue.Say($"{name}{where}{(window.Length > 0 ? " " : "")}{window}", $"{window}{name}{where}");
    }

    /// <summary>The facts that count; empty if all do.</summary>
    public static string Narrowed(Metric.Measured metric, Tongue tongue, string currency = "points") => Where(metric.Where, tongue)
        + (metric.NetAtLeast is { } least ? tongue.Say(
            $" (of at least {tongue.Value(least, currency)} each)", $"（每单净额不低于{tongue.Value(least, currency)}）") : "");

    /// <summary>The conditions on the facts that count; empty without conditions.</summary>
    public static string Where(EquatableList<FieldCondition> where, Tongue tongue)
    {
        if (where.Count == 0) return "";
        var conditions = where.Select(one => $"{Field(one.Field, tongue)}{tongue.Say(" ", "：")}{string.Join(tongue.Say(" or ", "、"), one.Values)}");
        return tongue.Say($" ({string.Join("; ", conditions)})", $"（{string.Join("；", conditions)}）");
    }

    /// <summary>Adding more distinct things.</summary>
    public static string AddDifferent(Metric.Measured metric, decimal more, Tongue tongue)
    {
        var isContact = metric.Measure.Kind == MeasureKind.Interactions;
        return (metric.Of ?? (isContact ? FactField.Channel : FactField.Category)) switch
        {
            FactField.Product =>
                tongue.Say($"buy {tongue.Number(more)} more different {(more == 1 ? "product" : "products")}", $"再购买{tongue.Number(more)}种不同产品"),
            FactField.Purpose =>
                tongue.Say($"have contacts for {tongue.Number(more)} more {(more == 1 ? "purpose" : "purposes")}",
                    $"再为{tongue.Number(more)}种不同目的进行互动"),
            FactField.Channel when isContact =>
                tongue.Say($"have contacts through {tongue.Number(more)} more {Channels(more)}", $"再通过{tongue.Number(more)}个不同渠道进行互动"),
            FactField.Channel => tongue.Say($"buy through {tongue.Number(more)} more {Channels(more)}", $"再通过{tongue.Number(more)}个不同渠道购买"),
            _ => tongue.Say($"buy in {tongue.Number(more)} more {(more == 1 ? "category" : "categories")}", $"再购买{tongue.Number(more)}个不同品类"),
        };
    }

    private static string Named(Metric.Measured metric, Tongue tongue)
    {
        var (happening, each) = (MeasureWords.Of(metric.Measure, tongue), MeasureWords.Each(metric.Measure, tongue));
        return metric.Aggregate switch
        {
            Aggregate.Count => tongue.Say($"number of {happening.Many}", $"{happening.One}数"),
            Aggregate.Sum => MeasureWords.Sum(metric.Measure, tongue),
            Aggregate.Mean => tongue.Say($"average {each}", $"平均{each}"),
            Aggregate.Min => tongue.Say($"lowest {each}", $"最低{each}"),
            Aggregate.Max => tongue.Say($"highest {each}", $"最高{each}"),
            Aggregate.DailyMean => tongue.Say($"daily average of {each}", $"日均{each}"),
            Aggregate.DailyMin => tongue.Say($"lowest end-of-day {each}", $"日终最低{each}"),
            Aggregate.DailyMax => tongue.Say($"highest end-of-day {each}", $"日终最高{each}"),
            Aggregate.Last => metric.Window is Window.State ? each : tongue.Say($"latest {each}", $"最近一次{each}"),
            Aggregate.ActiveMonths => tongue.Say($"number of months with {happening.Many}", $"产生{happening.One}的自然月数"),
            Aggregate.DaysSinceFirst => tongue.Say($"number of days since the first {happening.One}", $"距首次{happening.One}的天数"),
            Aggregate.DaysSinceLast => tongue.Say($"number of days since the last {happening.One}", $"距最近一次{happening.One}的天数"),
            _ => Different(metric, tongue),
        };
    }

    private static string Different(Metric.Measured metric, Tongue tongue)
    {
        var isContact = metric.Measure.Kind == MeasureKind.Interactions;
        return (metric.Of ?? (isContact ? FactField.Channel : FactField.Category)) switch
        {
            FactField.Product => tongue.Say("number of different products bought", "购买的不同产品数"),
            FactField.Purpose => tongue.Say("number of different purposes of contact", "不同互动目的数"),
            FactField.Channel => isContact ? tongue.Say("number of different channels of contact", "不同互动渠道数")
                : tongue.Say("number of different channels of purchase", "不同购买渠道数"),
            _ => tongue.Say("number of different categories bought", "购买的不同品类数"),
        };
    }

    /// <summary>Chinese marks an all-time sum explicitly; in English a sum without days implies it.</summary>
    private static string Over(Metric.Measured metric, Tongue tongue) =>
        metric.Window is Window.Lifetime && metric.Aggregate is Aggregate.Sum or Aggregate.Count
        ? tongue.Say("", "累计") : Over(metric.Window, tongue);

    private static string Over(Window window, Tongue tongue) => window switch
    {
        Window.Rolling rolling => tongue.Say($"in the last {tongue.Length(rolling.Length)}", $"最近{tongue.Length(rolling.Length)}"),
        Window.Calendar calendar => Of(calendar, tongue),
        Window.Anniversary => tongue.Say("since the last anniversary of joining", "自上一个加入周年日以来"),
        Window.SinceTierStart => tongue.Say("since the tier began", "自当前等级生效以来"),
        Window.TierAnniversary => tongue.Say("since the last anniversary of the tier", "自上一个等级周年日以来"),
        Window.Cycle cycle => tongue.Say(
            $"in the current cycle of {tongue.Length(cycle.Length)} from {tongue.Quoted(cycle.Attribute)}",
            $"本周期内（自{tongue.Quoted(cycle.Attribute)}起每{tongue.Length(cycle.Length)}）"),
        _ => "",
    };

    private static string Of(Window.Calendar calendar, Tongue tongue)
    {
        var unit = Unit(calendar.Unit, tongue);
        var begins = calendar.Begins is { } day ? tongue.Say($" (from {tongue.Day(day)})", $"（{tongue.Day(day)}起）") : "";
        return begins.Length == 0 || tongue.IsEnglish ? Which(calendar.Offset, unit, tongue) + begins : Which(calendar.Offset, "财年", tongue) + begins;
    }

    private static string Which(int offset, string unit, Tongue tongue) => offset switch
    {
        0 => tongue.Say($"this {unit}", $"本{unit}"),
        -1 => tongue.Say($"last {unit}", $"上{unit}"),
        _ => tongue.Say($"{-offset} {unit}s ago", $"{-offset}{(unit == "年" ? "" : "个")}{unit}前"),
    };

    private static string Unit(CalendarUnit unit, Tongue tongue) => unit switch
    {
        CalendarUnit.Month => tongue.Say("month", "月"),
        CalendarUnit.Quarter => tongue.Say("quarter", "季度"),
        _ => tongue.Say("year", "年"),
    };

    private static string Field(FactField field, Tongue tongue) => field switch
    {
        FactField.Category => tongue.Say("category", "类别"),
        FactField.Product => tongue.Say("product", "产品"),
        FactField.Channel => tongue.Say("channel", "渠道"),
        FactField.Direction => tongue.Say("direction", "方向"),
        FactField.Purpose => tongue.Say("purpose", "目的"),
        FactField.Priority => tongue.Say("priority", "优先级"),
        _ => tongue.Say("survey", "调查"),
    };

    private static string Channels(decimal number) => number == 1 ? "channel" : "channels";
}
