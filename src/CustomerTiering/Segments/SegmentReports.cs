using CustomerTiering.EventLog.Projections;
using CustomerTiering.EventLog.Sql;
using CustomerTiering.Persons;
using CustomerTiering.Policies;

namespace CustomerTiering.Segments;

/// <summary>How many customers are in a segment on a day.</summary>
public sealed record SegmentCount(string Segment, long Customers);

/// <summary>A member of a segment.</summary>
/// <param name="Since">First day of the membership.</param>
/// <param name="Stated">True if stated, false if computed.</param>
public sealed record SegmentMember(Guid Customer, DateOnly Since, bool Stated);

/// <summary>Segments over all customers, on any day.</summary>
public sealed class SegmentReports(ReadModels readModels)
{
    private static readonly string Day = DayOfEach.Sql("s.key");

    /// <summary>The members of each segment on a day, stated or computed, each once; the key is where the next page continues.</summary>
    private static readonly string Members =
        SqlText.Read(typeof(SegmentReports), "segment-members", ("day", Day), ("not-merged", MergedPersons.Without("t.key")));

    /// <summary>How many customers are in each segment on a day.</summary>
    public Task<ReadAnswer<IReadOnlyList<SegmentCount>>> CountsAsync(
        TenantId tenant, DayOfEach days, SegmentFilter segment, CancellationToken cancel) => segment.QueryAsync(
        readModels, tenant, SegmentsProjection.ProjectionName,
        $"""select segment, count(*) from ({Members} {segment.On("t.key", Day)} group by 1, 2) m group by segment order by segment collate "C" """,
        days.Parameters(), row => new SegmentCount(row.GetString(0), row.GetInt64(1)), cancel);

    internal static void Map(RouteGroupBuilder segments, RouteGroupBuilder reports)
    {
        reports.MapGet("/segments", async Task<Results<Report<SegmentCount>, ProblemHttpResult>> (
                DateOnly? asOf, string? segment, Caller caller, SegmentReports report, SegmentFilters filters, TodayOfStandards today,
                CancellationToken cancel) =>
            {
                if (!(await filters.ReadAsync(caller.Tenant, segment, cancel)).TryGet(out var members, out var problem)) return problem.ToResult();
                var answer = await report.CountsAsync(caller.Tenant, await DaysAsync(asOf, caller, today, cancel), members, cancel);
                return new Report<SegmentCount>(answer.Value, answer.Position);
            })
            .WithSummary("Report the number of customers per segment on a day; default: today in the time zone of each segment")
                .AnswersFrom(SegmentsProjection.ProjectionName).RequireRoles(Roles.ReadsCustomers);

        segments.MapGet("/{name}/customers", async Task<Results<Read<Page<SegmentMember>>, ProblemHttpResult>> (
                string name, DateOnly? asOf, int? limit, string? cursor, Caller caller, Cursors cursors, ReadModels readModels,
                StandardsInForce standards,
                TodayOfStandards today, CancellationToken cancel) =>
            {
                if (!PageSize.Of(limit).TryGet(out var size, out var wrong)) return wrong.ToResult();
                var days = await DaysAsync(asOf, caller, today, cancel);
                var list = $"segments/{name}/customers?asOf={asOf:yyyy-MM-dd}";
                var answer =
                    await readModels.ReadAsync<Result<Page<SegmentMember>>>(caller.Tenant, [SegmentsProjection.ProjectionName], async snapshot =>
                {
                    var generation = snapshot.Generation(SegmentsProjection.ProjectionName);
                    if (!cursors.Read(caller.Tenant, list, generation, cursor).TryGet(out var state, out var bad)) return bad;
                    var rows = await snapshot.QueryAsync(
                        generation, $"{Members} and s.key = @segment and t.key > @after group by 1, 2 order by t.key limit @limit",
                        days.Parameters(new Dictionary<string, object> { ["after"] = state?.Key ?? "", ["segment"] = name, ["limit"] = size + 1 }),
                        row => new SegmentMember(Guid.Parse(row.GetString(0)), row.GetFieldValue<DateOnly>(2), row.GetBoolean(3)), cancel);
                    var next = rows.Count > size ? cursors.Protect(caller.Tenant, list, new(generation, 0, rows[size - 1].Customer.ToString("D")))
                        : null;
                    return new Page<SegmentMember>([.. rows.Take(size)], next);
                }, cancel);
                if (!answer.Value.TryGet(out var page, out var problem)) return problem.ToResult();
                // A segment may be stated for customers before it is defined.
                var known = page.Items.Count > 0 || cursor is not null
                    || (await standards.SegmentsAsync(caller.Tenant, cancel)).Any(version => version.Reference.Id == name);
                return known ? new Read<Page<SegmentMember>>(page, answer.Position) : Problem.NotFound("segment").ToResult();
            })
            .WithSummary("List the customers in a segment on a day; default: today in its time zone")
                .AnswersFrom(SegmentsProjection.ProjectionName, StandardsInForce.ReadModel)
            .RequireRoles(Roles.ReadsCustomers);
    }

    private static async Task<DayOfEach> DaysAsync(DateOnly? asOf, Caller caller, TodayOfStandards today, CancellationToken cancel) =>
        asOf is { } day ? DayOfEach.On(day) : await today.OfSegmentsAsync(caller.Tenant, cancel);
}
