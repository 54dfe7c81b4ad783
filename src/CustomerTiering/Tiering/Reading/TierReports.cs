using CustomerTiering.EventLog.Projections;
using CustomerTiering.EventLog.Sql;
using CustomerTiering.Persons;
using CustomerTiering.Policies;
using CustomerTiering.Segments;

namespace CustomerTiering.Tiering.Reading;

/// <summary>How many customers have a tier on a day.</summary>
public sealed record TierCount(string Ladder, string Tier, long Customers);

/// <summary>How many customers moved between two tiers, or kept theirs, from the end of the previous month to the end of a month.</summary>
/// <param name="Month">The month, <c>2011-03</c>.</param>
/// <param name="From">The effective tier at the end of the previous month; null for customers who joined since.</param>
/// <param name="To">The effective tier at the end of the month.</param>
public sealed record TierMigration(string Ladder, string Month, string? From, string To, long Customers);

/// <summary>Tiers over all customers, on any day and month by month, from the first days of effective tiers.</summary>
public sealed class TierReports(ReadModels readModels)
{
    /// <summary>How many customers have each tier on a day of each ladder. Counts for today and later include only decisions made so far.</summary>
    public Task<ReadAnswer<IReadOnlyList<TierCount>>> DistributionAsync(
        TenantId tenant, string? ladder, DayOfEach asOf, SegmentFilter segment, CancellationToken cancel) =>
        segment.QueryAsync(
            readModels, tenant, TiersProjection.ProjectionName,
            SqlText.Read(
                typeof(TierReports), "tiers-on-day", ("day", DayOfEach.Sql("t.ladder")), ("not-merged", MergedPersons.Without("left(t.key, 36)")),
                ("in-segment", segment.On("left(t.key, 36)", DayOfEach.Sql("t.ladder")))),
            asOf.Parameters(new Dictionary<string, object> { ["ladder"] = ladder ?? "" }),
            row => new TierCount(row.GetString(0), row.GetString(1), row.GetInt64(2)), cancel);

    /// <summary>How many decisions the log holds, on all ladders.</summary>
    public async Task<long> DecisionsAsync(TenantId tenant, CancellationToken cancel) => (await readModels.QueryAsync(
        tenant, TiersProjection.ProjectionName, "select count(*) from event where tenant_id = @tenant and type = @type and @generation = @generation",
        new Dictionary<string, object> { ["type"] = EventTypes.NameOf<TierDecided>() }, row => row.GetInt64(0), cancel)).Value[0];

    /// <summary>The moves between tiers, month by month. Months without customers on a ladder are omitted.</summary>
    /// <param name="ladder">Null for all ladders.</param>
    /// <param name="from">A day of the first month; null for the month of the first tier.</param>
    /// <param name="to">A day of the last month; null for the month of the last change.</param>
    /// <param name="segment">Limits each month to customers in the segment on its last day.</param>
    public Task<ReadAnswer<IReadOnlyList<TierMigration>>> MigrationAsync(
        TenantId tenant, string? ladder, DateOnly? from, DateOnly? to, SegmentFilter segment, CancellationToken cancel) => segment.QueryAsync(
            readModels, tenant, TiersProjection.ProjectionName,
            SqlText.Read(
                typeof(TierReports), "tier-migration", ("not-merged", MergedPersons.Without("left(tier.key, 36)")),
                ("in-segment", segment.On("left(s.key, 36)", "m.last"))),
            new Dictionary<string, object>
            {
                ["ladder"] = ladder ?? "",
                ["from"] = from?.ToString("yyyy-MM-dd", null) ?? "",
                ["to"] = to?.ToString("yyyy-MM-dd", null) ?? "",
            },
            row => new TierMigration(
                row.GetString(0), row.GetString(1), row.IsDBNull(2) ? null : row.GetString(2), row.GetString(3), row.GetInt64(4)), cancel);

    internal static void Map(RouteGroupBuilder reports)
    {
        reports.MapGet("/tiers", async Task<Results<Read<IReadOnlyList<TierCount>>, ProblemHttpResult>> (
                string? ladder, DateOnly? asOf, string? segment, Caller caller, TierReports report, SegmentFilters filters, TodayOfStandards today,
                CancellationToken cancel) =>
            {
                if (!(await filters.ReadAsync(caller.Tenant, segment, cancel)).TryGet(out var members, out var problem)) return problem.ToResult();
                var answer = await report.DistributionAsync(
                    caller.Tenant, ladder, asOf is { } day ? DayOfEach.On(day) : await today.OnLaddersAsync(caller.Tenant, cancel), members, cancel);
                return new Read<IReadOnlyList<TierCount>>(answer.Value, answer.Position);
            })
            .WithSummary("Report the number of customers per tier on a day; default: today in the time zone of each ladder")
                .AnswersFrom(TiersProjection.ProjectionName, SegmentFilter.ReadModel).RequireRoles(Roles.ReadsCustomers);

        reports.MapGet("/migration", async Task<Results<Read<IReadOnlyList<TierMigration>>, ProblemHttpResult>> (
                string? ladder, DateOnly? from, DateOnly? to, string? segment, Caller caller, TierReports report, SegmentFilters filters,
                CancellationToken cancel) =>
            {
                if (Range(from, to) is { } wrong) return wrong.ToResult();
                if (!(await filters.ReadAsync(caller.Tenant, segment, cancel)).TryGet(out var members, out var problem)) return problem.ToResult();
                var answer = await report.MigrationAsync(caller.Tenant, ladder, from, to, members, cancel);
                return new Read<IReadOnlyList<TierMigration>>(answer.Value, answer.Position);
            })
            .WithSummary("Report moves between tiers, month by month")
                .AnswersFrom(TiersProjection.ProjectionName, SegmentFilter.ReadModel).RequireRoles(Roles.ReadsCustomers);
    }

    /// <summary>Limits the range to a hundred years, counted from 2000 without a first day.</summary>
    private static Problem? Range(DateOnly? from, DateOnly? to)
    {
        var last = (from ?? new(2000, 1, 1)) is { Year: < 9900 } first ? first.AddYears(100) : DateOnly.MaxValue;
        return to > last ? Problem.Invalid(
            [new("to", "range", $"to must be at most {last:yyyy-MM-dd}, a hundred years after the first day, got '{to:yyyy-MM-dd}'.")]) : null;
    }
}
