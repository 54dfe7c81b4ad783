using CustomerTiering.Rules.Paths.Words;

namespace CustomerTiering.Rules.Tests.Paths;

/// <summary>One order that is enough by itself: applied, it reaches the tier; a cent less does not.</summary>
public class OrderTests
{
    private const int BruteForced = 3_300;
    private const int MostTried = 400;

    private const string Total = """{ "score": "total", "atLeast": 60 }""";

    private const string Scores = """
        { "volume": { "weight": 50, "metric": "spend", "curve": [[0, 0], [10000, 100]] },
          "frequency": { "weight": 50, "metric": "orders", "curve": [[0, 0], [2, 100]] } }
        """;

    [Fact]
    public void Through_a_score_one_order_asks_for_less_than_spending_alone_since_it_counts_as_an_order_too()
    {
        var climber = new Climber(Total, Scores).Buys("2025-12-01", 760);
        var path = climber.SearchAll().Paths[0];

        Assert.Equal(1_239.99m, path.Order!.Amount);
        Assert.Equal(6_239.99m, climber.Search().Paths.Single(one => one.Moves[0].Metric == "spend").Moves[0].Delta);
        Assert.Equal("place one order of 1,239.99 CNY by 30 November 2026", PathWords.Of(climber.Policy, path, Language.English));
        Assert.False(new Climber(Total, Scores).Buys("2025-12-01", 760).Buys(Climber.Today, 1_239.98m).IsGold());
        Assert.True(new Climber(Total, Scores).Buys("2025-12-01", 760).Buys(Climber.Today, 1_239.99m).IsGold());
        Assert.True(new Climber(Total, Scores).Buys("2025-12-01", 760).Buys("2026-11-30", 1_239.99m).IsGold("2026-11-30"));
        Assert.False(new Climber(Total, Scores).Buys("2025-12-01", 760).Buys("2026-12-01", 1_239.99m).IsGold("2026-12-01"));
    }

    [Fact]
    public void An_order_is_the_only_way_where_nothing_else_moves_a_highest_value()
    {
        var climber = new Climber("""{ "metric": "largest", "atLeast": 31000 }""").Buys("2025-12-01", 760);

        Assert.Equal(31_000m, climber.SearchAll().Paths[0].Order!.Amount);
        Assert.Equal("place one order of 31,000.00 CNY by 31 December 2026", climber.Words(climber.SearchAll())[0]);
        Assert.False(new Climber("""{ "metric": "largest", "atLeast": 31000 }""").Buys(Climber.Today, 30_999.99m).IsGold());
    }

    [Fact]
    public void There_is_no_order_that_two_metrics_count_which_exclude_each_other()
    {
        const string Both = """{ "all": [ { "metric": "books", "atLeast": 100 }, { "metric": "maps", "atLeast": 0 } ] }""";

        Assert.Equal(
            100m, new Climber("""{ "metric": "books", "atLeast": 100 }""").SearchAll().Paths.Single(path => path.Order is not null).Order!.Amount);
        Assert.DoesNotContain(new Climber(Both).SearchAll().Paths, path => path.Order is not null);
    }

    [Fact]
    public void The_one_order_reaches_the_tier_and_a_cent_less_does_not()
    {
        var found = 0;
        for (var seed = 0; seed < 10_000; seed++)
        {
            var shopper = new RandomShopper(seed);
            if (shopper.Stand().Qualified == 1 || shopper.Next().Paths.SingleOrDefault(
                path => path.Order is not null)?.Order is not { Amount: var amount }) continue;
            found++;
            Assert.True(shopper.ReachesWith(amount), $"seed {seed}: an order of {amount} is not enough");
            Assert.False(amount > 1 && shopper.ReachesWith(amount - 1), $"seed {seed}: an order of {amount - 1} is enough");
        }
        Assert.InRange(found, 1_500, 9_000);
    }

    [Fact]
    public void No_smaller_order_is_enough()
    {
        var (found, none) = (0, 0);
        for (var seed = 0; seed < BruteForced; seed++)
        {
            var shopper = new RandomShopper(seed);
            if (shopper.Stand().Qualified == 1) continue;
            var told = shopper.Next().Paths.SingleOrDefault(path => path.Order is not null)?.Order?.Amount;
            var least = Enumerable.Range(1, MostTried)
                .Select(amount => (decimal?)amount).FirstOrDefault(amount => shopper.ReachesWith(amount!.Value));
            if (least is null)
            {
                none++;
                Assert.True(told is null or > MostTried, $"seed {seed}: {told} is told, and no order up to {MostTried} is enough");
            }
            else
            {
                found++;
                Assert.True(told == least, $"seed {seed}: {told} is told, {least} is enough");
            }
        }
        Assert.InRange(found, 500, BruteForced);
        Assert.InRange(none, 500, BruteForced);
    }
}
