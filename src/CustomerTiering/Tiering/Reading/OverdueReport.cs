using CustomerTiering.EventLog.Projections;
using CustomerTiering.EventLog.Sql;
using CustomerTiering.Policies;

namespace CustomerTiering.Tiering.Reading;

/// <summary>A tier whose last day has passed without a judgement. It stays effective until the next run or timer judges it.</summary>
/// <param name="Expired">The last day of the validity or grace period, inclusive.</param>
/// <param name="InGrace">Whether the grace period ended, rather than the validity.</param>
/// <param name="AsOf">The as-of date of the last decision.</param>
public sealed record OverdueLine(Guid Customer, string Ladder, string Held, DateOnly Expired, bool InGrace, DateOnly? AsOf);

/// <summary>Overdue tiers, the longest overdue first. Today is taken in each ladder's own zone.</summary>
public sealed class OverdueReport(ReadModels readModels, Cursors cursors, TodayOfStandards today)
{
    private const string Tiers = TiersProjection.ProjectionName;

    public async Task<ReadAnswer<IReadOnlyList<OverdueLine>>> AllAsync(TenantId tenant, string? ladder, CancellationToken cancel)
    {
        var days = await today.OnLaddersAsync(tenant, cancel);
        return await readModels.ReadAsync(tenant, [Tiers], snapshot => LinesAsync(snapshot, ladder, days, null, int.MaxValue, cancel), cancel);
    }

    public async Task<Result<ReadAnswer<Page<OverdueLine>>>> PageAsync(
        TenantId tenant, string? ladder, int? limit, string? cursor, CancellationToken cancel)
    {
        if (!PageSize.Of(limit).TryGet(out var size, out var wrong)) return wrong;
        var (list, days) = ($"overdue?ladder={ladder}", await today.OnLaddersAsync(tenant, cancel));
        var answer = await readModels.ReadAsync<Result<Page<OverdueLine>>>(tenant, [Tiers], async snapshot =>
        {
            var generation = snapshot.Generation(Tiers);
            if (!cursors.Read(tenant, list, generation, cursor).TryGet(out var after, out var bad)) return bad;
            var lines = await LinesAsync(snapshot, ladder, days, after, size + 1, cancel);
            return new Page<OverdueLine>(
                [.. lines.Take(size)], lines.Count > size ? cursors.Protect(tenant, list, After(generation, lines[size - 1])) : null);
        }, cancel);
        return answer.Value.TryGet(out var page, out var problem) ? new ReadAnswer<Page<OverdueLine>>(page, answer.Position) : problem;
    }

    internal static void Map(RouteGroupBuilder reports) => reports
        .MapGet("/overdue", async Task<Results<Read<Page<OverdueLine>>, ProblemHttpResult>> (
            string? ladder, int? limit, string? cursor, Caller caller, OverdueReport report, CancellationToken cancel) =>
        {
            var result = await report.PageAsync(caller.Tenant, ladder, limit, cursor, cancel);
            return result.TryGet(out var answer, out var problem) ? new Read<Page<OverdueLine>>(answer.Value, answer.Position) : problem.ToResult();
        })
        .WithSummary("Report overdue tiers: their last day has passed without a decision; the longest overdue first").AnswersFrom(Tiers)
        .RequireRoles(Roles.ReadsCustomers);

    /// <summary>How many customers hold a tier on the ladder whose last day was before a day.</summary>
    internal async Task<int> CountAsync(TenantId tenant, string ladder, DateOnly today, CancellationToken cancel) => (await readModels.QueryAsync(
        tenant, Tiers, SqlText.Read(typeof(OverdueReport), "count-overdue-tiers"),
        new Dictionary<string, object> { ["ladder"] = ladder, ["today"] = today }, row => row.GetInt32(0), cancel)).Value[0];

    private static Task<IReadOnlyList<OverdueLine>> LinesAsync(
        ReadSnapshot snapshot, string? ladder, DayOfEach days, CursorState? after, int limit, CancellationToken cancel) => snapshot.QueryAsync(
        snapshot.Generation(Tiers),
        SqlText.Read(typeof(OverdueReport), "overdue-tiers", ("day", DayOfEach.Sql("t.ladder"))),
        days.Parameters(new Dictionary<string, object>
        {
            ["ladder"] = ladder ?? "",
            ["on"] = after is null ? DateOnly.MinValue : DateOnly.FromDayNumber((int)after.Position),
            ["after"] = after?.Key ?? "",
            ["limit"] = limit,
        }),
        row => new OverdueLine(
            row.GetGuid(0), row.GetString(1), row.GetString(2), row.GetFieldValue<DateOnly>(3), row.GetBoolean(4),
            row.IsDBNull(5) ? null : row.GetFieldValue<DateOnly>(5)),
        cancel);

    private static CursorState After(int generation, OverdueLine line) => new(generation, line.Expired.DayNumber, $"{line.Customer:D}/{line.Ladder}");
}
