using CustomerTiering.Rules.Facts;
using CustomerTiering.Rules.Policies;
using static CustomerTiering.Rules.Tests.Evaluation.Measuring;
using static CustomerTiering.Rules.Tests.Facts.Sample;

namespace CustomerTiering.Rules.Tests.Evaluation;

public class ActivityMeasureTests
{
    private const string Today = "2026-03-31";

    [Fact]
    public void Interactions_are_counted_by_channel_direction_and_purpose()
    {
        Fact[] facts =
            [Met("a", "2026-01-01", "call", "in", "advice"), Met("b", "2026-01-20", "call", "out", "advice"), Met("c", "2026-03-30", "visit", "out")];
        Assert.Equal(3, Metric(MeasureKind.Interactions, Aggregate.Count).Value(Today, facts));
        Assert.Equal(2, Metric(MeasureKind.Interactions, Aggregate.Distinct).Value(Today, facts));
        Assert.Equal(1, Metric(MeasureKind.Interactions, Aggregate.Distinct, of: FactField.Purpose).Value(Today, facts));
        Assert.Equal(2, Metric(MeasureKind.Interactions, Aggregate.ActiveMonths).Value(Today, facts));
        Assert.Equal(1, Metric(MeasureKind.Interactions, Aggregate.DaysSinceLast).Value(Today, facts));
        Assert.Equal(
            1, Metric(MeasureKind.Interactions, Aggregate.Count, where: [Where(FactField.Channel, "call", "visit"), Where(FactField.Direction, "in")])
                .Value(Today, facts));
        Assert.Equal(2, Metric(MeasureKind.Interactions, Aggregate.Count, where: [Where(FactField.Purpose, "advice")]).Value(Today, facts));
    }

    [Fact]
    public void Each_survey_has_scores_of_its_own()
    {
        Fact[] facts = [Answered("a", "2026-01-01", Survey.Csat, 5), Answered("b", "2026-02-01", Survey.Csat, 4, "mail"),
            Answered("c", "2026-02-01", Survey.Csat, 4), Answered("d", "2026-02-01", Survey.Nps, 0)];
        Assert.Equal(4.333333m, Metric(MeasureKind.SurveysCsat, Aggregate.Mean).Value(Today, facts));
        Assert.Equal(4, Metric(MeasureKind.SurveysCsat, Aggregate.Last).Value(Today, facts));
        Assert.Equal(5, Metric(MeasureKind.SurveysCsat, Aggregate.Max).Value(Today, facts));
        Assert.Equal(0, Metric(MeasureKind.SurveysNps, Aggregate.Min).Value(Today, facts));
        Assert.Equal(0, Metric(MeasureKind.SurveysCes, Aggregate.Count).Value(Today, facts));
        Assert.Equal(1, Metric(MeasureKind.SurveysCsat, Aggregate.Count, where: [Where(FactField.Channel, "mail")]).Value(Today, facts));
    }

    [Fact]
    public void Surveys_asked_are_counted_apart_and_by_survey()
    {
        Fact[] facts = [new SurveyAsked("a", At("2026-03-01"), null, Survey.Csat), new SurveyAsked("b", At("2026-03-02"), null, Survey.Nps)];
        Assert.Equal(2, Metric(MeasureKind.SurveysAsked, Aggregate.Count).Value(Today, facts));
        Assert.Equal(1, Metric(MeasureKind.SurveysAsked, Aggregate.Count, where: [Where(FactField.Survey, "nps")]).Value(Today, facts));
        Assert.Equal(0, Metric(MeasureKind.SurveysNps, Aggregate.Count).Value(Today, facts));
    }

    [Fact]
    public void An_indicator_is_in_force_until_the_next_of_its_name()
    {
        Fact[] facts =
            [Indicated("a", "2026-01-01", "assets", 10), Indicated("b", "2026-02-01", "assets", -2.5m), Indicated("c", "2026-02-02", "credit", 700)];
        var state = Metric(MeasureKind.Indicator, Aggregate.Last, new Window.State(), indicator: "assets");
        Assert.Null(state.Value("2025-12-31", facts));
        Assert.Equal(10, state.Value("2026-01-31", facts));
        Assert.Equal(-2.5m, state.Value("2026-02-01", facts));
        Assert.Equal(-2.5m, Metric(MeasureKind.Indicator, Aggregate.Min, Rolling("P2M"), indicator: "assets").Value(Today, facts));
        Assert.Equal(3.75m, Metric(MeasureKind.Indicator, Aggregate.Mean, indicator: "assets").Value(Today, facts));
        Assert.Equal(1, Metric(MeasureKind.Indicator, Aggregate.Count, indicator: "credit").Value(Today, facts));
    }

    [Fact]
    public void Relationship_days_run_from_joining()
    {
        var tenure = Metric(MeasureKind.RelationshipDays, Aggregate.Last, new Window.State());
        Assert.Equal(0, tenure.Value("2026-01-01", Customer("2026-01-01")));
        Assert.Equal(365, tenure.Value("2027-01-01", Customer("2026-01-01")));
        Assert.Equal(31, tenure.Value("2026-02-01", Bought("a", "2026-01-01", 1)));
        Assert.Equal(0, tenure.Value("2026-02-01", Bought("a", "2026-01-01", 1), Customer("2026-02-01")));
    }

    [Fact]
    public void Only_the_first_referral_of_a_customer_counts_and_none_of_oneself()
    {
        Fact[] facts = [Referred("a", "2026-01-01", "ben"), Referred("b", "2026-02-01", "ben"), Referred("c", "2026-02-01", "anna"),
            Referred("d", "2026-03-01", "cleo", "web")];
        Assert.Equal(2, Metric(MeasureKind.Referrals, Aggregate.Count).Value(Today, facts));
        Assert.Equal(1, Metric(MeasureKind.Referrals, Aggregate.Count, where: [Where(FactField.Channel, "web")]).Value(Today, facts));
        Assert.Equal(30, Metric(MeasureKind.Referrals, Aggregate.DaysSinceLast).Value(Today, facts));
    }

    [Fact]
    public void Referred_revenue_is_net_from_the_day_of_the_referral_within_the_window()
    {
        var own = CustomerFacts.Fold("anna", [Referred("f", "2026-02-10", "ben"), Bought("o", "2026-02-11", 1000)]);
        var ben = CustomerFacts.Fold(
            "ben", [Bought("b", "2026-02-10", 20), Bought("c", "2026-03-20", 300), Returned("r", "2026-03-21", 50, of: "c")]);
        var facts = new KnownFacts(own, new Dictionary<string, CustomerFacts> { ["ben"] = ben });
        Assert.Equal(270, Metric(MeasureKind.ReferralsRevenue, Aggregate.Sum).Of(facts, Today));
        Assert.Equal(250, Metric(MeasureKind.ReferralsRevenue, Aggregate.Sum, Rolling("P1M")).Of(facts, Today));
        Assert.Equal(0, Metric(MeasureKind.ReferralsRevenue, Aggregate.Sum).Of(facts, "2026-02-09"));
        Assert.Equal(20, Metric(MeasureKind.ReferralsRevenue, Aggregate.Sum).Of(facts, "2026-02-10"));
        Assert.Equal(0, Metric(MeasureKind.ReferralsRevenue, Aggregate.Sum, where: [Where(FactField.Channel, "web")]).Of(facts, Today));
    }
}
