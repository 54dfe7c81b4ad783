using CustomerTiering.Rules.Forecasts;
using CustomerTiering.Rules.Paths;
using CustomerTiering.Rules.Paths.Words;
using CustomerTiering.Rules.Tests.Decisions;
using static CustomerTiering.Rules.Tests.Paths.Climber;

namespace CustomerTiering.Rules.Tests.Paths;

/// <summary>What is promised is tried with facts: with them the tier is reached, with a cent, an order, a day less it is not.</summary>
public class PathTests
{
    private const string Spend = """{ "metric": "spend", "atLeast": 1000 }""";

    private static Climber Spender(string rule = Spend, string scores = "{}", string retain = "") =>
        new Climber(rule, scores, retain).Buys("2025-12-01", 760);

    [Fact]
    public void Spending_240_more_is_enough_until_the_day_before_the_oldest_purchase_leaves()
    {
        Assert.Equal(["spend 240.00 CNY more by 30 November 2026"], Spender().Next());
        Assert.Equal(["在2026年11月30日前（含当日）再消费240元"], Spender().Next(Language.Chinese));
        Assert.True(Spender().Buys(Today, 240).IsGold());
        Assert.False(Spender().Buys(Today, 239.99m).IsGold());
        Assert.True(Spender().Buys("2026-11-30", 240).IsGold("2026-11-30"));
        Assert.False(Spender().Buys("2026-12-01", 240).IsGold("2026-12-01"));
    }

    [Fact]
    public void Above_needs_a_cent_more_than_at_least()
    {
        Assert.Equal(["spend 240.01 CNY more by 30 November 2026"], Spender("""{ "metric": "spend", "above": 1000 }""").Next());
        Assert.Equal(240.01m, Spender("""{ "metric": "spend", "atLeast": 1000.001 }""").Search().Paths[0].Moves[0].Delta);
    }

    [Fact]
    public void Orders_or_spend_are_two_paths_the_cheaper_first()
    {
        var rule = $$"""{ "any": [ {{Spend}}, { "metric": "orders", "atLeast": 4 } ] }""";
        Assert.Equal(["spend 240.00 CNY more by 30 November 2026", "place 3 more orders by 30 November 2026"], Spender(rule).Next());
        Assert.Equal(["在2026年11月30日前（含当日）再消费240元", "在2026年11月30日前（含当日）再下3笔订单"], Spender(rule).Next(Language.Chinese));
        Assert.True(Spender(rule).Buys(Today, 1).Buys(Today, 1).Buys(Today, 1).IsGold());
        Assert.False(Spender(rule).Buys(Today, 1).Buys(Today, 1).IsGold());
    }

    [Fact]
    public void Recency_falls_by_buying_and_by_nothing_else()
    {
        var rule = """{ "metric": "recency", "atMost": 90 }""";
        var path = Assert.Single(Spender(rule).Search().Paths);
        Assert.Equal((120m, 90m, -30m, "days"), (path.Moves[0].Actual, path.Moves[0].Needed, path.Moves[0].Delta, path.Moves[0].Unit));
        Assert.Equal(["place an order by 31 December 2026"], Spender(rule).Next());
        Assert.True(Spender(rule).Buys(Today, 1).IsGold());
        Assert.True(Spender(rule).Buys("2025-12-31", 1).IsGold());
        Assert.False(Spender(rule).Buys("2025-12-30", 1).IsGold());
    }

    [Fact]
    public void A_silence_that_is_asked_for_comes_by_itself()
    {
        var rule = """{ "metric": "recency", "atLeast": 150 }""";
        Assert.Equal(["if the number of days since the last order is at least 150 (now 120), which is so from 30 April 2026 if nothing is added"],
            Spender(rule).Next());
        Assert.True(Spender(rule).IsGold("2026-04-30"));
        Assert.False(Spender(rule).IsGold("2026-04-29"));
    }

    [Fact]
    public void A_mean_moves_to_the_needed_mean()
    {
        var rule = """{ "metric": "csat", "atLeast": 4 }""";
        var climber = Spender(rule).Answers("2026-03-01", 3).Answers("2026-03-02", 4);
        Assert.Equal(["give at least 1 more CSAT answer of 5 by 31 August 2026"], climber.Next());
        Assert.Equal(["在2026年8月31日前（含当日）再给出至少1次5分的满意度（CSAT）评价"], climber.Next(Language.Chinese));
        Assert.False(climber.Answers(Today, 4).IsGold());
        Assert.True(climber.Answers(Today, 5).IsGold());
        Assert.Equal(["give at least 1 more CSAT answer of 5 by 31 December 2026"], Spender(rule).Next());
    }

