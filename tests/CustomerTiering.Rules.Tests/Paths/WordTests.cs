using CustomerTiering.Rules.Evaluation;
using CustomerTiering.Rules.Paths;
using CustomerTiering.Rules.Paths.Words;
using CustomerTiering.Rules.Policies;
using CustomerTiering.Rules.Tests.Decisions;

namespace CustomerTiering.Rules.Tests.Paths;

public class WordTests
{
    [Theory]
    [InlineData(Language.English)]
    [InlineData(Language.Chinese)]
    public void Every_pair_of_measure_and_aggregate_has_words_of_its_own(Language language)
    {
        var (named, moved) = (new Dictionary<string, string>(), new Dictionary<string, string>());
        foreach (var (
            rule, aggregate) in MeasureRule.Table.SelectMany(rule => rule.Aggregates.Concat(rule.States), (rule, aggregate) => (rule, aggregate)))
            foreach (var of in aggregate == Aggregate.Distinct ? rule.Of.Select(field => (FactField?)field) : [null])
            {
                var isState = rule.States.Contains(aggregate);
                var metric = new Metric.Measured(
                    "m", null, new(rule.Kind, rule.Kind == MeasureKind.Indicator ? "assets" : null), aggregate,
                    isState ? new Window.State() : new Window.Lifetime(), [], of, 0);
                Add(named, MetricWords.Of(metric, [metric], new(language)), metric);
                if (aggregate is Aggregate.Sum or Aggregate.Count
                    or Aggregate.Mean or Aggregate.Distinct or Aggregate.ActiveMonths or Aggregate.DaysSinceLast)
                    Add(moved, Told(metric, language), metric);
            }
        Assert.True(named.Count > 70, $"{named.Count}");
        Assert.True(moved.Count > 40, $"{moved.Count}");

        void Add(Dictionary<string, string> words, string text, Metric.Measured metric)
        {
            var pair = $"{metric.Measure.Kind} {metric.Aggregate} {metric.Of}";
            Assert.True(text.Any(letter => letter > 127) == (language == Language.Chinese) || metric.Measure.Kind == MeasureKind.Indicator,
                $"{pair}: {text}");
            Assert.True(words.TryAdd(text, pair), $"'{text}' is said of {pair} and of {words[text]}");
        }
    }

    [Theory]
    [InlineData(Language.English, "spend (category books or maps; channel web) in the last 1 month and 10 days", "number of orders 2 quarters ago",
        "spend since the tier began")]
    [InlineData(Language.Chinese, "最近1个月零10天消费额（类别：books、maps；渠道：web）", "2个季度前订单数", "自当前等级生效以来消费额")]
    public void A_metric_is_told_with_its_conditions_and_its_window(Language language, string narrowed, string before, string since)
    {
        var spend = new Metric.Measured(
            "m", null, new(MeasureKind.PurchasesNet), Aggregate.Sum, new Window.Rolling(new(1, 10)),
            [new(FactField.Category, ["books", "maps"]), new(FactField.Channel, ["web"])], null, 0);
        var orders = spend with
        {
            Measure = new(MeasureKind.Purchases),
            Aggregate = Aggregate.Count,
            Window = new Window.Calendar(CalendarUnit.Quarter, -2),
            Where = []
        };
        Assert.Equal(
            [narrowed, before, since],
            ((Metric[])[spend, orders, spend with { Window = new Window.SinceTierStart(), Where = [] }])
                .Select(metric => MetricWords.Of(metric, [metric], new(language))));
    }

    [Theory]
    [InlineData(Language.English, "spend this year (from 1 April)", "spend 2 years ago (from 1 April)",
        "spend since the last anniversary of the tier", "spend in the current cycle of 6 months from “signed”")]
    [InlineData(Language.Chinese, "本财年（4月1日起）消费额", "2个财年前（4月1日起）消费额", "自上一个等级周年日以来消费额", "本周期内（自“signed”起每6个月）消费额")]
    public void Years_of_a_companys_own_of_the_tier_and_cycles_have_words(Language language, params string[] expected)
    {
        Window[] windows = [new Window.Calendar(CalendarUnit.Year, 0, new(4, 1)), new Window.Calendar(CalendarUnit.Year, -2, new(4, 1)),
            new Window.TierAnniversary(), new Window.Cycle(new(6, 0), "signed")];
        Assert.Equal(
            expected,
            windows.Select(window => new Metric.Measured("m", null, new(MeasureKind.PurchasesNet), Aggregate.Sum, window, [], null, 0))
                .Select(metric => MetricWords.Of(metric, [metric], new(language))));
    }

    [Theory]
    [InlineData("JPY", "1,240 JPY", "1,240 JPY")]
    [InlineData("CNY", "1,240.00 CNY", "1,240元")]
    [InlineData("KWD", "1,240.000 KWD", "1,240 KWD")]
    public void Amounts_have_the_decimals_of_their_currency(string currency, string english, string chinese) => Assert.Equal(
        (english, chinese), (new Tongue(Language.English).Value(1240, currency), new Tongue(Language.Chinese).Value(1240, currency)));

    private static string Told(Metric.Measured metric, Language language)
    {
        var policy = Ladder.Compiled(
            """{ "schema": "tier-policy/1", "ladder": "l", "timeZone": "UTC", "currency": "CNY", "tiers": [ { "code": "base" } ] }""");
        var compiled = new CompiledPolicy(policy.Policy with { Metrics = [metric] }, policy.Zone);
        return PathWords.Of(compiled, new([new("m", 1, 3, 2, 1, MetricUnit.Of(compiled, metric), null, null)], [], 0), language);
    }
}
