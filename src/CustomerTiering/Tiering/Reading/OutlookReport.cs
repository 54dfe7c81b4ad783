using CustomerTiering.EventLog.Projections;
using CustomerTiering.EventLog.Sql;
using CustomerTiering.Policies;
using CustomerTiering.Segments;

namespace CustomerTiering.Tiering.Reading;

/// <summary>A customer about to rise or fall according to the forecast of the last decision. An explanation shows the same forecast.</summary>
/// <param name="Direction"><c>rises</c> or <c>falls</c>.</param>
/// <param name="Foreseen">The tier computed for the day if the customer goes on as before.</param>
/// <param name="Certain">The tier computed for the day without further facts.</param>
/// <param name="By">The day of the forecast: the end of the validity or of the grace period.</param>
/// <param name="AsOf">The as-of date of the decision; later facts are not included.</param>
public sealed record OutlookLine(
    Guid Customer, string Ladder, string Direction, string Held, string Foreseen, string Certain, DateOnly By, DateOnly AsOf);

/// <summary>The filter of the outlook report.</summary>
/// <param name="Ladder">Null for all ladders.</param>
/// <param name="Direction"><c>rises</c>, <c>falls</c>, or null for both.</param>
/// <param name="Segment">The segment in which the customers are today.</param>
public sealed record OutlookQuery(string? Ladder, string? Direction, SegmentFilter Segment)
{
    /// <summary>The valid directions.</summary>
    public static IReadOnlyList<string> Directions { get; } = ["rises", "falls"];
}

/// <summary>Customers about to rise or fall, ordered by day. Days that are over in the ladder's zone are omitted.</summary>
public sealed class OutlookReport(ReadModels readModels, Cursors cursors, TodayOfStandards today)
{
    private const string Tiers = TiersProjection.ProjectionName;

    public async Task<ReadAnswer<IReadOnlyList<OutlookLine>>> AllAsync(TenantId tenant, OutlookQuery query, CancellationToken cancel)
    {
        var days = await today.OnLaddersAsync(tenant, cancel);
        return await readModels.ReadAsync(
            tenant, query.Segment.With(Tiers), snapshot => LinesAsync(snapshot, query, days, null, int.MaxValue, cancel), cancel);
    }

    public async Task<Result<ReadAnswer<Page<OutlookLine>>>> PageAsync(
        TenantId tenant, OutlookQuery query, int? limit, string? cursor, CancellationToken cancel)
    {
        if (query.Direction is { } direction && !OutlookQuery.Directions.Contains(direction))
            return Problem.Invalid("direction", "unknown-word", $"direction must be one of {string.Join(", ", OutlookQuery.Directions)}.");
        if (!PageSize.Of(limit).TryGet(out var size, out var wrong)) return wrong;
        var days = await today.OnLaddersAsync(tenant, cancel);
        var list = $"outlook?ladder={query.Ladder}&direction={query.Direction}&segment={query.Segment.Segment}";
        var answer = await readModels.ReadAsync<Result<Page<OutlookLine>>>(tenant, query.Segment.With(Tiers), async snapshot =>
        {
            var generation = snapshot.Generation(Tiers);
            if (!cursors.Read(tenant, list, generation, cursor).TryGet(out var after, out var bad)) return bad;
            var lines = await LinesAsync(snapshot, query, days, after, size + 1, cancel);
            return new Page<OutlookLine>(
                [.. lines.Take(size)], lines.Count > size ? cursors.Protect(tenant, list, After(generation, lines[size - 1])) : null);
        }, cancel);
        return answer.Value.TryGet(out var page, out var problem) ? new ReadAnswer<Page<OutlookLine>>(page, answer.Position) : problem;
    }

    internal static void Map(RouteGroupBuilder reports) => reports
        .MapGet("/outlook", async Task<Results<Read<Page<OutlookLine>>, ProblemHttpResult>> (
            string? ladder, string? direction, string? segment, int? limit, string? cursor, Caller caller, OutlookReport report,
            SegmentFilters filters,
            CancellationToken cancel) =>
        {
            if (!(await filters.ReadAsync(caller.Tenant, segment, cancel)).TryGet(out var members, out var unknown)) return unknown.ToResult();
            var result = await report.PageAsync(caller.Tenant, new(ladder, direction, members), limit, cursor, cancel);
            return result.TryGet(out var answer, out var problem) ? new Read<Page<OutlookLine>>(answer.Value, answer.Position) : problem.ToResult();
        })
        .WithSummary("Report customers who are expected to rise or fall at the end of their tier, the nearest day first")
            .AnswersFrom(Tiers, SegmentFilter.ReadModel)
        .RequireRoles(Roles.ReadsCustomers);

    private static Task<IReadOnlyList<OutlookLine>> LinesAsync(
        ReadSnapshot snapshot, OutlookQuery query, DayOfEach days, CursorState? after, int limit, CancellationToken cancel) =>
        snapshot.QueryAsync(
            snapshot.Generation(Tiers),
            SqlText.Read(
                typeof(OutlookReport), "outlook", ("day", DayOfEach.Sql("t.ladder")),
                ("in-segment", query.Segment.On("left(t.key, 36)", DayOfEach.Sql("t.ladder")))),
            query.Segment.With(snapshot, days.Parameters(new Dictionary<string, object>
            {
                ["ladder"] = query.Ladder ?? "",
                ["direction"] = query.Direction ?? "",
                ["on"] = after is null ? "" : Text(DateOnly.FromDayNumber((int)after.Position)),
                ["after"] = after?.Key ?? "",
                ["limit"] = limit,
            })),
            row => new OutlookLine(
                row.GetGuid(0), row.GetString(1), row.GetString(2), row.GetString(3), row.GetString(4), row.GetString(5),
                row.GetFieldValue<DateOnly>(6),
                row.GetFieldValue<DateOnly>(7)),
            cancel);

    private static CursorState After(int generation, OutlookLine line) => new(generation, line.By.DayNumber, $"{line.Customer:D}/{line.Ladder}");

    private static string Text(DateOnly day) => day.ToString("yyyy-MM-dd", null);
}