    [Fact]
    public void Through_a_linear_score_the_last_cent_counts_rounding_included()
    {
        var scores = """{ "f": { "weight": 1, "metric": "spend", "curve": [[0, 0], [3000, 100]] } }""";
        var rule = """{ "score": "f", "atLeast": 33.3333 }""";
        // 999.9975 and above are 33.33325 and round to it: the even neighbour is below.
        Assert.Equal(["spend 240.00 CNY more by 30 November 2026"], Spender(rule, scores).Next());
        Assert.True(Spender(rule, scores).Buys(Today, 240).IsGold());
        Assert.False(Spender(rule, scores).Buys(Today, 239.99m).IsGold());
    }

    [Fact]
    public void Through_the_total_one_metric_moves_at_a_time()
    {
        var scores = """
            { "f": { "weight": 3, "metric": "spend", "curve": [[0, 0], [2000, 100]] },
              "b": { "weight": 1, "metric": "orders", "curve": [[0, 0], [4, 80]], "between": "step" } }
            """;
        var climber = () => Spender("""{ "score": "total", "atLeast": 40 }""", scores);
        Assert.Equal(["spend 306.67 CNY more by 30 November 2026", "place 3 more orders by 30 November 2026"], climber().Next());
        Assert.True(climber().Buys(Today, 306.67m).IsGold());
        Assert.False(climber().Buys(Today, 306.66m).IsGold());
        Assert.True(climber().Buys(Today, 0.01m).Buys(Today, 0.01m).Buys(Today, 0.01m).IsGold());
        Assert.False(climber().Buys(Today, 0.01m).Buys(Today, 0.01m).IsGold());
    }

    [Fact]
    public void Where_no_metric_alone_brings_the_total_the_fewest_do_together()
    {
        var scores = """
            { "f": { "weight": 1, "metric": "spend", "curve": [[0, 0], [1000, 100]] },
              "b": { "weight": 1, "metric": "orders", "curve": [[0, 0], [5, 100]] } }
            """;
        var climber = () => Spender("""{ "score": "total", "atLeast": 90 }""", scores);
        Assert.Equal(
            [
                "place 4 more orders and spend 40.00 CNY more by 30 November 2026",
                "place 3 more orders and spend 240.00 CNY more by 30 November 2026",
            ], climber().Next());
        Assert.True(climber().Buys(Today, 10).Buys(Today, 10).Buys(Today, 10).Buys(Today, 10).IsGold());
        Assert.False(climber().Buys(Today, 10).Buys(Today, 10).Buys(Today, 10).Buys(Today, 9.99m).IsGold());
        Assert.True(climber().Buys(Today, 80).Buys(Today, 80).Buys(Today, 80).IsGold());
        Assert.False(climber().Buys(Today, 80).Buys(Today, 80).Buys(Today, 79.99m).IsGold());
    }

    [Fact]
    public void Two_of_three_are_reached_by_the_cheapest_pairs()
    {
        var rule = $$"""{ "count": 2, "of": [ {{Spend}}, { "metric": "orders", "atLeast": 2 }, { "metric": "recency", "atMost": 90 } ] }""";
        Assert.Equal(
            [
                "place an order by 31 December 2026 and spend 240.00 CNY more by 30 November 2026",
                "place 1 more order and spend 240.00 CNY more by 30 November 2026",
                "place 1 more order by 30 November 2026 and place an order by 31 December 2026",
            ], Spender(rule).Next());
    }

    [Fact]
    public void A_path_ends_on_the_last_day_on_which_all_else_is_as_it_has_to_be()
    {
        // Nothing that counts for the margin ever leaves it, and what was spent this year counts until New Year's Eve.
        var rule = """{ "all": [ { "metric": "yearly", "atLeast": 100 }, { "metric": "margin", "atLeast": 1 } ] }""";
        var climber = () => new Climber(rule).Buys("2026-02-01", 100);
        Assert.Equal(["bring 1.00 CNY more margin by 31 December 2026"], climber().Next(ends: "2027-01-01"));
        Assert.Equal(["bring 1.00 CNY more margin by 30 December 2026"], climber().Next(ends: "2026-12-30"));
        Assert.True(climber().Earns("2026-12-31", 1).IsGold("2026-12-31"));
        Assert.False(climber().Earns("2027-01-01", 1).IsGold("2027-01-01"));
    }

