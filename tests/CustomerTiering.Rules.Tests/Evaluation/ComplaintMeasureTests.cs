using CustomerTiering.Rules.Facts;
using CustomerTiering.Rules.Policies;
using static CustomerTiering.Rules.Tests.Evaluation.Measuring;
using static CustomerTiering.Rules.Tests.Facts.Sample;

namespace CustomerTiering.Rules.Tests.Evaluation;

public class ComplaintMeasureTests
{
    private static readonly Fact[] Facts =
    [
        Complained("a", "2026-01-01T10:00:00Z", "delivery", "high"), Resolved("r1", "2026-01-02T10:00:00Z", "a"),
        Reopened("o1", "2026-02-01T00:00:00Z", "a"), Resolved("r2", "2026-02-03T10:00:00Z", "a"),
        Complained("b", "2026-01-05T00:00:00Z", "billing", "low"), Resolved("r3", "2026-01-05T01:30:00Z", "b"),
    ];

    private static readonly Metric Open = Metric(MeasureKind.ComplaintsOpen, Aggregate.Last, new Window.State());
    private static readonly Metric Hours = Metric(MeasureKind.ComplaintsHoursToResolve, Aggregate.Mean);

    [Theory]
    [InlineData("2025-12-31", 0)]
    [InlineData("2026-01-01", 1)]
    [InlineData("2026-01-02", 0)]
    [InlineData("2026-02-01", 1)]
    [InlineData("2026-02-03", 0)]
    public void Open_are_those_not_resolved_at_the_end_of_the_day(string day, int open) => Assert.Equal(open, Open.Value(day, Facts));

    [Fact]
    public void Reopening_is_no_further_complaint()
    {
        Assert.Equal(2, Metric(MeasureKind.Complaints, Aggregate.Count).Value("2026-03-31", Facts));
        Assert.Equal(1, Metric(MeasureKind.Complaints, Aggregate.Count, where: [Where(FactField.Priority, "high")]).Value("2026-03-31", Facts));
        Assert.Equal(1, Metric(MeasureKind.Complaints, Aggregate.Count, where: [Where(FactField.Category, "billing")]).Value("2026-03-31", Facts));
    }

    [Theory]
    [InlineData("2026-01-01", null)]
    [InlineData("2026-01-02", "24")]
    [InlineData("2026-01-05", "12.75")]
    [InlineData("2026-02-01", "1.5")]
    [InlineData("2026-02-03", "396.75")]
    public void Hours_run_from_the_first_opening_to_the_last_resolution_in_force(string day, string? hours) =>
        Assert.Equal(hours is null ? null : decimal.Parse(hours), Hours.Value(day, Facts));

    [Fact]
    public void Hours_belong_to_the_day_of_the_resolution()
    {
        Assert.Equal(792, Metric(MeasureKind.ComplaintsHoursToResolve, Aggregate.Last, Rolling("P1M")).Value("2026-02-28", Facts));
        Assert.Equal(792, Metric(MeasureKind.ComplaintsHoursToResolve, Aggregate.Min, Rolling("P1M")).Value("2026-02-28", Facts));
        Assert.Equal(1.5m, Metric(MeasureKind.ComplaintsHoursToResolve, Aggregate.Min).Value("2026-02-28", Facts));
        Assert.Equal(792, Metric(MeasureKind.ComplaintsHoursToResolve, Aggregate.Last).Value("2026-02-28", Facts));
        Assert.Equal(1.5m, Metric(
            MeasureKind.ComplaintsHoursToResolve, Aggregate.Max, where: [Where(FactField.Category, "billing")]).Value("2026-02-28", Facts));
    }

    [Fact]
    public void With_days_alone_a_complaint_can_be_resolved_on_the_day_it_was_opened_whatever_the_ids() =>
        Assert.Equal(0, Open.Value("2026-01-01", Complained("z", "2026-01-01"), Resolved("a", "2026-01-01", "z")));
}
