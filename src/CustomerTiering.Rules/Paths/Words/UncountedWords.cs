using CustomerTiering.Rules.Evaluation;
using CustomerTiering.Rules.Policies;

namespace CustomerTiering.Rules.Paths.Words;

/// <summary>Amounts without a rate: one sentence per currency, and that the tier is kept provisionally because of them.</summary>
internal static class UncountedWords
{
    public static IEnumerable<string> Of(Explanation e, Tongue tongue)
    {
        foreach (var amount in e.Assessment.Uncounted) yield return Of(e.Policy, amount, tongue);
        if (e.IsProvisional && (e.GraceEnds ?? e.ValidUntil) is { } until)
            yield return Kept(ExplanationWords.Name(e, e.Held, tongue), tongue.Day(until), tongue);
    }

    private static string Of(CompiledPolicy policy, UncountedAmount amount, Tongue tongue)
    {
        var (sum, currency, isOne) = (tongue.Value(amount.Sum, amount.Currency), CurrencyWords.Of(amount.Currency, tongue), amount.Facts == 1);
        var things = CountsReturns(policy) ? tongue.Count(amount.Facts, "order or return", "orders or returns")
            : tongue.Count(amount.Facts, "order", "orders");
        var (thingsInChinese, days) = (CountsReturns(policy) ? "订单或退货" : "订单", isOne ? "this day" : "these days");
        var (which, total) = (isOne ? "该日期" : "相应日期", isOne ? "金额" : "共");
        return tongue.Say(
            $"{things} of {sum}{(isOne ? " does" : " in total do")} not count: the policy has no rate for {currency} on {days}.",
            $"{things} of {sum}{(isOne ? " does" : " in total do")} not count yet: there is no exchange rate for {currency} on {days}.",
            $"有{amount.Facts}笔{thingsInChinese}（{total}{sum}）未计入：政策没有{which}的{currency}汇率。",
            $"您有{amount.Facts}笔{thingsInChinese}（{total}{sum}）暂未计入：尚无{which}的{currency}汇率。");
    }

    private static string Kept(string tier, string until, Tongue tongue) => tongue.Say(
        $"{tier} is kept provisionally until {until}: amounts without a rate might keep it.",
        $"You keep {tier} provisionally until {until}: amounts without an exchange rate might keep it.",
        $"{tier}暂时保留至{until}：尚无汇率的金额可能足以保级。",
        $"您的{tier}暂时保留至{until}：尚无汇率的金额可能足以保级。");

    private static bool CountsReturns(CompiledPolicy policy) =>
        policy.Policy.Metrics.OfType<Metric.Measured>().Any(metric => metric.Measure.Kind == MeasureKind.Returns);
}
