using System.Text.Json.Serialization;
using CustomerTiering.EventLog;
using CustomerTiering.Tiering;

namespace CustomerTiering.Api.Commands.Reports;

/// <summary>Of what a report is asked.</summary>
/// <param name="Tenant">Whose customers.</param>
/// <param name="Ladder">One ladder, or null for all.</param>
internal sealed record ReportRequest(TenantId Tenant, string? Ladder);

/// <summary>A report of the command line.</summary>
/// <param name="Name">As one asks for it.</param>
/// <param name="ReadAsync">Its rows, from read models that are up to date.</param>
internal sealed record NamedReport(string Name, Func<IServiceProvider, ReportRequest, CancellationToken, Task<ReportRows>> ReadAsync)
{
    internal static IReadOnlyList<NamedReport> All { get; } =
    [
        new("tiers", async (services, request, cancel) =>
        {
            var today = DateOnly.FromDateTime(services.GetRequiredService<TimeProvider>().GetUtcNow().UtcDateTime);
            var counts = await services.GetRequiredService<TierReports>().DistributionAsync(request.Tenant, request.Ladder, today, cancel);
            return ReportRows.Of<TierRow>([.. counts.Value.Select(one => new TierRow(one.Tier, one.Customers, one.Ladder))]);
        }),
        new("migration", async (services, request, cancel) =>
        {
            var moves = await services.GetRequiredService<TierReports>().MigrationAsync(request.Tenant, request.Ladder, null, null, cancel);
            return ReportRows.Of<MigrationRow>([.. moves.Value.Select(one => new MigrationRow(one.From, one.To, one.Customers, one.Month, one.Ladder))]);
        }),
    ];

    internal static string Names => string.Join(", ", All.Select(report => report.Name));
}

/// <summary>How many customers have a tier today.</summary>
internal sealed record TierRow(string Tier, long Customers, string Ladder);

/// <summary>How many went from one tier to another within a month, or stayed.</summary>
/// <param name="From">The tier at the end of the month before; null for those who had none.</param>
/// <param name="To">The tier at the end of the month.</param>
/// <param name="Customers">How many.</param>
/// <param name="Month">The month, <c>2011-03</c>.</param>
/// <param name="Ladder">On which ladder.</param>
internal sealed record MigrationRow([property: JsonIgnore(Condition = JsonIgnoreCondition.Never)] string? From, string To, long Customers, string Month, string Ladder);
