using CustomerTiering.Rules.Facts;
using CustomerTiering.Rules.Policies;
using static CustomerTiering.Rules.Tests.Evaluation.Measuring;
using static CustomerTiering.Rules.Tests.Facts.Sample;

namespace CustomerTiering.Rules.Tests.Evaluation;

public class WindowDaysTests
{
    [Theory]
    [InlineData("P12M", "2026-03-31", "2025-03-31", "2025-04-01")]
    [InlineData("P12M", "2024-02-29", "2023-02-28", "2023-03-01")]
    [InlineData("P1M", "2026-03-31", "2026-02-28", "2026-03-01")]
    [InlineData("P1M", "2026-03-30", "2026-02-28", "2026-03-01")]
    [InlineData("P90D", "2026-03-31", "2025-12-31", "2026-01-01")]
    [InlineData("P1D", "2026-03-31", "2026-03-30", "2026-03-31")]
    [InlineData("P1M1D", "2026-03-31", "2026-02-27", "2026-02-28")]
    public void A_rolling_window_begins_the_day_after_D_less_its_length(string length, string asOf, string lastOutside, string firstInside)
    {
        var count = Metric(MeasureKind.Purchases, Aggregate.Count, Rolling(length));
        Assert.Equal(0, count.Value(asOf, Bought("a", lastOutside + "T23:59:59.999999Z", 1)));
        Assert.Equal(1, count.Value(asOf, Bought("a", firstInside + "T00:00:00Z", 1)));
        Assert.Equal(1, count.Value(asOf, Bought("a", asOf + "T23:59:59.999999Z", 1)));
        Assert.Equal(0, count.Value(asOf, Bought("a", Day(asOf).AddDays(1).ToString("yyyy-MM-dd") + "T00:00:00Z", 1)));
    }

    [Fact]
    public void A_rolling_window_longer_than_the_calendar_takes_in_everything() =>
        Assert.Equal(1, Metric(MeasureKind.Purchases, Aggregate.Count, Rolling("P3000Y")).Value("2026-03-31", Bought("a", "1999-01-01", 1)));

    [Theory]
    [InlineData(CalendarUnit.Month, 0, "2026-02-28", "2026-03-01", "2026-03-15", "2026-03-16")]
    [InlineData(CalendarUnit.Quarter, 0, "2025-12-31", "2026-01-01", "2026-03-15", "2026-03-16")]
    [InlineData(CalendarUnit.Year, 0, "2025-12-31", "2026-01-01", "2026-03-15", "2026-03-16")]
    [InlineData(CalendarUnit.Month, -1, "2026-01-31", "2026-02-01", "2026-02-28", "2026-03-01")]
    [InlineData(CalendarUnit.Quarter, -1, "2025-09-30", "2025-10-01", "2025-12-31", "2026-01-01")]
    [InlineData(CalendarUnit.Quarter, -2, "2025-06-30", "2025-07-01", "2025-09-30", "2025-10-01")]
    [InlineData(CalendarUnit.Year, -2, "2023-12-31", "2024-01-01", "2024-12-31", "2025-01-01")]
    public void A_calendar_window_is_the_unit_up_to_D_or_a_whole_one_before(
        CalendarUnit unit, int offset, string before, string first, string last, string after)
    {
        var count = Metric(MeasureKind.Purchases, Aggregate.Count, new Window.Calendar(unit, offset));
        Assert.Equal(0, count.Value("2026-03-15", Bought("a", before, 1)));
        Assert.Equal(1, count.Value("2026-03-15", Bought("a", first, 1)));
        Assert.Equal(1, count.Value("2026-03-15", Bought("a", last, 1)));
        Assert.Equal(0, count.Value("2026-03-15", Bought("a", after, 1)));
    }