    [Fact]
    public void A_path_ends_before_what_else_counts_leaves_its_window()
    {
        string Rule(string metric, int least) =>
            $$"""{ "all": [ { "metric": "{{metric}}", "atLeast": {{least}} }, { "metric": "margin", "atLeast": 1 } ] }""";
        Assert.Equal(["bring 1.00 CNY more margin by 30 April 2026"], new Climber(Rule("spend", 100)).Buys("2025-05-01", 100).Next());
        Assert.Equal(["bring 1.00 CNY more margin by 31 December 2026"], new Climber(Rule("spend", 100)).Buys("2026-01-01", 100).Next());
        // the order that brings it counts
        Assert.Equal(["bring 1.00 CNY more margin by 31 December 2026"], new Climber(Rule("orders", 1)).Buys("2025-05-01", 100).Next());
        Assert.Equal(["bring 1.00 CNY more margin by 30 April 2026"],
            new Climber(Rule("orders", 3)).Buys("2025-05-01", 100).Buys("2025-05-01", 1).Buys("2025-05-02", 1).Next());
    }

    [Fact]
    public void What_is_past_cannot_be_undone_and_is_named_as_a_condition()
    {
        var rule = $$"""{ "all": [ {{Spend}}, { "not": { "metric": "complaints", "atLeast": 1 } } ] }""";
        var climber = Spender(rule).Complains("2026-01-10");
        Assert.Equal(
            ["spend 240.00 CNY more by 30 November 2026, if the number of complaints this year is below 1 (now 1), which is so from 1 January "
                + "2027 if nothing is added"], climber.Next());
        Assert.Equal(
            ["在2026年11月30日前（含当日）再消费240元，且须本年投诉数低于1（现为1），若无新增则自2027年1月1日起满足"], climber.Next(Language.Chinese));
        // When a complaint leaves a rolling window, the facts would say; nothing is promised.
        Assert.Null(Spender("""{ "metric": "recent_complaints", "below": 1 }""").Complains("2026-01-10").Search().Paths[0].Conditions[0].On);
    }

    [Fact]
    public void A_path_without_conditions_comes_before_a_cheaper_one_with_one()
    {
        var rule = """{ "any": [ { "attribute": "grade", "in": ["A", "B"] }, { "segment": "vip" }, { "metric": "orders", "atLeast": 9 } ] }""";
        Assert.Equal(
            ["place 8 more orders by 30 November 2026", "if “grade” is A or B (now C)", "if the customer is in segment “vip”"], Spender(rule).Next());
        Assert.Equal(
            ["在2026年11月30日前（含当日）再下8笔订单", "须“grade”为A或B（现为C）", "须客户属于客户群“vip”"], Spender(rule).Next(Language.Chinese));
    }

    [Fact]
    public void A_year_that_is_over_moves_no_more_and_months_no_faster_than_the_calendar()
    {
        Assert.Equal(
            ["if the spend last year is at least 1,000.00 CNY (now 760.00 CNY)"], Spender("""{ "metric": "last_year", "atLeast": 1000 }""").Next());
        Assert.Equal(["place orders in 10 more months by 31 December 2026"], Spender("""{ "metric": "months", "atLeast": 10 }""").Next());
        Assert.Equal(
            ["if the number of months with orders this year is at least 11 (now 0)"], Spender("""{ "metric": "months", "atLeast": 11 }""").Next());
    }

