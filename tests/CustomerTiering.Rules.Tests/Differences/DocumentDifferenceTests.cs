using System.Text.Json.Nodes;
using CustomerTiering.Rules.Differences;
using CustomerTiering.Rules.Tests.Policies;

namespace CustomerTiering.Rules.Tests.Differences;

public sealed class DocumentDifferenceTests
{
    private const string Ladder = """
        { "ladder": "membership", "timeZone": "Asia/Shanghai",
          "metrics": { "spend_12m": { "measure": "purchases.net", "aggregate": "sum", "window": { "rolling": "P12M" } } },
          "tiers": [
            { "code": "ordinary" },
            { "code": "silver", "qualify": { "metric": "spend_12m", "atLeast": "2000" } },
            { "code": "gold", "name": { "en": "Gold" }, "servicePlan": "gold-care",
              "qualify": { "all": [ { "metric": "spend_12m", "atLeast": "20000" }, { "metric": "orders", "atLeast": "5" } ] } } ],
          "rates": [ { "currency": "USD", "from": "2026-01-01", "rate": "7.1" } ],
          "validity": { "rolling": "P12M" }, "movement": { "warn": [ "P60D", "P30D" ] } }
        """;

    private static DocumentChange[] Changes(string before, string after) =>
        [.. DocumentDifference.Of(JsonNode.Parse(before)!.AsObject(), JsonNode.Parse(after)!.AsObject())];

    private static DocumentChange One(string part, string by) => Assert.Single(Changes(Ladder, Replaced(part, by)));

    private static string Replaced(string part, string by)
    {
        Assert.Contains(part, Ladder, StringComparison.Ordinal);
        return Ladder.Replace(part, by, StringComparison.Ordinal);
    }

    [Fact]
    public void The_same_text_is_no_difference() => Assert.Empty(Changes(Ladder, Ladder));

    [Theory]
    [InlineData("\"20000\"", "\"25000\"", "$.tiers[?@.code=='gold'].qualify.all[?@.metric=='spend_12m'].atLeast",
        "gold: qualify: spend_12m at least 20000 → 25000", "gold：晋级条件：spend_12m 不低于 20000 → 25000")]
    [InlineData("\"2000\"", "\"1500\"", "$.tiers[?@.code=='silver'].qualify.atLeast", "silver: qualify: spend_12m at least 2000 → 1500",
        "silver：晋级条件：spend_12m 不低于 2000 → 1500")]
    [InlineData("\"gold-care\"", "\"vip-care\"", "$.tiers[?@.code=='gold'].servicePlan", "gold: service plan: gold-care → vip-care",
        "gold：服务方案：gold-care → vip-care")]
    [InlineData("\"servicePlan\": \"gold-care\",", "", "$.tiers[?@.code=='gold'].servicePlan", "gold: service plan: gone: gold-care",
        "gold：服务方案：删除 gold-care")]
    [InlineData("\"en\": \"Gold\"", "\"en\": \"Gold\", \"zh\": \"金卡\"", "$.tiers[?@.code=='gold'].name.zh", "gold: name: zh: new: 金卡",
        "gold：名称：zh：新增 金卡")]
    [InlineData("\"window\": { \"rolling\": \"P12M\" }", "\"window\": { \"rolling\": \"P6M\" }", "$.metrics.spend_12m.window.rolling",
        "metric spend_12m: window: rolling: P12M → P6M", "指标 spend_12m：时间窗：滚动：P12M → P6M")]
    [InlineData("\"window\": { \"rolling\": \"P12M\" }", "\"window\": { \"calendar\": \"year\" }", "$.metrics.spend_12m.window",
        "metric spend_12m: window: rolling P12M → calendar year", "指标 spend_12m：时间窗：滚动 P12M → 日历 year")]
    [InlineData("\"validity\": { \"rolling\": \"P12M\" },", "", "$.validity", "validity: gone: rolling P12M", "有效期：删除 滚动 P12M")]
    [InlineData("[ \"P60D\", \"P30D\" ]", "[ \"P30D\" ]", "$.movement.warn", "warning before: P60D, P30D → P30D", "预警提前：P60D、P30D → P30D")]
    [InlineData("{ \"warn\":", "{ \"landing\": { \"rolling\": \"P6M\" }, \"warn\":", "$.movement.landing", "landing: new: rolling P6M",
        "软着陆：新增 滚动 P6M")]
    [InlineData("{ \"warn\":", "{ \"onReturn\": { \"recheck\": { \"within\": \"P60D\", \"after\": \"P2W\" } }, \"warn\":", "$.movement.onReturn",
        "on a return: new: recheck (within P60D, after P2W)", "退货时：新增 复核 (期限内 P60D、延后 P2W)")]
    [InlineData("\"sum\",", "\"sum\", \"where\": { \"net\": { \"atLeast\": \"50\" } },", "$.metrics.spend_12m.where",
        "metric spend_12m: where: new: net at least 50", "指标 spend_12m：范围：新增 净额 不低于 50")]
    [InlineData("\"window\": { \"rolling\": \"P12M\" }", "\"window\": { \"cycle\": \"P1Y\", \"attribute\": \"signed\" }",
        "$.metrics.spend_12m.window", "metric spend_12m: window: rolling P12M → cycle of P1Y, attribute signed",
        "指标 spend_12m：时间窗：滚动 P12M → 周期 P1Y、属性 signed")]
    [InlineData("\"sum\",", "\"sum\", \"before\": \"0\",", "$.metrics.spend_12m.before", "metric spend_12m: before the first value: new: 0",
        "指标 spend_12m：首个值之前：新增 0")]
    [InlineData("{ \"metric\": \"spend_12m\", \"atLeast\": \"2000\" }", "{ \"stage\": [ \"dormant\", \"lost\" ] }",
        "$.tiers[?@.code=='silver'].qualify", "silver: qualify: spend_12m at least 2000 → stage (dormant, lost)",
        "silver：晋级条件：spend_12m 不低于 2000 → 阶段 (dormant、lost)")]
    [InlineData("\"7.1\"", "\"7.2\"", "$.rates[?@.currency=='USD' && @.from=='2026-01-01'].rate", "rate USD 2026-01-01: rate: 7.1 → 7.2",
        "汇率 USD 2026-01-01：汇率：7.1 → 7.2")]
    [InlineData("{ \"metric\": \"orders\", \"atLeast\": \"5\" }", "{ \"metric\": \"orders\", \"atMost\": \"5\" }",
        "$.tiers[?@.code=='gold'].qualify.all[?@.metric=='orders'].atLeast", "gold: qualify: orders at least gone: 5", "gold：晋级条件：orders 不低于 删除 5",
        2)]
    [InlineData("{ \"metric\": \"spend_12m\", \"atLeast\": \"2000\" }", "{ \"score\": \"total\", \"atLeast\": \"60\" }",
        "$.tiers[?@.code=='silver'].qualify", "silver: qualify: spend_12m at least 2000 → total at least 60",
        "silver：晋级条件：spend_12m 不低于 2000 → total 不低于 60")]
    public void A_change_is_said_where_it_is_and_in_words(string part, string by, string path, string english, string chinese, int count = 1)
    {
        var changes = Changes(Ladder, Replaced(part, by));

        Assert.Equal((count, path, english, chinese), (changes.Length, changes[0].Path, changes[0].English, changes[0].Chinese));
    }

