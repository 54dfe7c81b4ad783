using CustomerTiering.Rules.Facts;
using CustomerTiering.Rules.Policies;
using static CustomerTiering.Rules.Tests.Evaluation.Measuring;
using static CustomerTiering.Rules.Tests.Facts.Sample;

namespace CustomerTiering.Rules.Tests.Evaluation;

public class DailyMeasureTests
{
    private static Metric.Measured Balance(Aggregate aggregate, Window? window = null, int atLeast = 0, decimal? before = null) =>
        Metric(MeasureKind.Indicator, aggregate, window, atLeast: atLeast, indicator: "balance") with { Before = before };

    [Fact]
    public void A_balance_that_stands_for_three_days_weighs_three_days()
    {
        Fact[] facts = [Indicated("a", "2026-01-01", "balance", 100), Indicated("b", "2026-03-10", "balance", 90_100),
            Indicated("c", "2026-03-13", "balance", 100)];
        // 27 days of 100 and three of 90,100.
        Assert.Equal(9_100, Balance(Aggregate.DailyMean, Rolling("P30D")).Value("2026-03-31", facts));
        Assert.Equal(100, Balance(Aggregate.DailyMin, Rolling("P30D")).Value("2026-03-31", facts));
        Assert.Equal(90_100, Balance(Aggregate.DailyMax, Rolling("P30D")).Value("2026-03-31", facts));
    }

    [Theory]
    [InlineData("2026-04-11", "3003.225806")]
    [InlineData("2026-04-12", "100")]
    public void A_balance_leaves_a_rolling_window_day_by_day(string asOf, string mean)
    {
        Fact[] facts = [Indicated("a", "2026-01-01", "balance", 100), Indicated("b", "2026-03-10", "balance", 90_100),
            Indicated("c", "2026-03-13", "balance", 100)];
        Assert.Equal(decimal.Parse(mean, null), Balance(Aggregate.DailyMean, Rolling("P31D")).Value(asOf, facts));
    }

    [Fact]
    public void The_last_value_of_a_day_is_the_days_and_within_it_others_count_for_nothing()
    {
        Fact[] facts = [Indicated("a", "2026-03-30T08:00:00Z", "balance", 5), Indicated("b", "2026-03-31T08:00:00Z", "balance", 999),
            Indicated("c", "2026-03-31T20:00:00Z", "balance", 7)];
        Assert.Equal(6, Balance(Aggregate.DailyMean, Rolling("P2D")).Value("2026-03-31", facts));
        Assert.Equal(7, Balance(Aggregate.DailyMax, Rolling("P2D")).Value("2026-03-31", facts));
    }

    [Fact]
    public void A_value_from_before_the_window_is_in_force_on_its_first_day()
    {
        Fact[] facts = [Indicated("a", "2020-01-01", "balance", 10), Indicated("b", "2026-03-31", "balance", 20)];
        Assert.Equal(15, Balance(Aggregate.DailyMean, Rolling("P2D")).Value("2026-03-31", facts));
        Assert.Equal(10, Balance(Aggregate.DailyMean, new Window.Calendar(CalendarUnit.Month, -1)).Value("2026-03-31", facts));
    }

    [Theory]
    [InlineData(null, 60, 60, 60)]
    [InlineData(0, 20, 0, 60)]
    [InlineData(-30, 0, -30, 60)]
    [InlineData(90, 80, 60, 90)]
    public void Days_before_the_first_value_count_with_before_and_are_left_out_without_it(int? before, int mean, int min, int max)
    {
        Fact[] facts = [Customer("2026-01-01"), Indicated("a", "2026-03-31", "balance", 60), Indicated("x", "2026-01-01", "credit", 1)];
        Assert.Equal(
            (mean, min, max),
            (Of(Aggregate.DailyMean), Of(Aggregate.DailyMin), Of(Aggregate.DailyMax)));
        decimal? Of(Aggregate aggregate) => Balance(aggregate, Rolling("P3D"), before: before).Value("2026-03-31", facts);
    }

    [Fact]
    public void Without_any_value_every_day_counts_with_before_or_the_metric_is_missing()
    {
        Assert.Null(Balance(Aggregate.DailyMean, Rolling("P3D")).Value("2026-03-31", Customer("2026-01-01")));
        Assert.Equal(4, Balance(Aggregate.DailyMean, Rolling("P3D"), before: 4).Value("2026-03-31", Customer("2026-01-01")));
    }

    [Theory]
    [InlineData("2026-03-28", 30)]
    [InlineData("2026-03-30", 60)]
    [InlineData("2026-03-31", 60)]
    [InlineData("2026-04-01", 60)]
    public void Over_a_lifetime_days_count_with_before_from_joining_or_the_first_value_if_earlier(string joined, int mean)
    {
        // Joined on the 28th, two of four days count with 0; who joined with the first value, or after it, has none of these.
        Fact[] facts = [Customer(joined), Indicated("a", "2026-03-30", "balance", 60)];
        Assert.Equal(mean, Balance(Aggregate.DailyMean, before: 0).Value("2026-03-31", facts));
    }