    [Theory]
    [InlineData("2024-05-10", "2026-05-09", "2025-05-09", "2025-05-10")]
    [InlineData("2024-05-10", "2026-05-10", "2026-05-09", "2026-05-10")]
    [InlineData("2024-02-29", "2026-02-28", "2026-02-27", "2026-02-28")]
    [InlineData("2024-02-29", "2026-02-27", "2025-02-27", "2025-02-28")]
    [InlineData("2024-02-29", "2028-02-28", "2027-02-27", "2027-02-28")]
    [InlineData("2024-02-29", "2028-02-29", "2028-02-28", "2028-02-29")]
    [InlineData("2026-01-15", "2026-03-31", "2026-01-14", "2026-01-15")]
    public void An_anniversary_window_begins_on_the_last_anniversary_of_joining(string joined, string asOf, string before, string first)
    {
        var count = Metric(MeasureKind.Purchases, Aggregate.Count, new Window.Anniversary());
        Assert.Equal(0, count.Value(asOf, Customer(joined), Bought("a", before, 1)));
        Assert.Equal(1, count.Value(asOf, Customer(joined), Bought("a", first, 1)));
    }

    [Theory]
    [InlineData("04-01", 0, "2026-03-31", "2025-03-31", "2025-04-01")]
    [InlineData("04-01", 0, "2026-04-01", "2026-03-31", "2026-04-01")]
    [InlineData("02-29", 0, "2026-02-27", "2025-02-27", "2025-02-28")]
    [InlineData("02-29", 0, "2026-02-28", "2026-02-27", "2026-02-28")]
    [InlineData("02-29", 0, "2028-02-28", "2027-02-27", "2027-02-28")]
    [InlineData("02-29", 0, "2028-02-29", "2028-02-28", "2028-02-29")]
    [InlineData("01-01", 0, "2026-03-31", "2025-12-31", "2026-01-01")]
    [InlineData("04-01", -1, "2026-03-31", "2024-03-31", "2024-04-01")]
    [InlineData("04-01", -1, "2026-04-01", "2025-03-31", "2025-04-01")]
    [InlineData("02-29", -1, "2028-02-29", "2027-02-27", "2027-02-28")]
    public void A_fiscal_year_begins_on_its_day(string begins, int offset, string asOf, string before, string first)
    {
        var count = Metric(MeasureKind.Purchases, Aggregate.Count, Year(begins, offset));
        Assert.Equal(0, count.Value(asOf, Bought("a", before, 1)));
        Assert.Equal(1, count.Value(asOf, Bought("a", first, 1)));
    }

    [Theory]
    [InlineData("04-01", -1, "2026-03-31", "2025-03-31", "2025-04-01")]
    [InlineData("04-01", -2, "2026-04-01", "2025-03-31", "2025-04-01")]
    [InlineData("02-29", -1, "2028-02-29", "2028-02-28", "2028-02-29")]
    public void A_whole_fiscal_year_before_ends_on_the_eve_of_the_next(string begins, int offset, string asOf, string last, string after)
    {
        var count = Metric(MeasureKind.Purchases, Aggregate.Count, Year(begins, offset));
        Assert.Equal(1, count.Value(asOf, Bought("a", last, 1)));
        Assert.Equal(0, count.Value(asOf, Bought("a", after, 1)));
    }

    [Theory]
    [InlineData("2025-06-15", "2026-06-14", "2025-06-14", "2025-06-15")]
    [InlineData("2025-06-15", "2026-06-15", "2026-06-14", "2026-06-15")]
    [InlineData("2024-02-29", "2026-02-28", "2026-02-27", "2026-02-28")]
    [InlineData("2024-02-29", "2028-02-28", "2027-02-27", "2027-02-28")]
    [InlineData(null, "2026-03-31", "2026-02-28", "2026-03-01")]
    public void A_tier_anniversary_window_begins_on_the_last_anniversary_of_the_tier_or_without_one_of_joining(
        string? tierStart, string asOf, string before, string first)
    {
        var count = Metric(MeasureKind.Purchases, Aggregate.Count, new Window.TierAnniversary());
        decimal? On(string day) =>
            count.Of(KnownFacts.OfOwn(CustomerFacts.Fold("anna", [Customer("2023-03-01"), Bought("a", day, 1)])), asOf, tierStart: tierStart);
        Assert.Equal((0, 1), (On(before), On(first)));
    }