    [Fact]
    public void The_tier_is_kept_at_its_end_by_what_is_missing_then()
    {
        var retain = """, "retain": { "all": [ { "metric": "spend", "atLeast": 800 }, { "metric": "recency", "atMost": 30 } ] } """;
        var climber = () => Spender(retain: retain);
        var keep = climber().Keep("2026-11-30");
        Assert.False(keep.Holds);
        Assert.Equal(
            ["place an order from 31 October 2026 to 30 November 2026 and spend 40.00 CNY more by 30 November 2026"], climber().Words(keep));
        Assert.True(climber().Buys("2026-10-31", 40).KeepsGold("2026-11-30"));
        Assert.False(climber().Buys("2026-10-30", 40).KeepsGold("2026-11-30"));
        Assert.False(climber().Buys("2026-10-31", 39.99m).KeepsGold("2026-11-30"));
        // A day later the first purchase has left the window.
        Assert.Equal(
            ["place an order from 1 November 2026 to 1 December 2026 and spend 800.00 CNY more by 1 December 2026"],
            climber().Words(climber().Keep("2026-12-01")));
    }

    [Fact]
    public void A_tier_that_is_kept_as_things_stand_takes_nothing()
    {
        var keep = Spender(retain: """, "retain": { "metric": "spend", "atLeast": 700 } """).Keep("2026-11-30");
        Assert.True(keep.Holds);
        Assert.Empty(keep.Paths);
    }

    [Fact]
    public void A_downgrade_would_have_been_avoided_by_what_was_missing_on_its_day()
    {
        var climber = () => Spender(retain: """, "retain": { "metric": "spend", "atLeast": 800 } """);
        Assert.Equal(["spend 40.00 CNY more from 1 April 2025 to 31 March 2026"], climber().Words(climber().Avoided(Today)));
        Assert.True(climber().Buys("2025-04-01", 40).KeepsGold(Today));
        Assert.False(climber().Buys("2025-03-31", 40).KeepsGold(Today));
        Assert.False(climber().Buys("2025-04-01", 39.99m).KeepsGold(Today));
    }

    [Fact]
    public void What_made_this_score_go_down()
    {
        var scores = """
            { "f": { "weight": 3, "metric": "spend", "curve": [[0, 0], [1000, 100]] },
              "b": { "weight": 1, "metric": "csat", "curve": [[1, 0], [5, 100]] } }
            """;
        var climber = Spender(scores: scores).Answers("2025-12-02", 5);
        var before = climber.Stand("base", Ladder.Day("2026-03-01"));
        var after = climber.Answers("2026-03-20", 2).Stand("base", Ladder.Day(Today));

        var since = Changes.Between(climber.Policy, before, climber.Policy, after);

        Assert.Equal([new ScoreChange("total", 82, 72.625m, null, null), new("b", 100, 62.5m, -9.375m, "csat")], since.Scores);
        Assert.Equal(
            [("csat", 5m, 3.5m), ("recency", 90m, 120m)], since.Metrics.Select(change => (change.Name, change.Before!.Value, change.After!.Value)));
    }

    [Fact]
    public void A_customer_is_told_nothing_of_scores_and_margins()
    {
        var rule = $$"""{ "any": [ {{Spend}}, { "metric": "margin", "atLeast": 1 }, { "score": "f", "atLeast": 99 } ] }""";
        var climber = Spender(rule, """{ "f": { "weight": 1, "attribute": "grade", "values": { "A": 99 }, "otherwise": 0 } }""");
        Assert.Equal(
            ["spend 240.00 CNY more by 30 November 2026", "if the score “f” is at least 99 (now 0)",
                "bring 1.00 CNY more margin by 31 December 2026"], climber.Next().OrderByDescending(path => path));
        var told = new Explanation(climber.Policy, climber.Stand("base", Ladder.Day(Today)), "base", "base", null, null, [], climber.Search(), null,
            null, null).ForCustomer();
        Assert.Equal(
            ["Your tier: base.", "To reach Gold, any one of these is enough by 30 November 2026:", "1. spend 240.00 CNY more",
                "2. by what you cannot change yourself"], ExplanationWords.Of(told, Language.English));
        Assert.Equal(
            ["您的等级：base。", "在2026年11月30日前（含当日）做到以下任一项，即可升至金牌会员：", "1. 再消费240元", "2. 由您自身无法改变的条件促成"], ExplanationWords.Of(told, Language.Chinese));
    }