    [Fact]
    public void A_tier_that_comes_between_changes_nothing_of_the_others()
    {
        var change =
            One("{ \"code\": \"gold\"",
                "{ \"code\": \"jade\", \"qualify\": { \"not\": { \"any\": [ { \"metric\": \"spend_12m\", \"below\": \"9000\" }, { \"segment\": "
                    + "\"new\" } ] } } }, { \"code\": \"gold\"");

        Assert.Equal("$.tiers[?@.code=='jade']", change.Path);
        Assert.Null(change.Before);
        Assert.Equal("jade: new: code jade, qualify not (spend_12m below 9000 or segment new)", change.English);
        Assert.Equal("jade：新增 代码 jade、晋级条件 非 (spend_12m 低于 9000 或 细分 new)", change.Chinese);
    }

    [Fact]
    public void The_rank_of_tiers_is_told()
    {
        const string Two = """{ "tiers": [ { "code": "a" }, { "code": "b" }, { "code": "c" } ] }""";
        var change = Assert.Single(Changes(Two, """{ "tiers": [ { "code": "b" }, { "code": "a" }, { "code": "c" } ] }"""));

        Assert.Equal(("$.tiers", "order: a, b, c → b, a, c", "顺序：a、b、c → b、a、c"), (change.Path, change.English, change.Chinese));
    }

    [Fact]
    public void A_criterion_that_names_one_metric_twice_is_told_whole()
    {
        const string Twice = """{ "when": { "any": [ { "metric": "m", "below": "1" }, { "metric": "m", "above": "9" } ] } }""";
        var change = Assert.Single(Changes(Twice, Twice.Replace("\"9\"", "\"8\"", StringComparison.Ordinal)));

        Assert.Equal(("$.when.any", "when: m below 1, m above 9 → m below 1, m above 8"), (change.Path, change.English));
    }

    [Fact]
    public void A_name_with_a_quote_stays_one_name_in_the_path() =>
        Assert.Equal("$.tiers[?@.code=='it\\'s']", Assert.Single(Changes("""{ "tiers": [] }""", """{ "tiers": [ { "code": "it's" } ] }""")).Path);

    [Fact]
    public void Against_nothing_every_member_is_new()
    {
        var changes = DocumentDifference.Of(null, JsonNode.Parse("""{ "code": "basic", "entitlements": {} }""")!.AsObject());

        Assert.Equal(["code: new: basic", "new: nothing"], changes.Select(change => change.English));
    }

    [Fact]
    public void Each_word_of_a_whole_policy_can_be_said_in_both_languages()
    {
        var whole = DocumentDifference.Of(null, Retail.Read(Retail.Membership).Normalized!.AsObject());

        Assert.Equal(12, whole.Count);
        Assert.All(whole, change => Assert.Equal((true, true), (change.English.Length > 0, change.Chinese.Length > 0)));
    }
}