    [Fact]
    public void A_tier_anniversary_window_is_empty_before_the_tier_begins()
    {
        var count = Metric(MeasureKind.Purchases, Aggregate.Count, new Window.TierAnniversary());
        var facts = KnownFacts.OfOwn(CustomerFacts.Fold("anna", [Customer("2023-03-01"), Bought("a", "2026-03-31", 1)]));
        Assert.Equal(0, count.Of(facts, "2026-03-31", tierStart: "2026-04-01"));
        Assert.Equal(1, count.Of(facts, "2026-03-31", tierStart: "2026-03-31"));
    }

    [Theory]
    [InlineData("P1Y", "2024-09-01", "2026-08-31", "2025-08-31", "2025-09-01")]
    [InlineData("P1Y", "2024-09-01", "2026-09-01", "2026-08-31", "2026-09-01")]
    [InlineData("P1Y", "2030-09-01", "2026-08-31", "2025-08-31", "2025-09-01")]
    [InlineData("P1M", "2026-01-31", "2026-02-27", "2026-01-30", "2026-01-31")]
    [InlineData("P1M", "2026-01-31", "2026-02-28", "2026-02-27", "2026-02-28")]
    [InlineData("P1M", "2026-01-31", "2026-03-30", "2026-02-27", "2026-02-28")]
    [InlineData("P1M", "2026-01-31", "2026-03-31", "2026-03-30", "2026-03-31")]
    [InlineData("P1M", "2026-03-31", "2026-02-28", "2026-02-27", "2026-02-28")]
    [InlineData("P4W", "2026-03-04", "2026-03-31", "2026-03-03", "2026-03-04")]
    [InlineData("P4W", "2026-03-04", "2026-04-01", "2026-03-31", "2026-04-01")]
    [InlineData("P4W", "2026-04-29", "2026-03-31", "2026-03-03", "2026-03-04")]
    [InlineData("P1M1D", "2026-01-31", "2026-03-02", "2026-02-28", "2026-03-01")]
    [InlineData("P100Y", "2026-04-01", "2026-03-31", "1926-03-31", "1926-04-01")]
    public void A_cycle_begins_on_the_last_of_its_dates_before_or_after_the_attributes(
        string length, string date, string asOf, string before, string first)
    {
        var count = Metric(MeasureKind.Purchases, Aggregate.Count, Cycle(length));
        Assert.Equal(0, count.Value(asOf, Customer("1900-01-01", attributes: ("signed", date)), Bought("a", before, 1)));
        Assert.Equal(1, count.Value(asOf, Customer("1900-01-01", attributes: ("signed", date)), Bought("a", first, 1)));
    }

    [Theory]
    [InlineData("2026-02-30")]
    [InlineData("2026-2-3")]
    [InlineData("2026-02-03T00:00:00Z")]
    [InlineData("20260203")]
    [InlineData("3 February 2026")]
    [InlineData(" 2026-02-03")]
    [InlineData("")]
    [InlineData(null)]
    public void Without_a_date_that_exists_a_cycle_is_missing_even_for_a_count(string? date)
    {
        Fact[] facts = [Customer("2025-01-01", attributes: date is null ? [] : [("signed", date)]), Bought("a", "2026-03-01", 1)];
        Assert.Null(Metric(MeasureKind.Purchases, Aggregate.Count, Cycle("P1Y")).Value("2026-03-31", facts));
        Assert.Equal(7, Metric(MeasureKind.Purchases, Aggregate.Count, Cycle("P1Y"), missing: 7).Value("2026-03-31", facts));
    }

    [Fact]
    public void A_cycle_looks_at_the_attribute_as_of_the_day()
    {
        var count = Metric(MeasureKind.Purchases, Aggregate.Count, Cycle("P1Y"));
        Fact[] facts =
        [
            Customer("2025-01-01", id: "c1", attributes: ("signed", "2025-02-01")),
            Customer("2026-03-10", id: "c2", attributes: ("signed", "2025-03-05")),
            Bought("a", "2026-02-15", 1), Bought("b", "2026-03-06", 1),
        ];
        Assert.Equal(2, count.Value("2026-03-09", facts));
        Assert.Equal(1, count.Value("2026-03-10", facts));
    }