    [Theory]
    [InlineData("gold", Outlook.Rises, "Gold if the customer goes on as before (a rise), base if nothing more happens.",
        "按目前的趋势，将为金牌会员（将升级）；若无新的变化，将为base。")]
    [InlineData("base", Outlook.Stays, "base if the customer goes on as before (no change), base if nothing more happens.",
        "按目前的趋势，将为base（将保持）；若无新的变化，将为base。")]
    [InlineData("base", Outlook.Falls, "base if the customer goes on as before (a fall), base if nothing more happens.",
        "按目前的趋势，将为base（将降级）；若无新的变化，将为base。")]
    [InlineData(null, null, "base if nothing more happens; too little is known to tell where the customer is heading.",
        "若无新的变化，将为base；目前了解尚少，无法判断走势。")]
    public void What_is_foreseen_is_told_to_the_company_and_not_to_the_customer(string? pace, Outlook? outlook, string english, string chinese)
    {
        var climber = Spender();
        var told = new Explanation(
            climber.Policy, climber.Stand("base", Ladder.Day(Today)), "base", "base", null, null, [], null, null, null, null,
            new(Ladder.Day(Today), new(Ladder.Day("2027-03-30"), "base", pace, outlook)));

        Assert.Equal("Foreseen on 31 March 2026 for 30 March 2027: " + english, ExplanationWords.Of(told, Language.English)[^1]);
        Assert.Equal("2026年3月31日预测：到2027年3月30日，" + chinese, ExplanationWords.Of(told, Language.Chinese)[^1]);
        Assert.DoesNotContain(ExplanationWords.Of(told.ForCustomer(), Language.English), line => line.Contains("oreseen", StringComparison.Ordinal));
        Assert.Null(told.ForCustomer().Foreseen);
    }

    [Fact]
    public void A_stage_is_a_condition_that_only_life_brings_about()
    {
        var rule = """{ "all": [ { "stage": ["growing", "mature"] }, { "not": { "stage": ["dormant"] } }, { "metric": "spend", "atLeast": 1000 } ] }""";
        Assert.Equal(
            ["spend 240.00 CNY more by 30 November 2026, if the customer's stage is “growing” or “mature” and the customer's stage is not “dormant”"],
            Spender(rule).Comes("2026-01-01", null, "dormant").Next());
        Assert.Equal(
            ["在2026年11月30日前（含当日）再消费240元，且须客户处于生命周期阶段“growing”或“mature”"], Spender(rule).Comes("2026-01-01", null, "new").Next(Language.Chinese));
        Assert.Equal(["spend 240.00 CNY more by 30 November 2026"], Spender(rule).Comes("2026-01-01", null, "mature").Next());
        Assert.True(Spender(rule).Comes("2026-01-01", null, "mature").Buys(Today, 240).IsGold());
        Assert.False(Spender(rule).Comes("2026-01-01", null, "dormant").Buys(Today, 240).IsGold());
    }

    [Fact]
    public void No_stage_is_two_stages_at_once() =>
        Assert.Empty(Spender("""{ "all": [ { "stage": ["growing"] }, { "stage": ["mature"] } ] }""").Comes("2026-01-01", null, "new").Next());

    [Theory]
    [InlineData("fiscal", "spend 240.00 CNY more by 30 June 2026",
        "if the spend this year (from 1 July) is below 700.00 CNY (now 760.00 CNY), which is so from 1 July 2026 if nothing is added")]
    [InlineData("contract", "spend 240.00 CNY more by 30 April 2026",
        "if the spend in the current cycle of 12 months from “signed” is below 700.00 CNY (now 760.00 CNY), which is so from 1 May 2026 if "
            + "nothing is added")]
    [InlineData("tier_year", "spend 240.00 CNY more by 14 January 2027",
        "if the spend since the last anniversary of the tier is below 700.00 CNY (now 760.00 CNY), which is so from 15 January 2027 if nothing "
            + "is added")]
    public void A_window_that_begins_anew_has_its_last_day(string metric, string more, string less)
    {
        Assert.Equal([more], Spender($$"""{ "metric": "{{metric}}", "atLeast": 1000 }""").Next());
        Assert.Equal([less], Spender($$"""{ "metric": "{{metric}}", "below": 700 }""").Next());
    }

    [Fact]
    public void A_balance_is_nothing_that_is_moved_in_a_day() => Assert.Equal(
        ["if the daily average of “balance” in the last 30 days is at least 100 (now 40)"],
        Spender("""{ "metric": "balance", "atLeast": 100 }""").Reports("2026-01-01", "balance", 40).Next());
}
