using CustomerTiering.Access;
using CustomerTiering.EventLog;
using CustomerTiering.EventLog.Projections;
using CustomerTiering.Events;
using CustomerTiering.Http;
using CustomerTiering.Http.Answers;
using CustomerTiering.Persons;
using CustomerTiering.Policies;
using CustomerTiering.Segments;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Routing;

namespace CustomerTiering.Tiering;

/// <summary>How many customers a tier has on a day.</summary>
public sealed record TierCount(string Ladder, string Tier, long Customers);

/// <summary>How many customers went from one tier to another, or stayed, from the end of the month before to the end of a month.</summary>
/// <param name="Ladder">On which ladder.</param>
/// <param name="Month">The month, <c>2011-03</c>.</param>
/// <param name="From">The effective tier at the end of the month before; null for those who joined since.</param>
/// <param name="To">The effective tier at the end of the month.</param>
/// <param name="Customers">How many.</param>
public sealed record TierMigration(string Ladder, string Month, string? From, string To, long Customers);

/// <summary>Tiers over all customers, on any day and from month to month, from the days on which tiers became effective.</summary>
public sealed class TierReports(ReadModels readModels)
{
    /// <summary>The effective tier that a row of <c>tier</c> has on a day, or null.</summary>
    private const string TierOn =
        """
        (select s ->> 'tier' from jsonb_array_elements(t.view -> 'spans') with ordinality as x (s, n)
         where (s ->> 'from')::date <= {0} order by n desc limit 1)
        """;

    /// <summary>How many customers each tier has on a day of each ladder; those of today and later as far as it is decided.</summary>
    public Task<ReadAnswer<IReadOnlyList<TierCount>>> DistributionAsync(TenantId tenant, string? ladder, DayOfEach asOf, SegmentFilter segment, CancellationToken cancel) =>
        segment.QueryAsync(
            readModels, tenant, TiersProjection.ProjectionName,
            $"""
            select ladder, tier, count(*) from (
              select t.ladder, {string.Format(null, TierOn, DayOfEach.Sql("t.ladder"))} as tier from tier t
              where t.tenant_id = @tenant and t.generation = @generation and (@ladder = '' or t.ladder = @ladder) {MergedPersons.Without("left(t.key, 36)")}
              {segment.On("left(t.key, 36)", DayOfEach.Sql("t.ladder"))}) d
            where tier is not null group by 1, 2 order by 1, 2
            """,
            asOf.Parameters(new Dictionary<string, object> { ["ladder"] = ladder ?? "" }),
            row => new TierCount(row.GetString(0), row.GetString(1), row.GetInt64(2)), cancel);

    /// <summary>How many decisions the log holds, on all ladders.</summary>
    public async Task<long> DecisionsAsync(TenantId tenant, CancellationToken cancel) => (await readModels.QueryAsync(
        tenant, TiersProjection.ProjectionName, "select count(*) from event where tenant_id = @tenant and type = @type and @generation = @generation",
        new Dictionary<string, object> { ["type"] = EventTypes.NameOf<TierDecided>() }, row => row.GetInt64(0), cancel)).Value[0];

