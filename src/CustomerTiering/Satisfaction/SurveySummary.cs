namespace CustomerTiering.Satisfaction;

/// <summary>The results of one survey.</summary>
/// <param name="Survey"><c>csat</c>, <c>nps</c> or <c>ces</c>.</param>
/// <param name="Answers">Number of answers.</param>
/// <param name="Few">Whether there are fewer than 30 answers, which makes means and NPS unreliable.</param>
/// <param name="Asked">Number of surveys sent.</param>
/// <param name="ResponseRate">
/// The share of sent surveys that were answered: those that an answer names, plus one for each answer that names none. Null if none was sent.
/// </param>
/// <param name="TopTwoBox">CSAT only: the share of scores 4 and 5.</param>
/// <param name="Mean">CSAT and CES only: the mean score.</param>
/// <param name="NetPromoterScore">NPS only: promoters minus detractors, in points.</param>
/// <param name="Histogram">Number of answers by score.</param>
public sealed record SurveySummary(
    string Survey, long Answers, bool Few, long Asked, decimal? ResponseRate, Estimate? TopTwoBox, Estimate? Mean, Estimate? NetPromoterScore,
    IReadOnlyDictionary<int, long> Histogram)
{
    /// <summary>The surveys, in display order.</summary>
    public static IReadOnlyList<string> Surveys { get; } = ["csat", "nps", "ces"];

    internal static SurveySummary Of(string survey, SurveyCounts counts)
    {
        var answers = counts.Histogram.Values.Sum();
        var rate = counts.Asked == 0
            ? (decimal?)null
            : Math.Round(
                Math.Min(counts.Asked, counts.AnsweredAskings + counts.LooseAnswers) / (decimal)counts.Asked, 4, MidpointRounding.AwayFromZero);
        return new(
            survey, answers, answers < ScoreStatistics.Few, counts.Asked, rate,
            survey == "csat" ? ScoreStatistics.Share(counts.Histogram.Where(one => one.Key >= 4).Sum(one => one.Value), answers) : null,
            survey == "nps" ? null : ScoreStatistics.Mean(counts.Histogram),
            survey == "nps" ? ScoreStatistics.NetPromoterScore(counts.Histogram) : null, counts.Histogram);
    }
}

/// <summary>The counts of one survey, for a customer or a month.</summary>
/// <param name="Histogram">Number of answers by score.</param>
/// <param name="Asked">Number of surveys sent.</param>
/// <param name="AnsweredAskings">Number of those surveys that an answer names, whenever it was given.</param>
/// <param name="LooseAnswers">Number of answers that name no sent survey.</param>
public sealed record SurveyCounts(IReadOnlyDictionary<int, long> Histogram, long Asked, long AnsweredAskings, long LooseAnswers)
{
    public static SurveyCounts None { get; } = new(new SortedDictionary<int, long>(), 0, 0, 0);
}
