using CustomerTiering.EventLog.Projections;
using CustomerTiering.EventLog.Sql;
using CustomerTiering.Persons;
using CustomerTiering.Policies;
using CustomerTiering.Segments;

namespace CustomerTiering.Lifecycle;

/// <summary>How many customers are in a stage on a day.</summary>
public sealed record StageCount(string Stage, long Customers);

/// <summary>A stage in a month.</summary>
/// <param name="Month">The month, <c>2026-03</c>.</param>
/// <param name="Entered">How often the stage was entered in the month.</param>
/// <param name="Left">How often the stage was left in the month.</param>
/// <param name="Customers">How many customers were in the stage at the end of the month.</param>
public sealed record FunnelLine(string Month, string Stage, long Entered, long Left, long Customers);

/// <summary>How often customers moved between two stages in a month.</summary>
/// <param name="Month">The month, <c>2026-03</c>.</param>
/// <param name="From">The previous stage; null for first stages.</param>
/// <param name="Customers">The number of moves.</param>
public sealed record StageMove(string Month, string? From, string To, long Customers);

/// <summary>Stages over all customers, on any day and month by month, from the first days of stages.</summary>
public sealed class StageReports(ReadModels readModels)
{
    /// <summary>Every change of every customer, with the previous stage and the day on which the next one begins.</summary>
    private static readonly string Changes = SqlText.Read(typeof(StageReports), "stage-changes", ("not-merged", MergedPersons.Without("t.key")));

    private static readonly string Months = SqlText.Read(typeof(StageReports), "stage-months");

    /// <summary>How many customers are in each stage on a day; for future days, by the judgements made so far.</summary>
    public Task<ReadAnswer<IReadOnlyList<StageCount>>> DistributionAsync(
        TenantId tenant, DateOnly asOf, SegmentFilter segment, CancellationToken cancel) => segment.QueryAsync(
        readModels, tenant, StagesProjection.ProjectionName,
        SqlText.Read(typeof(StageReports), "stages-on-day", ("changes", Changes), ("in-segment", segment.On("change.key", "@day"))),
        new Dictionary<string, object> { ["day"] = asOf }, row => new StageCount(row.GetString(0), row.GetInt64(1)), cancel);

    /// <summary>Month by month, how often each stage was entered and left, and the customers at the end; the whole history without a range.</summary>
    public Task<ReadAnswer<IReadOnlyList<FunnelLine>>> FunnelAsync(
        TenantId tenant, DateOnly? from, DateOnly? to, SegmentFilter segment, CancellationToken cancel) => segment.QueryAsync(
        readModels, tenant, StagesProjection.ProjectionName,
        SqlText.Read(
            typeof(StageReports), "stage-funnel", ("changes", Changes), ("months", Months), ("in-segment", segment.On("c.key", "m.after - 1"))),
        Bounds(from, to), row => new FunnelLine(row.GetString(0), row.GetString(1), row.GetInt64(2), row.GetInt64(3), row.GetInt64(4)), cancel);

    /// <summary>The moves between stages, month by month.</summary>
    public Task<ReadAnswer<IReadOnlyList<StageMove>>> MovesAsync(
        TenantId tenant, DateOnly? from, DateOnly? to, SegmentFilter segment, CancellationToken cancel) => segment.QueryAsync(
        readModels, tenant, StagesProjection.ProjectionName,
        SqlText.Read(
            typeof(StageReports), "stage-moves", ("changes", Changes), ("months", Months), ("in-segment", segment.On("c.key", "m.after - 1"))),
        Bounds(from, to), row => new StageMove(row.GetString(0), row.IsDBNull(1) ? null : row.GetString(1), row.GetString(2), row.GetInt64(3)),
        cancel);

    internal static void Map(RouteGroupBuilder reports)
    {
        reports.MapGet("/stages", async Task<Results<Report<StageCount>, ProblemHttpResult>> (
                DateOnly? asOf, string? segment, Caller caller, StageReports report, SegmentFilters filters, TodayOfStandards today,
                CancellationToken cancel) =>
            {
                if (!(await filters.ReadAsync(caller.Tenant, segment, cancel)).TryGet(out var members, out var problem)) return problem.ToResult();
                var answer =
                    await report.DistributionAsync(caller.Tenant, asOf ?? await today.OfLifecycleAsync(caller.Tenant, cancel), members, cancel);
                return new Report<StageCount>(answer.Value, answer.Position);
            })
            .WithSummary("Report the number of customers per stage on a day; default: today in the lifecycle's time zone")
                .AnswersFrom(StagesProjection.ProjectionName, SegmentFilter.ReadModel).RequireRoles(Roles.ReadsCustomers);

        reports.MapGet("/funnel", async Task<Results<Report<FunnelLine>, ProblemHttpResult>> (
                DateOnly? from, DateOnly? to, string? segment, Caller caller, StageReports report, SegmentFilters filters,
                CancellationToken cancel) =>
            {
                if (Unordered(from, to) is { } unordered) return unordered.ToResult();
                if (!(await filters.ReadAsync(caller.Tenant, segment, cancel)).TryGet(out var members, out var problem)) return problem.ToResult();
                var answer = await report.FunnelAsync(caller.Tenant, from, to, members, cancel);
                return new Report<FunnelLine>(answer.Value, answer.Position);
            })
            .WithSummary("Report entries, exits and customers per stage, month by month")
                .AnswersFrom(StagesProjection.ProjectionName, SegmentFilter.ReadModel)
            .RequireRoles(Roles.ReadsCustomers);

        reports.MapGet("/stage-moves", async Task<Results<Report<StageMove>, ProblemHttpResult>> (
                DateOnly? from, DateOnly? to, string? segment, Caller caller, StageReports report, SegmentFilters filters,
                CancellationToken cancel) =>
            {
                if (Unordered(from, to) is { } unordered) return unordered.ToResult();
                if (!(await filters.ReadAsync(caller.Tenant, segment, cancel)).TryGet(out var members, out var problem)) return problem.ToResult();
                var answer = await report.MovesAsync(caller.Tenant, from, to, members, cancel);
                return new Report<StageMove>(answer.Value, answer.Position);
            })
            .WithSummary("Report moves between stages, month by month")
                .AnswersFrom(StagesProjection.ProjectionName, SegmentFilter.ReadModel).RequireRoles(Roles.ReadsCustomers);
    }

    /// <summary>Limits the range to a hundred years, that is 1,200 months.</summary>
    private static Problem? Unordered(DateOnly? from, DateOnly? to) =>
        from > to ? Problem.Invalid("to", "range-order", "to must not be before from.")
        : to?.DayNumber - from?.DayNumber > 36_525 ? Problem.Invalid("to", "range-length", "The range must be at most 100 years.")
        : null;

    private static Dictionary<string, object> Bounds(DateOnly? from, DateOnly? to) => new()
    {
        ["from"] = from?.ToString("yyyy-MM-dd", null) ?? "",
        ["to"] = to?.ToString("yyyy-MM-dd", null) ?? "",
    };
}
