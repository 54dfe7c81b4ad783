using CustomerTiering.Rules.Facts;
using CustomerTiering.Rules.Policies;
using CustomerTiering.Rules.Tests.Evaluation;
using static CustomerTiering.Rules.Tests.Facts.Sample;

namespace CustomerTiering.Rules.Tests.Facts;

/// <summary>Of several answers to one asking the latest counts, alone.</summary>
public class AnswersToOneAskingTests
{
    private static readonly Fact[] Answers =
    [
        Answer("a", "2026-01-10T09:00:00Z", 2, "q", 1), Answer("b", "2026-02-10T09:00:00Z", 9, "q", 2),
        Answer("c", "2026-01-20T09:00:00Z", 5, null, 3),
        Answer("d", "2026-01-21T09:00:00Z", 6, "other", 4),
    ];

    private static SurveyAnswer Answer(string id, string at, int score, string? of, long recorded) =>
        new(id, At(at), null, Survey.Nps, score, of) { Recorded = recorded };

    private static decimal? Value(string aggregate, string day, params Fact[] facts) =>
        Measuring.Metric(MeasureKind.SurveysNps, Enum.Parse<Aggregate>(aggregate)).Of(KnownFacts.OfOwn(CustomerFacts.Fold("anna", facts)), day);

    [Theory]
    [InlineData("Count", "2026-02-09", 3)]
    [InlineData("Count", "2026-02-10", 3)]
    [InlineData("Min", "2026-02-09", 2)]
    [InlineData("Min", "2026-02-10", 5)]
    [InlineData("Last", "2026-02-09", 6)]
    [InlineData("Last", "2026-02-10", 9)]
    public void The_latest_answer_up_to_the_day_counts(string aggregate, string day, int value) =>
        Assert.Equal(value, Value(aggregate, day, Answers));

    [Fact]
    public void At_one_instant_the_answer_recorded_later_counts()
    {
        Fact first = Answer("z", "2026-01-10T09:00:00Z", 3, "q", 1), second = Answer("a", "2026-01-10T09:00:00Z", 8, "q", 2);
        Assert.Equal(8, Value("Mean", "2026-01-10", first, second));
        Assert.Equal(8, Value("Mean", "2026-01-10", second, first));
        Assert.Equal(1, Value("Count", "2026-01-10", first, second));
    }

    [Fact]
    public void A_window_that_the_latest_answer_has_not_reached_does_not_count_the_one_before_it()
    {
        var january = Measuring.Metric(MeasureKind.SurveysNps, Aggregate.Count, new Window.Calendar(CalendarUnit.Month, -1));
        Assert.Equal(2, january.Of(KnownFacts.OfOwn(CustomerFacts.Fold("anna", Answers)), "2026-02-10"));
        Assert.Equal(3, january.Of(KnownFacts.OfOwn(CustomerFacts.Fold("anna", Answers)), "2026-02-09"));
    }
}