    [Theory]
    [InlineData(3, 60)]
    [InlineData(4, null)]
    public void A_sample_is_a_day(int atLeast, int? mean)
    {
        Fact[] facts = [Indicated("a", "2026-03-29", "balance", 60)];
        Assert.Equal(mean, Balance(Aggregate.DailyMean, Rolling("P30D"), atLeast).Value("2026-03-31", facts));
        Assert.Equal(mean, Balance(Aggregate.DailyMax, Rolling("P30D"), atLeast).Value("2026-03-31", facts));
    }

    [Theory]
    [InlineData("0.000001", "0.000002", "0.000002")]
    [InlineData("0.000002", "0.000003", "0.000002")]
    [InlineData("-0.000001", "-0.000002", "-0.000002")]
    public void The_mean_is_rounded_once_half_even(string first, string second, string mean)
    {
        Fact[] facts = [Indicated("a", "2026-03-30", "balance", decimal.Parse(first, null)),
            Indicated("b", "2026-03-31", "balance", decimal.Parse(second, null))];
        Assert.Equal(decimal.Parse(mean, null), Balance(Aggregate.DailyMean, Rolling("P2D")).Value("2026-03-31", facts));
    }

    [Fact]
    public void A_hundred_years_of_the_largest_value_are_exact()
    {
        Fact[] facts =
            [Indicated("a", "1900-01-01", "balance", 1_000_000_000_000_000m), Indicated("b", "2026-03-31", "balance", 999_999_999_999_999.999999m)];
        Assert.Equal(1_000_000_000_000_000m, Balance(Aggregate.DailyMean, Rolling("P100Y")).Value("2026-03-31", facts));
        Assert.Equal(999_999_999_999_999.999999m, Balance(Aggregate.DailyMin, Rolling("P100Y")).Value("2026-03-31", facts));
    }

    // Until 2011 St. John's put its clocks back from 00:01 to 23:01: the first minute of 7 November came before the last hour of the 6th.
    [Fact]
    public void A_day_that_is_interrupted_by_the_day_before_ends_with_its_last_value()
    {
        var facts = KnownFacts.OfOwn(CustomerFacts.Fold(
            "anna", [Indicated("a", "2010-11-07T02:30:30Z", "balance", 1), Indicated("b", "2010-11-07T02:31:30Z", "balance", 2),
                Indicated("c", "2010-11-07T03:31:30Z", "balance", 4)]));
        Assert.Equal(2, Balance(Aggregate.DailyMean, Rolling("P1D")).Of(facts, "2010-11-06", Zone("America/St_Johns")));
        Assert.Equal(4, Balance(Aggregate.DailyMean, Rolling("P1D")).Of(facts, "2010-11-07", Zone("America/St_Johns")));
    }

    [Fact]
    public void Spans_come_to_what_a_look_at_every_day_does()
    {
        var random = new Random(20260331);
        for (var run = 0; run < 300; run++)
        {
            var facts = new List<Fact> { Customer($"2026-01-{random.Next(1, 28):00}") };
            for (var i = random.Next(0, 6); i > 0; i--)
                facts.Add(Indicated($"i{i}", $"2026-{random.Next(1, 4):00}-{random.Next(1, 28):00}", "balance", random.Next(-9, 10)));
            var asOf = new DateOnly(2026, 3, random.Next(1, 28));
            Window window = random.Next(3) switch
            {
                0 => Rolling($"P{random.Next(1, 70)}D"),
                1 => new Window.Calendar(CalendarUnit.Month, -random.Next(0, 2)),
                _ => new Window.Lifetime()
            };
            var before = random.Next(2) == 0 ? random.Next(-5, 5) : (decimal?)null;
            var days = DayByDay(facts, window, asOf, before);
            foreach (var aggregate in (Aggregate[])[Aggregate.DailyMean, Aggregate.DailyMin, Aggregate.DailyMax])
            {
                decimal? expected = days.Count == 0 ? null : aggregate == Aggregate.DailyMean
                    ? decimal.Round(days.Average(), 6) : aggregate == Aggregate.DailyMin ? days.Min() : days.Max();
                Assert.Equal(expected, Balance(aggregate, window, before: before).Value($"{asOf:yyyy-MM-dd}", [.. facts]));
            }
        }
    }

    private static List<decimal> DayByDay(List<Fact> facts, Window window, DateOnly asOf, decimal? before)
    {
        var values = facts.OfType<Indicator>().OrderBy(one => one, Comparer<Indicator>.Create(FactOrder.Instance.Compare)).ToList();
        DateOnly DayOf(Fact fact) => DateOnly.FromDateTime(fact.At.ToDateTimeOffset().UtcDateTime);
        var joined = DayOf(facts[0]);
        var from = window switch
        {
            Window.Rolling rolling => asOf.AddDays(1 - rolling.Length.Days),
            Window.Calendar calendar => new DateOnly(2026, 3, 1).AddMonths(calendar.Offset),
            _ => values.Count > 0 && DayOf(values[0]) < joined ? DayOf(values[0]) : joined,
        };
        var to = window is Window.Calendar { Offset: -1 } ? new DateOnly(2026, 2, 28) : asOf;
        var days = new List<decimal>();
        for (var day = from; day <= to; day = day.AddDays(1))
            if ((values.FindLast(value => DayOf(value) <= day)?.Value ?? before) is { } value) days.Add(value);
        return days;
    }
}
