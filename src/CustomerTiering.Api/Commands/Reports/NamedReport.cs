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

/// <summary>Of what a report is asked.</summary>
/// <param name="Ladder">One ladder, or null for all.</param>
/// <param name="Currency">One currency, or null where there is only one.</param>
/// <param name="Direction">rises or falls, or null for both.</param>
/// <param name="Segment">Which customers.</param>
/// <param name="Months">Which months.</param>
internal sealed record ReportRequest(TenantId Tenant, string? Ladder, string? Currency, string? Direction, SegmentFilter Segment, ReportMonths Months);

/// <summary>The months of a report by months.</summary>
/// <param name="From">The first: <c>2026-03</c>; null for three years ago.</param>
/// <param name="To">The last, included; null for this month.</param>
/// <param name="TimeZone">The zone whose months count; null for UTC.</param>
internal sealed record ReportMonths(string? From, string? To, string? TimeZone);

/// <summary>A report of the command line.</summary>
/// <param name="Name">As one asks for it.</param>
/// <param name="Takes">The options that mean something to it; no other is taken.</param>
/// <param name="ReadAsync">Its rows, from read models that are up to date.</param>
internal sealed record NamedReport(string Name, IReadOnlySet<string> Takes, Func<IServiceProvider, ReportRequest, CancellationToken, Task<ReportRows>> ReadAsync)
{
    internal const string Ladder = "--ladder", Currency = "--currency", Direction = "--direction", Segment = "--segment", From = "--from", To = "--to", TimeZone = "--time-zone";

    internal static IReadOnlyList<NamedReport> All { get; } =
    [
        new("customer-value", Only(Currency, Segment), async (services, request, cancel) =>
        {
            var values = services.GetRequiredService<CustomerValues>();
            if (request.Currency is null && await values.CurrenciesAsync(request.Tenant, cancel) is { Count: > 1 } several)
                throw new Refused($"There are purchases in {string.Join(", ", several)}, which cannot be added; name one with --currency.");
            var answer = await values.ReadAsync(request.Tenant, request.Currency, request.Segment, (await Of(services).OfSegmentsAsync(request.Tenant, cancel)).Of(request.Segment.Segment), cancel);
            return ReportRows.Of<CustomerValueRow>(await answer.Value.Select(one => new CustomerValueRow(one.ExternalId, one.Purchases, one.Gross, one.Returns, one.Returned, one.Net)).ToListAsync(cancel));
        }),
        new("tiers", Only(Ladder, Segment), async (services, request, cancel) =>
        {
            var counts = await services.GetRequiredService<TierReports>().DistributionAsync(request.Tenant, request.Ladder, await Of(services).OnLaddersAsync(request.Tenant, cancel), request.Segment, cancel);
            return ReportRows.Of<TierRow>([.. counts.Value.Select(one => new TierRow(one.Tier, one.Customers, one.Ladder))]);
        }),
        new("migration", Only(Ladder, Segment), async (services, request, cancel) =>
        {
            var moves = await services.GetRequiredService<TierReports>().MigrationAsync(request.Tenant, request.Ladder, null, null, request.Segment, cancel);
            return ReportRows.Of<MigrationRow>([.. moves.Value.Select(one => new MigrationRow(one.From, one.To, one.Customers, one.Month, one.Ladder))]);
        }),
        new("outlook", Only(Ladder, Direction, Segment), async (services, request, cancel) =>
        {
            var lines = (await services.GetRequiredService<OutlookReport>().AllAsync(request.Tenant, new(request.Ladder, request.Direction, request.Segment), cancel)).Value;
            var ids = await services.GetRequiredService<ExternalIds>().OfAsync(request.Tenant, lines.Select(line => line.Customer), cancel);
            return ReportRows.Of<OutlookRow>([.. lines.Select(line => new OutlookRow(
                ids.GetValueOrDefault(line.Customer), line.Ladder, line.Direction, line.Held, line.Foreseen, line.Certain, line.By, line.AsOf))]);
        }),
        new("uncounted", Only(Ladder, Currency), async (services, request, cancel) =>
        {
            var lines = (await services.GetRequiredService<UncountedReport>().AllAsync(request.Tenant, new(request.Ladder, request.Currency), cancel)).Value;
            var ids = await services.GetRequiredService<ExternalIds>().OfAsync(request.Tenant, lines.Select(line => line.Customer), cancel);
            return ReportRows.Of<UncountedRow>([.. lines.Select(line => new UncountedRow(
                ids.GetValueOrDefault(line.Customer), line.Ladder, line.Currency, line.Facts, line.Sum, line.FirstDay))]);
        }),
        new("overdue", Only(Ladder), async (services, request, cancel) =>
        {
            var lines = (await services.GetRequiredService<OverdueReport>().AllAsync(request.Tenant, request.Ladder, cancel)).Value;
            var ids = await services.GetRequiredService<ExternalIds>().OfAsync(request.Tenant, lines.Select(line => line.Customer), cancel);
            return ReportRows.Of<OverdueRow>([.. lines.Select(line => new OverdueRow(ids.GetValueOrDefault(line.Customer), line.Ladder, line.Held, line.Expired, line.InGrace, line.AsOf))]);
        }),
        new("stages", Only(Segment), async (services, request, cancel) =>
            ReportRows.Of((await services.GetRequiredService<StageReports>().DistributionAsync(request.Tenant, await Of(services).OfLifecycleAsync(request.Tenant, cancel), request.Segment, cancel)).Value)),
        new("funnel", Only(Segment), async (services, request, cancel) =>
            ReportRows.Of((await services.GetRequiredService<StageReports>().FunnelAsync(request.Tenant, null, null, request.Segment, cancel)).Value)),
        new("satisfaction", Only(From, To, TimeZone, Segment), async (services, request, cancel) =>
        {
            var (months, readModels) = (request.Months, services.GetRequiredService<ReadModels>());
            var today = TodayIn(services, months.TimeZone);
            var rows = await ReportSatisfaction.RowsAsync(
                readModels, request.Tenant, months.From ?? $"{today.AddMonths(-36):yyyy-MM}", months.To ?? $"{today:yyyy-MM}", months.TimeZone, request.Segment, cancel);
            return rows.TryGet(out var found, out var problem) ? ReportRows.Of(found) : throw new Refused(problem.Detail);
        }),
        new("plans", Only(Segment), async (services, request, cancel) =>
            ReportRows.Of((await services.GetRequiredService<PlanReports>().CountsAsync(request.Tenant, await Of(services).OnLaddersAsync(request.Tenant, cancel), request.Segment, cancel)).Value)),
        new("segments", Only(Segment), async (services, request, cancel) =>
            ReportRows.Of((await services.GetRequiredService<SegmentReports>().CountsAsync(request.Tenant, await Of(services).OfSegmentsAsync(request.Tenant, cancel), request.Segment, cancel)).Value)),
        new("duplicates", Only(), async (services, request, cancel) => ReportRows.Of(await services.GetRequiredService<DuplicateReport>().AllAsync(request.Tenant, cancel))),
    ];

