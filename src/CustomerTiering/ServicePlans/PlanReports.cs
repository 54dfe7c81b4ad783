using CustomerTiering.EventLog.Projections;
using CustomerTiering.EventLog.Sql;
using CustomerTiering.Persons;
using CustomerTiering.Policies;
using CustomerTiering.Rules.ServicePlans;
using CustomerTiering.Segments;

namespace CustomerTiering.ServicePlans;

/// <summary>The number of customers whom a plan serves on a day.</summary>
public sealed record PlanCount(string Ladder, string Plan, long Customers);

/// <summary>A customer served by a plan.</summary>
/// <param name="Ladder">The ladder whose tier assigns the plan.</param>
/// <param name="Version">The assigned version; null if none was in force.</param>
/// <param name="Since">Its first day.</param>
public sealed record PlanCustomer(Guid Customer, string Ladder, int? Version, DateOnly Since);

/// <summary>Customers by service plan, over all customers and on any day.</summary>
public sealed class PlanReports(ReadModels readModels)
{
    /// <summary>The plan of each customer on each ladder on a day. The key continues after the previous page.</summary>
    private static readonly string Served =
        SqlText.Read(
            typeof(PlanReports), "plans-served", ("day", DayOfEach.Sql("t.ladder")), ("not-merged", MergedPersons.Without("left(t.key, 36)")));

    public Task<ReadAnswer<IReadOnlyList<PlanCount>>> CountsAsync(TenantId tenant, DayOfEach days, SegmentFilter segment, CancellationToken cancel) =>
        segment.QueryAsync(
        readModels, tenant, CustomerPlansProjection.ProjectionName,
        SqlText.Read(
            typeof(PlanReports), "customers-per-plan", ("served", Served), ("in-segment", segment.On("left(t.key, 36)", DayOfEach.Sql("t.ladder")))),
        days.Parameters(), row => new PlanCount(row.GetString(0), row.GetString(1), row.GetInt64(2)), cancel);

    internal static void Map(RouteGroupBuilder plans, RouteGroupBuilder reports)
    {
        reports.MapGet("/plans", async Task<Results<Report<PlanCount>, ProblemHttpResult>> (
                DateOnly? asOf, string? segment, Caller caller, PlanReports report, SegmentFilters filters, TodayOfStandards today,
                CancellationToken cancel) =>
            {
                if (!(await filters.ReadAsync(caller.Tenant, segment, cancel)).TryGet(out var members, out var problem)) return problem.ToResult();
                var answer = await report.CountsAsync(caller.Tenant, await DaysAsync(asOf, caller, today, cancel), members, cancel);
                return new Report<PlanCount>(answer.Value, answer.Position);
            })
            .WithSummary("Report the number of customers per service plan on a day; default: today in the time zone of each ladder")
                .AnswersFrom(CustomerPlansProjection.ProjectionName, SegmentFilter.ReadModel).RequireRoles(Roles.ReadsCustomers);

        plans.MapGet("/{code}/customers", async Task<Results<Read<Page<PlanCustomer>>, ProblemHttpResult>> (
                string code, DateOnly? asOf, int? limit, string? cursor, Caller caller, Cursors cursors, ReadModels readModels, LogReader reader,
                TodayOfStandards today,
                CancellationToken cancel) =>
            {
                if (!PageSize.Of(limit).TryGet(out var size, out var wrong)) return wrong.ToResult();
                var days = await DaysAsync(asOf, caller, today, cancel);
                var list = $"service-plans/{code}/customers?asOf={asOf:yyyy-MM-dd}";
                var answer =
                    await readModels.ReadAsync<Result<Page<PlanCustomer>>>(caller.Tenant, [CustomerPlansProjection.ProjectionName], async snapshot =>
                {
                    var generation = snapshot.Generation(CustomerPlansProjection.ProjectionName);
                    if (!cursors.Read(caller.Tenant, list, generation, cursor).TryGet(out var state, out var bad)) return bad;
                    var rows = await snapshot.QueryAsync(
                        generation, SqlText.Read(typeof(PlanReports), "customers-of-plan", ("served", Served)),
                        days.Parameters(new Dictionary<string, object> { ["after"] = state?.Key ?? "", ["plan"] = code, ["limit"] = size + 1 }),
                        row => (Key: row.GetString(0), Customer: new PlanCustomer(
                            Guid.Parse(row.GetString(0).AsSpan(0, 36)), row.GetString(1), row.IsDBNull(2) ? null : row.GetInt32(2),
                            row.GetFieldValue<DateOnly>(3))), cancel);
                    var next = rows.Count > size ? cursors.Protect(caller.Tenant, list, new(generation, 0, rows[size - 1].Key)) : null;
                    return new Page<PlanCustomer>([.. rows.Take(size).Select(row => row.Customer)], next);
                }, cancel);
                if (!answer.Value.TryGet(out var page, out var problem)) return problem.ToResult();
                // A policy may name a plan that is not yet in force. A plan that serves customers always exists.
                var known = page.Items.Count > 0 || cursor is not null || await IsThereAsync(reader, caller.Tenant, code, cancel);
                return known ? new Read<Page<PlanCustomer>>(page, answer.Position) : Problem.NotFound("service plan").ToResult();
            })
            .WithSummary("List the customers of a service plan on a day; default: today in the time zone of each ladder")
                .AnswersFrom(CustomerPlansProjection.ProjectionName)
            .RequireRoles(Roles.ReadsCustomers);
    }

    private static async Task<bool> IsThereAsync(LogReader reader, TenantId tenant, string code, CancellationToken cancel) =>
        ServicePlanReader.IsCode(code) && (await reader.VersionsAsync(tenant, [StandardKind.ServicePlan.Stream(code)], cancel)).Count > 0;

    private static async Task<DayOfEach> DaysAsync(DateOnly? asOf, Caller caller, TodayOfStandards today, CancellationToken cancel) =>
        asOf is { } day ? DayOfEach.On(day) : await today.OnLaddersAsync(caller.Tenant, cancel);
}
