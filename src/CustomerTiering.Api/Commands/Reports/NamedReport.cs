using System.Text.Json.Serialization;
using CustomerTiering.Api.Hosting;
using CustomerTiering.Customers;
using CustomerTiering.Customers.Duplicates;
using CustomerTiering.EventLog;
using CustomerTiering.EventLog.Projections;
using CustomerTiering.Lifecycle;
using CustomerTiering.Policies;
using CustomerTiering.Reporting;
using CustomerTiering.Rules.Values;
using CustomerTiering.Satisfaction;
using CustomerTiering.Segments;
using CustomerTiering.ServicePlans;
using CustomerTiering.Tiering.Reading;

namespace CustomerTiering.Api.Commands.Reports;

/// <summary>The parameters of a report.</summary>
/// <param name="Ladder">One ladder, or null for all.</param>
/// <param name="Currency">One currency, or null if there is only one.</param>
/// <param name="Direction">rises or falls, or null for both.</param>
/// <param name="Segment">The customers to include.</param>
/// <param name="Months">The months to include.</param>
internal sealed record ReportRequest(
    TenantId Tenant, string? Ladder, string? Currency, string? Direction, SegmentFilter Segment, ReportMonths Months);

/// <summary>The range of a monthly report.</summary>
/// <param name="From">The first month: <c>2026-03</c>; null for three years ago.</param>
/// <param name="To">The last month, inclusive; null for the current month.</param>
/// <param name="TimeZone">The time zone of the months; null for UTC.</param>
internal sealed record ReportMonths(string? From, string? To, string? TimeZone);

/// <summary>A report of the command line.</summary>
/// <param name="Name">Its name on the command line.</param>
/// <param name="Takes">The options it accepts.</param>
/// <param name="ReadAsync">Its rows, from read models that are up to date.</param>
internal sealed record NamedReport(
    string Name, IReadOnlySet<string> Takes, Func<IServiceProvider, ReportRequest, CancellationToken, Task<ReportRows>> ReadAsync)
{
    internal const string Ladder = "--ladder", Currency = "--currency", Direction = "--direction", Segment = "--segment", From = "--from",
        To = "--to", TimeZone = "--time-zone";

    internal static IReadOnlyList<NamedReport> All { get; } =
    [
        new("customer-value", Only(Currency, Segment), async (services, request, cancel) =>
        {
            var values = services.GetRequiredService<CustomerValues>();
            if (request.Currency is null && await values.CurrenciesAsync(request.Tenant, cancel) is { Count: > 1 } several)
                throw new Refused($"There are purchases in {string.Join(", ", several)}, which cannot be added; name one with --currency.");
            var answer = await values.ReadAsync(request.Tenant, request.Currency, request.Segment,
                (await Of(services).OfSegmentsAsync(request.Tenant, cancel)).Of(request.Segment.Segment), cancel);
            return ReportRows.Of<CustomerValueRow>(await answer.Value.Select(
                one => new CustomerValueRow(one.ExternalId, one.Purchases, one.Gross, one.Returns, one.Returned, one.Net)).ToListAsync(cancel));
        }),
        new("tiers", Only(Ladder, Segment), async (services, request, cancel) =>
        {
            var counts = await services.GetRequiredService<TierReports>().DistributionAsync(
                request.Tenant, request.Ladder, await Of(services).OnLaddersAsync(request.Tenant, cancel), request.Segment, cancel);
            return ReportRows.Of<TierRow>([.. counts.Value.Select(one => new TierRow(one.Tier, one.Customers, one.Ladder))]);
        }),
        new("migration", Only(Ladder, Segment), async (services, request, cancel) =>
        {
            var moves = await services.GetRequiredService<TierReports>()
                .MigrationAsync(request.Tenant, request.Ladder, null, null, request.Segment, cancel);
            return ReportRows.Of<MigrationRow>(
                [.. moves.Value.Select(one => new MigrationRow(one.From, one.To, one.Customers, one.Month, one.Ladder))]);
        }),
        new("outlook", Only(Ladder, Direction, Segment), async (services, request, cancel) =>
        {
            var lines = (await services.GetRequiredService<OutlookReport>()
                .AllAsync(request.Tenant, new(request.Ladder, request.Direction, request.Segment), cancel)).Value;
            var ids = await services.GetRequiredService<ExternalIds>().OfAsync(request.Tenant, lines.Select(line => line.Customer), cancel);
            return ReportRows.Of<OutlookRow>([.. lines.Select(line => new OutlookRow(
                ids.GetValueOrDefault(line.Customer), line.Ladder, line.Direction, line.Held, line.Foreseen, line.Certain, line.By, line.AsOf))]);
        }),
        new("uncounted", Only(Ladder, Currency), async (services, request, cancel) =>
        {
            var lines = (
                await services.GetRequiredService<UncountedReport>().AllAsync(request.Tenant, new(request.Ladder, request.Currency), cancel)).Value;
            var ids = await services.GetRequiredService<ExternalIds>().OfAsync(request.Tenant, lines.Select(line => line.Customer), cancel);
            return ReportRows.Of<UncountedRow>([.. lines.Select(line => new UncountedRow(
                ids.GetValueOrDefault(line.Customer), line.Ladder, line.Currency, line.Facts, line.Sum, line.FirstDay))]);
        }),
        new("overdue", Only(Ladder), async (services, request, cancel) =>
        {
            var lines = (await services.GetRequiredService<OverdueReport>().AllAsync(request.Tenant, request.Ladder, cancel)).Value;
            var ids = await services.GetRequiredService<ExternalIds>().OfAsync(request.Tenant, lines.Select(line => line.Customer), cancel);
            return ReportRows.Of<OverdueRow>(
                [.. lines.Select(
                    line => new OverdueRow(ids.GetValueOrDefault(line.Customer), line.Ladder, line.Held, line.Expired, line.InGrace, line.AsOf))]);
        }),
        new("stages", Only(Segment), async (services, request, cancel) =>
            ReportRows.Of(
                (await services.GetRequiredService<StageReports>()
                    .DistributionAsync(request.Tenant, await Of(services).OfLifecycleAsync(request.Tenant, cancel), request.Segment, cancel)).Value)),
        new("funnel", Only(Segment), async (services, request, cancel) =>
            ReportRows.Of(
                (await services.GetRequiredService<StageReports>().FunnelAsync(request.Tenant, null, null, request.Segment, cancel)).Value)),
        new("satisfaction", Only(From, To, TimeZone, Segment), async (services, request, cancel) =>
        {
            var (months, readModels) = (request.Months, services.GetRequiredService<ReadModels>());
            var today = TodayIn(services, months.TimeZone);
            var rows = await ReportSatisfaction.RowsAsync(
                readModels, request.Tenant, months.From ?? $"{today.AddMonths(-36):yyyy-MM}", months.To ?? $"{today:yyyy-MM}", months.TimeZone,
                request.Segment, cancel);
            return rows.TryGet(out var found, out var problem) ? ReportRows.Of(found) : throw new Refused(problem.Detail);
        }),
        new("plans", Only(Segment), async (services, request, cancel) =>
            ReportRows.Of(
                (await services.GetRequiredService<PlanReports>()
                    .CountsAsync(request.Tenant, await Of(services).OnLaddersAsync(request.Tenant, cancel), request.Segment, cancel)).Value)),
        new("segments", Only(Segment), async (services, request, cancel) =>
            ReportRows.Of(
                (await services.GetRequiredService<SegmentReports>()
                    .CountsAsync(request.Tenant, await Of(services).OfSegmentsAsync(request.Tenant, cancel), request.Segment, cancel)).Value)),
        new("duplicates", Only(), async (
            services, request, cancel) => ReportRows.Of(await services.GetRequiredService<DuplicateReport>().AllAsync(request.Tenant, cancel))),
    ];

    private static HashSet<string> Only(params string[] options) => [.. options];

    private static TodayOfStandards Of(IServiceProvider services) => services.GetRequiredService<TodayOfStandards>();

    /// <summary>Today in the given zone; in UTC for null or an unknown zone, which the report rejects.</summary>
    private static DateOnly TodayIn(IServiceProvider services, string? zone) =>
        (zone is not null && ZoneRules.TryFind(zone, out var found) ? found : ZoneRules.Utc)
            .DayOf(Instant.Of(services.GetRequiredService<TimeProvider>().GetUtcNow()));

    internal static string Names => string.Join(", ", All.Select(report => report.Name));
}