    /// <summary>Month by month, who moved where; months without anybody on a ladder are left out.</summary>
    /// <param name="tenant">Whose customers.</param>
    /// <param name="ladder">One ladder, or null for all.</param>
    /// <param name="from">A day of the first month; null: the month of the first tier.</param>
    /// <param name="to">A day of the last month; null: the month of the last change.</param>
    /// <param name="segment">Of each month those who were in it on the last day.</param>
    /// <param name="cancel">Ends it early.</param>
    public Task<ReadAnswer<IReadOnlyList<TierMigration>>> MigrationAsync(
        TenantId tenant, string? ladder, DateOnly? from, DateOnly? to, SegmentFilter segment, CancellationToken cancel) => segment.QueryAsync(
            readModels, tenant, TiersProjection.ProjectionName,
            $"""
            with t as materialized (
              select key, ladder, view from tier
              where tenant_id = @tenant and generation = @generation and (@ladder = '' or ladder = @ladder) {MergedPersons.Without("left(tier.key, 36)")}),
            span as materialized (
              select key, ladder, (s ->> 'from')::date as day, s ->> 'tier' as tier, lead((s ->> 'from')::date) over (partition by key order by n) as next
              from t, jsonb_array_elements(t.view -> 'spans') with ordinality as x (s, n)),
            judged as (select max((view -> 'held' ->> 'lastAsOf')::date) as day from t),
            month as materialized (
              select m::date as first, (m + interval '1 month')::date as next, (m + interval '1 month' - interval '1 day')::date as last
              from generate_series(
                date_trunc('month', coalesce(nullif(@from, '')::date, (select min(day) from span))),
                coalesce(nullif(@to, '')::date, (select max(day) from judged)), interval '1 month') m),
            moved as (
              select s.ladder, m.first, s.tier as before, s.tier as after, count(*) as customers
              from month m join span s on s.day < m.first and (s.next is null or s.next >= m.next) {segment.On("left(s.key, 36)", "m.last")}
              group by s.ladder, m.first, s.tier
              union all
              select s.ladder, m.first, b.tier, s.tier, count(*)
              from month m
              join span s on date_trunc('month', s.day)::date = m.first and (s.next is null or s.next >= m.next) {segment.On("left(s.key, 36)", "m.last")}
              left join span b on b.key = s.key and b.day < m.first and b.next >= m.first
              group by s.ladder, m.first, b.tier, s.tier)
            select ladder, to_char(first, 'YYYY-MM'), before, after, sum(customers)::bigint from moved
            where after is not null group by ladder, first, before, after order by ladder, first, before nulls first, after
            """,
            new Dictionary<string, object>
            {
                ["ladder"] = ladder ?? "",
                ["from"] = from?.ToString("yyyy-MM-dd", null) ?? "",
                ["to"] = to?.ToString("yyyy-MM-dd", null) ?? "",
            },
            row => new TierMigration(row.GetString(0), row.GetString(1), row.IsDBNull(2) ? null : row.GetString(2), row.GetString(3), row.GetInt64(4)), cancel);

    internal static void Map(RouteGroupBuilder reports)
    {
        reports.MapGet("/tiers", async Task<Results<Read<IReadOnlyList<TierCount>>, ProblemHttpResult>> (
                string? ladder, DateOnly? asOf, string? segment, Caller caller, TierReports report, SegmentFilters filters, TodayOfStandards today,
                CancellationToken cancel) =>
            {
                if (!(await filters.ReadAsync(caller.Tenant, segment, cancel)).TryGet(out var members, out var problem)) return problem.ToResult();
                var answer = await report.DistributionAsync(caller.Tenant, ladder, asOf is { } day ? DayOfEach.On(day) : await today.OnLaddersAsync(caller.Tenant, cancel), members, cancel);
                return new Read<IReadOnlyList<TierCount>>(answer.Value, answer.Position);
            })
            .WithSummary("Report the number of customers per tier on a day; default: today in the time zone of each ladder").AnswersFrom(TiersProjection.ProjectionName, SegmentFilter.ReadModel).RequireRoles(Roles.ReadsCustomers);

        reports.MapGet("/migration", async Task<Results<Read<IReadOnlyList<TierMigration>>, ProblemHttpResult>> (
                string? ladder, DateOnly? from, DateOnly? to, string? segment, Caller caller, TierReports report, SegmentFilters filters,
                CancellationToken cancel) =>
            {
                if (Range(from, to) is { } wrong) return wrong.ToResult();
                if (!(await filters.ReadAsync(caller.Tenant, segment, cancel)).TryGet(out var members, out var problem)) return problem.ToResult();
                var answer = await report.MigrationAsync(caller.Tenant, ladder, from, to, members, cancel);
                return new Read<IReadOnlyList<TierMigration>>(answer.Value, answer.Position);
            })
            .WithSummary("Report moves between tiers, month by month").AnswersFrom(TiersProjection.ProjectionName, SegmentFilter.ReadModel).RequireRoles(Roles.ReadsCustomers);
    }

    /// <summary>A hundred years at most, counted from 2000 where no first day is given.</summary>
    private static Problem? Range(DateOnly? from, DateOnly? to)
    {
        var last = (from ?? new(2000, 1, 1)) is { Year: < 9900 } first ? first.AddYears(100) : DateOnly.MaxValue;
        return to > last ? Problem.Invalid([new("to", "range", $"to must be at most {last:yyyy-MM-dd}, a hundred years after the first day, got '{to:yyyy-MM-dd}'.")]) : null;
    }
}
