using CustomerTiering.Trials;

namespace CustomerTiering.Tests.Trials;

public sealed class TierCourseTests
{
    private static readonly DateOnly Day = new(2024, 2, 28);

    [Fact]
    public void A_tier_holds_from_its_day_and_the_one_before_to_the_day_before()
    {
        var course = Course((Day, "silver"), (Day.AddDays(2), "gold"));

        Assert.Equal([null, "silver", "silver", "gold"], Enumerable.Range(-1, 4).Select(days => course.On(Day.AddDays(days))));
    }

    [Fact]
    public void What_was_to_begin_on_the_day_of_another_change_or_later_gives_way_to_it()
    {
        var course = Course((Day, "gold"), (Day.AddDays(2), "ordinary"), (Day.AddDays(1), "silver"));

        Assert.Equal([(Day, Day, "gold"), (Day.AddDays(1), Day.AddDays(9), "silver")], course.Within(Day, Day.AddDays(9)));
    }

    [Fact]
    public void A_range_cuts_pieces_on_both_of_its_days_and_leaves_out_what_lies_beyond()
    {
        var course = Course((Day.AddDays(-9), "ordinary"), (Day, "silver"), (Day.AddDays(5), "gold"), (Day.AddDays(8), "silver"));

        Assert.Equal(
            [(Day.AddDays(1), Day.AddDays(4), "silver"), (Day.AddDays(5), Day.AddDays(5), "gold")], course.Within(Day.AddDays(1), Day.AddDays(5)));
        Assert.Equal([(Day.AddDays(-1), Day.AddDays(-1), "ordinary"), (Day, Day, "silver")], course.Within(Day.AddDays(-1), Day));
        Assert.Empty(course.Within(Day.AddDays(-20), Day.AddDays(-10)));
    }

    [Fact]
    public void The_days_of_a_trial_are_the_ends_of_months_and_the_last_day()
    {
        static string Days(string from, string to) =>
            string.Join(' ', new TrialScope(
                [], "", DateOnly.Parse(from, null), DateOnly.Parse(to, null), [], "").Days().Select(day => $"{day:MM-dd}"));

        Assert.Equal("01-31 02-29 03-15", Days("2024-01-15", "2024-03-15"));
        Assert.Equal("01-31 02-29", Days("2024-01-31", "2024-02-29"));
        Assert.Equal("02-28 03-01", Days("2023-02-28", "2023-03-01"));
        Assert.Equal("02-28", Days("2024-02-28", "2024-02-28"));
    }

    private static TierCourse Course(params (DateOnly From, string Tier)[] spans)
    {
        var course = new TierCourse();
        foreach (var (from, tier) in spans) course.Begin(from, tier);
        return course;
    }
}