    [Theory]
    [InlineData("P1Y", "0001-01-01", 90)]
    [InlineData("P100Y", "9999-12-31", 9588)]
    [InlineData("P1D", "9999-12-31", 1)]
    [InlineData("P1D", "0001-01-01", 1)]
    public void A_cycle_far_away_from_its_date_stays_in_the_calendar(string length, string date, int days)
    {
        var mean = Metric(MeasureKind.Indicator, Aggregate.DailyMean, Cycle(length), indicator: "balance", atLeast: days);
        Fact[] facts = [Customer("1900-01-01", attributes: ("signed", date)), Indicated("i", "1900-01-01", "balance", 5)];
        Assert.Equal(5, mean.Value("2026-03-31", facts));
        Assert.Null((mean with { AtLeastSamples = days + 1 }).Value("2026-03-31", facts));
    }

    private static Window Year(string begins, int offset) =>
        new Window.Calendar(CalendarUnit.Year, offset, new(int.Parse(begins[..2], null), int.Parse(begins[3..], null)));

    private static Window Cycle(string length) => new Window.Cycle(((Window.Rolling)Rolling(length)).Length, "signed");

    [Fact]
    public void Since_the_tiers_start_includes_its_first_day_and_without_a_tier_begins_on_joining()
    {
        var count = Metric(MeasureKind.Purchases, Aggregate.Count, new Window.SinceTierStart());
        var facts = KnownFacts.OfOwn(CustomerFacts.Fold("anna",
            [Customer("2025-06-01"), Bought("a", "2025-05-31", 1), Bought("b", "2025-06-01", 1), Bought("c", "2026-01-01", 1),
                Bought("d", "2026-01-02", 1)]));
        Assert.Equal(2, count.Of(facts, "2026-03-31", tierStart: "2026-01-01"));
        Assert.Equal(1, count.Of(facts, "2026-03-31", tierStart: "2026-01-02"));
        Assert.Equal(3, count.Of(facts, "2026-03-31"));
        Assert.Equal(0, count.Of(facts, "2026-03-31", tierStart: "2026-04-01"));
    }

    [Theory]
    [InlineData("Europe/Berlin", "2026-03-28T23:00:00Z", "2026-03-29T21:59:59.999999Z", "2026-03-29")]
    [InlineData("Europe/Berlin", "2026-10-24T22:00:00Z", "2026-10-25T22:59:59.999999Z", "2026-10-25")]
    [InlineData("Asia/Shanghai", "2026-03-30T16:00:00Z", "2026-03-31T15:59:59.999999Z", "2026-03-31")]
    public void A_day_of_23_or_25_hours_is_a_whole_day(string zone, string first, string last, string day)
    {
        var count = Metric(MeasureKind.Purchases, Aggregate.Count, Rolling("P1D"));
        var at = At(first);
        Fact Purchase(long microseconds) => new Purchase("a", new(microseconds), null, "CNY", 1, []);
        decimal? On(Fact fact) => count.Of(KnownFacts.OfOwn(CustomerFacts.Fold("anna", [fact])), day, Zone(zone));
        Assert.Equal(0, On(Purchase(at.Microseconds - 1)));
        Assert.Equal(1, On(Purchase(at.Microseconds)));
        Assert.Equal(1, On(Purchase(At(last).Microseconds)));
        Assert.Equal(0, On(Purchase(At(last).Microseconds + 1)));
    }

    // Until 2011 St. John's put its clocks back from 00:01 to 23:01, so the first minute of 7 November came before the last hour of the 6th.
    [Fact]
    public void A_day_that_is_interrupted_by_the_day_before_keeps_all_its_facts()
    {
        var facts = KnownFacts.OfOwn(CustomerFacts.Fold("anna",
            [Bought("a", "2010-11-07T02:30:30Z", 1), Bought("b", "2010-11-07T02:31:30Z", 2), Bought("c", "2010-11-07T03:31:30Z", 4)]));
        var sum = Metric(MeasureKind.PurchasesGross, Aggregate.Sum, Rolling("P1D"));
        Assert.Equal(2, sum.Of(facts, "2010-11-06", Zone("America/St_Johns")));
        Assert.Equal(5, sum.Of(facts, "2010-11-07", Zone("America/St_Johns")));
        Assert.Equal(0, Metric(MeasureKind.Purchases, Aggregate.DaysSinceLast).Of(facts, "2010-11-07", Zone("America/St_Johns")));
    }
}
