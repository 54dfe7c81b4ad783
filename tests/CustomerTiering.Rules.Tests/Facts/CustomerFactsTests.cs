using CustomerTiering.Rules.Facts;
using CustomerTiering.Rules.Policies;
using CustomerTiering.Rules.Values;
using static CustomerTiering.Rules.Tests.Facts.Sample;

namespace CustomerTiering.Rules.Tests.Facts;

public class CustomerFactsTests
{
    private static CustomerFacts Fold(params Fact[] facts) => CustomerFacts.Fold("anna", facts);

    [Fact]
    public void Joining_is_the_first_customer_fact_else_the_earliest_fact_and_ignores_corrections()
    {
        Assert.Equal(
            Day("2026-01-05"), Fold(Bought("a", "2026-01-01", 1), Customer("2026-01-09", id: "d"), Customer("2026-01-05")).Joined(ZoneRules.Utc));
        Assert.Equal(Day("2026-01-01"), Fold(Bought("b", "2026-01-02", 1), Bought("a", "2026-01-01", 1)).Joined(ZoneRules.Utc));
        Assert.Equal(Day("2026-01-05"), Fold(Customer("2026-01-05"), Corrected("k", "2026-02-01", Customer("2025-01-05"))).Joined(ZoneRules.Utc));
        Assert.Null(Fold().Joined(ZoneRules.Utc));
    }

    [Fact]
    public void Joining_is_a_day_of_the_zone() =>
        Assert.Equal(Day("2026-01-02"), Fold(Bought("a", "2026-01-01T16:00:00Z", 1)).Joined(Zone("Asia/Shanghai")));

    [Fact]
    public void The_profile_is_that_of_the_end_of_the_day_and_replaced_whole()
    {
        var facts = Fold(
            Customer("2026-01-01", ["vip"], "c1", ("grade", "A"), ("city", "Xi'an")), Customer("2026-02-01T23:59:59Z", [], "c2", ("grade", "B")));
        Assert.Same(CustomerProfile.Unknown, facts.ProfileOn(Day("2025-12-31"), ZoneRules.Utc));
        var (january, february) = (facts.ProfileOn(Day("2026-01-31"), ZoneRules.Utc), facts.ProfileOn(Day("2026-02-01"), ZoneRules.Utc));
        Assert.Equal(("A", "Xi'an", true), (january.Attribute("grade"), january.Attribute("city"), january.IsIn("vip")));
        Assert.Equal(("B", null, false), (february.Attribute("grade"), february.Attribute("city"), february.IsIn("vip")));
    }

    [Fact]
    public void Of_several_corrections_the_later_known_wins()
    {
        var (first, second) =
            (Corrected("k", "2026-03-01", Bought("a", "2026-01-01", 2)), Corrected("j", "2026-02-01", Bought("a", "2026-01-01", 3)));
        Assert.Equal(3, ((Purchase)Fold(first, second, Bought("a", "2026-01-01", 1)).Facts.Single()).Amount);
        Assert.Equal(2, ((Purchase)Fold(second, first, Bought("a", "2026-01-01", 1)).Facts.Single()).Amount);
        Assert.Empty(Fold(first).Facts);
    }

    [Fact]
    public void A_correction_is_of_the_fact_of_its_kind() =>
        Assert.Equal(
            7, ((Purchase)Fold(Bought("a", "2026-01-01", 7), Returned("a", "2026-01-02", 1),
                Corrected("k", "2026-03-01", Returned("a", "2026-01-02", 2))).Facts[0]).Amount);

    [Theory]
    [InlineData(MeasureKind.PurchasesNet, "01 02")] // on the third nothing is left to look at
    [InlineData(MeasureKind.Returns, "01 02")]
    [InlineData(MeasureKind.ComplaintsOpen, "04 05 06")]
    [InlineData(MeasureKind.SurveysCsat, "07")]
    [InlineData(MeasureKind.SurveysNps, "08")]
    [InlineData(MeasureKind.SurveysAsked, "09")]
    [InlineData(MeasureKind.Interactions, "10")]
    [InlineData(MeasureKind.Referrals, "11")]
    [InlineData(MeasureKind.ReferralsRevenue, "11")]
    [InlineData(MeasureKind.Indicator, "12")]
    [InlineData(MeasureKind.RelationshipDays, "")]
    public void A_measure_is_evaluated_on_the_days_of_its_facts(MeasureKind kind, string days)
    {
        var facts = Fold(
            Bought("a", "2026-01-01", 9), Returned("r", "2026-01-02", 1, "a"), Cancelled("x", "2026-01-03", "a"),
            Complained("c", "2026-01-04"), Resolved("s", "2026-01-05", "c"), Reopened("o", "2026-01-06", "c"),
            Answered("y", "2026-01-07", Survey.Csat, 5), Answered("z", "2026-01-08", Survey.Nps, 5),
            new SurveyAsked("q", At("2026-01-09"), null, Survey.Nps),
            Met("m", "2026-01-10"), Referred("f", "2026-01-11", "ben"), Indicated("i", "2026-01-12", "assets", 1),
            Indicated("j", "2026-01-13", "other", 1),
            Customer("2026-01-14"));
        Assert.Equal(days, Days(new([new(kind, kind == MeasureKind.Indicator ? "assets" : null)], profile: false, segments: [])));
        Assert.Equal((days + " 14").Trim(), Days(new([new(kind, kind == MeasureKind.Indicator ? "assets" : null)], profile: true, segments: [])));

        string Days(FactInterest interest) => string.Join(' ', facts.DaysOf(interest, ZoneRules.Utc).Select(d => d.ToString("dd")));
    }
}
