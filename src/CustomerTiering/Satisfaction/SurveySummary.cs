namespace CustomerTiering.Satisfaction;

/// <summary>What the answers to one survey say.</summary>
/// <param name="Survey"><c>csat</c>, <c>nps</c> or <c>ces</c>.</param>
/// <param name="Answers">How many answered.</param>
/// <param name="Few">Whether that is fewer than 30, so that means and NPS are little more than a hint.</param>
/// <param name="Asked">How many were asked.</param>
/// <param name="ResponseRate">
/// The share of those asked who answered: askings that an answer names, and besides as many as there are answers that name none. Null where nobody was asked.
/// </param>
/// <param name="TopTwoBox">Of CSAT: the share of the scores 4 and 5.</param>
/// <param name="Mean">Of CSAT and CES: the mean score.</param>
/// <param name="NetPromoterScore">Of NPS: promoters less detractors, in points.</param>
/// <param name="Histogram">How many answers each score has.</param>
public sealed record SurveySummary(
    string Survey, long Answers, bool Few, long Asked, decimal? ResponseRate, Estimate? TopTwoBox, Estimate? Mean, Estimate? NetPromoterScore,
    IReadOnlyDictionary<int, long> Histogram)
{
    /// <summary>The surveys, in the order in which they are told.</summary>
    public static IReadOnlyList<string> Surveys { get; } = ["csat", "nps", "ces"];

    internal static SurveySummary Of(string survey, SurveyCounts counts)
    {
        var answers = counts.Histogram.Values.Sum();
        var rate = counts.Asked == 0
            ? (decimal?)null
            : Math.Round(Math.Min(counts.Asked, counts.AnsweredAskings + counts.LooseAnswers) / (decimal)counts.Asked, 4, MidpointRounding.AwayFromZero);
        return new(
            survey, answers, answers < ScoreStatistics.Few, counts.Asked, rate,
            survey == "csat" ? ScoreStatistics.Share(counts.Histogram.Where(one => one.Key >= 4).Sum(one => one.Value), answers) : null,
            survey == "nps" ? null : ScoreStatistics.Mean(counts.Histogram),
            survey == "nps" ? ScoreStatistics.NetPromoterScore(counts.Histogram) : null, counts.Histogram);
    }
}

/// <summary>What is counted of one survey, of a customer or of a month.</summary>
/// <param name="Histogram">Answers by score.</param>
/// <param name="Asked">How many were asked.</param>
/// <param name="AnsweredAskings">How many of those askings an answer names, whenever it came.</param>
/// <param name="LooseAnswers">How many answers name no asking.</param>
public sealed record SurveyCounts(IReadOnlyDictionary<int, long> Histogram, long Asked, long AnsweredAskings, long LooseAnswers)
{
    public static SurveyCounts None { get; } = new(new SortedDictionary<int, long>(), 0, 0, 0);
}