/// <summary>A customer's value to date, without cancelled purchases. Net is gross less returned. The external id is null after erasure.</summary>
internal sealed record CustomerValueRow(
    [property: JsonIgnore(Condition = JsonIgnoreCondition.Never)] string? ExternalId, long Purchases, decimal Gross, long Returns, decimal Returned,
    decimal Net);

/// <summary>A customer about to rise or fall.</summary>
/// <param name="ExternalId">The company's own id; null after erasure.</param>
/// <param name="Direction">rises or falls.</param>
/// <param name="Held">The held tier.</param>
/// <param name="Foreseen">The tier computed for the day if the customer continues as before.</param>
/// <param name="Certain">The tier computed for the day if nothing more happens.</param>
/// <param name="By">The day of the forecast.</param>
/// <param name="AsOf">The as-of date of the decision that made the forecast.</param>
internal sealed record OutlookRow(
    [property: JsonIgnore(Condition = JsonIgnoreCondition.Never)] string? ExternalId, string Ladder, string Direction, string Held, string Foreseen,
    string Certain,
    DateOnly By, DateOnly AsOf);

/// <summary>A customer's purchases in one currency that do not count on a ladder because there is no exchange rate.</summary>
/// <param name="ExternalId">The company's own id; null after erasure.</param>
/// <param name="Currency">The currency of the purchases.</param>
/// <param name="Facts">The number of purchases.</param>
/// <param name="Sum">Their total after returns, in that currency.</param>
/// <param name="FirstDay">The day of the earliest, in the policy's zone.</param>
internal sealed record UncountedRow(
    [property: JsonIgnore(Condition = JsonIgnoreCondition.Never)] string? ExternalId, string Ladder, string Currency, long Facts, decimal Sum,
    DateOnly FirstDay);

/// <summary>
/// A customer whose tier expired without a later decision. <see cref="Expired"/> is the last day of its validity or grace period, inclusive,
/// <see cref="AsOf"/> the as-of date of the last decision. The external id is null after erasure.
/// </summary>
internal sealed record OverdueRow(
    [property: JsonIgnore(Condition = JsonIgnoreCondition.Never)] string? ExternalId, string Ladder, string Held, DateOnly Expired, bool InGrace,
    DateOnly? AsOf);

/// <summary>The number of customers with a tier today.</summary>
internal sealed record TierRow(string Tier, long Customers, string Ladder);

/// <summary>
/// The number of customers who moved from one tier to another within a month (<c>2011-03</c>), or stayed. From null: no tier before.
/// </summary>
internal sealed record MigrationRow(
    [property: JsonIgnore(Condition = JsonIgnoreCondition.Never)] string? From, string To, long Customers, string Month, string Ladder);
