using CustomerTiering.Satisfaction;

namespace CustomerTiering.Tests.Satisfaction;

public sealed class ScoreStatisticsTests
{
    [Fact]
    public void A_share_has_Wilsons_interval() => Assert.Equal(new Estimate(0.8m, 0.4902m, 0.9433m), ScoreStatistics.Share(8, 10));

    [Fact]
    public void A_share_of_none_or_of_all_stays_within_the_scale()
    {
        Assert.Equal(new Estimate(0m, 0m, 0.2775m), ScoreStatistics.Share(0, 10));
        Assert.Equal(new Estimate(1m, 0.7225m, 1m), ScoreStatistics.Share(10, 10));
        Assert.Null(ScoreStatistics.Share(0, 0));
    }

    [Fact]
    public void A_mean_has_the_interval_of_the_normal_approximation() =>
        Assert.Equal(new Estimate(3m, 0.7368m, 5.2632m), ScoreStatistics.Mean(Scores((1, 1), (3, 1), (5, 1))));

    [Fact]
    public void One_answer_says_nothing_of_the_spread()
    {
        Assert.Equal(new Estimate(4m, null, null), ScoreStatistics.Mean(Scores((4, 1))));
        Assert.Null(ScoreStatistics.Mean(Scores()));
    }

    [Fact]
    public void NPS_counts_9_and_10_against_0_to_6() =>
        Assert.Equal(new Estimate(30m, -18.41m, 78.41m), ScoreStatistics.NetPromoterScore(Scores((10, 3), (9, 2), (8, 2), (7, 1), (6, 1), (0, 1))));

    [Fact]
    public void NPS_stays_within_its_scale()
    {
        Assert.Equal(new Estimate(100m, 100m, 100m), ScoreStatistics.NetPromoterScore(Scores((9, 5))));
        Assert.Equal(new Estimate(-100m, -100m, -100m), ScoreStatistics.NetPromoterScore(Scores((6, 5))));
        Assert.Null(ScoreStatistics.NetPromoterScore(Scores()));
    }

    [Fact]
    public void Fewer_than_30_answers_are_few()
    {
        Assert.True(Summary(29).Few);
        Assert.False(Summary(30).Few);
    }

    [Fact]
    public void Who_answered_without_naming_the_asking_counts_as_asked_but_never_more_than_were_asked()
    {
        Assert.Equal(0.6667m, SurveySummary.Of("csat", new(Scores((5, 2)), 3, 1, 1)).ResponseRate);
        Assert.Equal(1m, SurveySummary.Of("csat", new(Scores((5, 9)), 3, 1, 8)).ResponseRate);
        Assert.Null(SurveySummary.Of("csat", new(Scores((5, 2)), 0, 0, 2)).ResponseRate);
    }

    private static SurveySummary Summary(long answers) => SurveySummary.Of("csat", new(Scores((5, answers)), 0, 0, answers));

    private static Dictionary<int, long> Scores(params (int Score, long Count)[] scores) => scores.ToDictionary(one => one.Score, one => one.Count);
}
