using CustomerTiering.Rules.Facts;
using CustomerTiering.Rules.Values;
using CustomerTiering.Segments;

namespace CustomerTiering.Tests.Segments;

public sealed class CustomerSegmentsTests
{
    private static CustomerDescription Said(string id, string day, params string[] segments) =>
        new(id, ZoneRules.Utc.StartOf(Day(day)), null, null, [], [.. segments], null);

    private static DateOnly Day(string day) => DateOnly.ParseExact(day, "yyyy-MM-dd", null);

    private static SegmentChange Entered(string day) => new("big", true, Day(day));

    private static SegmentChange Left(string day) => new("big", false, Day(day));

    private static string[] Days(CustomerSegments segments) =>
        [.. segments.Segments.SelectMany(
            one => one.Value.Select(span => $"{one.Key} {span.From:yyyy-MM-dd} {span.Until:yyyy-MM-dd}{(span.Stated ? " stated" : "")}"))];

    [Fact]
    public void A_statement_holds_until_another_says_otherwise() => Assert.Equal(
        ["business 2026-01-01  stated", "newsletter 2026-01-01 2026-03-01 stated", "newsletter 2026-05-01  stated"],
        Days(CustomerSegments.None.With(Said("a", "2026-01-01", "business", "newsletter"))
            .With(Said("b", "2026-03-01", "business")).With(Said("c", "2026-05-01", "business", "newsletter"))));

    [Fact]
    public void A_statement_that_comes_late_takes_its_place_in_time() => Assert.Equal(
        ["newsletter 2026-01-01 2026-02-01 stated"],
        Days(CustomerSegments.None.With(Said("b", "2026-02-01")).With(Said("a", "2026-01-01", "newsletter"))));

    [Fact]
    public void A_corrected_statement_holds_as_corrected() => Assert.Equal(
        ["vip 2026-01-01  stated"], Days(CustomerSegments.None.With(Said("a", "2026-01-01", "newsletter")).With(Said("a", "2026-01-01", "vip"))));

    [Fact]
    public void Of_two_statements_of_one_day_the_later_holds() => Assert.Equal(
        ["vip 2026-01-01  stated"], Days(CustomerSegments.None.With(Said("a", "2026-01-01", "newsletter")).With(Said("b", "2026-01-01", "vip"))));

    [Fact]
    public void Entries_and_leavings_make_days_beside_what_is_stated() => Assert.Equal(
        ["big 2026-01-01 2026-02-01", "big 2026-01-15  stated", "big 2026-03-01 "],
        Days(CustomerSegments.None.With(Entered("2026-01-01"))
            .With(Left("2026-02-01")).With(Said("a", "2026-01-15", "big")).With(Entered("2026-03-01"))));

    [Fact]
    public void What_is_entered_and_left_on_one_day_has_no_day() =>
        Assert.Empty(Days(CustomerSegments.None.With(Entered("2026-01-01")).With(Left("2026-01-01"))));

    [Theory]
    [InlineData("2026-01-31", true)]
    [InlineData("2026-02-01", false)]
    public void The_day_of_leaving_is_the_first_without_the_segment(string day, bool holds) =>
        Assert.Equal(holds, CustomerSegments.None.With(Entered("2026-01-01")).With(Left("2026-02-01")).Segments["big"][0].Holds(Day(day)));

    [Fact]
    public void What_is_stored_reads_back()
    {
        var projection = new SegmentsProjection();
        var segments = CustomerSegments.None.With(Said("a", "2026-01-01", "newsletter")).With(Entered("2026-02-01"));
        var stored = projection.Write(segments);
        Assert.Equal(stored.ToArray(), projection.Write(projection.Read(stored)).ToArray());
    }
}