    private static HashSet<string> Only(params string[] options) => [.. options];

    private static TodayOfStandards Of(IServiceProvider services) => services.GetRequiredService<TodayOfStandards>();

    /// <summary>Today in the zone that was asked for; in UTC where none was, or none that there is, which the report refuses.</summary>
    private static DateOnly TodayIn(IServiceProvider services, string? zone) =>
        (zone is not null && ZoneRules.TryFind(zone, out var found) ? found : ZoneRules.Utc).DayOf(Instant.Of(services.GetRequiredService<TimeProvider>().GetUtcNow()));

    internal static string Names => string.Join(", ", All.Select(report => report.Name));
}

/// <summary>What a customer was worth so far.</summary>
/// <param name="ExternalId">The company's own id; null once the person was erased.</param>
/// <param name="Purchases">How many, without cancelled ones.</param>
/// <param name="Gross">What they amount to.</param>
/// <param name="Returns">How many.</param>
/// <param name="Returned">What they amount to.</param>
/// <param name="Net">Gross less returned.</param>
internal sealed record CustomerValueRow(
    [property: JsonIgnore(Condition = JsonIgnoreCondition.Never)] string? ExternalId, long Purchases, decimal Gross, long Returns, decimal Returned, decimal Net);

/// <summary>A customer who is about to rise or fall.</summary>
/// <param name="ExternalId">The company's own id; null once the person was erased.</param>
/// <param name="Ladder">On which ladder.</param>
/// <param name="Direction">rises or falls.</param>
/// <param name="Held">The tier held.</param>
/// <param name="Foreseen">The tier computed for the day if the customer goes on as before.</param>
/// <param name="Certain">The tier computed for the day if nothing more happens.</param>
/// <param name="By">The day that it is foreseen for.</param>
/// <param name="AsOf">The day of the decision that foresaw it.</param>
internal sealed record OutlookRow(
    [property: JsonIgnore(Condition = JsonIgnoreCondition.Never)] string? ExternalId, string Ladder, string Direction, string Held, string Foreseen, string Certain,
    DateOnly By, DateOnly AsOf);

/// <summary>Purchases of a customer in one currency that do not count on a ladder for want of a rate.</summary>
/// <param name="ExternalId">The company's own id; null once the person was erased.</param>
/// <param name="Ladder">On which ladder.</param>
/// <param name="Currency">The currency of the purchases.</param>
/// <param name="Facts">How many purchases.</param>
/// <param name="Sum">What is left of them after returns, in that currency.</param>
/// <param name="FirstDay">The day of the earliest, in the policy's zone.</param>
internal sealed record UncountedRow(
    [property: JsonIgnore(Condition = JsonIgnoreCondition.Never)] string? ExternalId, string Ladder, string Currency, long Facts, decimal Sum, DateOnly FirstDay);

/// <summary>Whose tier's last day has passed and that was not judged since.</summary>
/// <param name="ExternalId">As the company knows the customer.</param>
/// <param name="Ladder">On which ladder.</param>
/// <param name="Held">The tier held.</param>
/// <param name="Expired">The last day of its validity or grace, included.</param>
/// <param name="InGrace">Whether it was the grace that ended.</param>
/// <param name="AsOf">The day of the last decision.</param>
internal sealed record OverdueRow(
    [property: JsonIgnore(Condition = JsonIgnoreCondition.Never)] string? ExternalId, string Ladder, string Held, DateOnly Expired, bool InGrace, DateOnly? AsOf);

/// <summary>How many customers have a tier today.</summary>
internal sealed record TierRow(string Tier, long Customers, string Ladder);

/// <summary>How many went from one tier to another within a month, or stayed.</summary>
/// <param name="From">The tier at the end of the month before; null for those who had none.</param>
/// <param name="To">The tier at the end of the month.</param>
/// <param name="Customers">How many.</param>
/// <param name="Month">The month, <c>2011-03</c>.</param>
/// <param name="Ladder">On which ladder.</param>
internal sealed record MigrationRow([property: JsonIgnore(Condition = JsonIgnoreCondition.Never)] string? From, string To, long Customers, string Month, string Ladder);
