using System.Globalization;
using CustomerTiering.Activity;
using CustomerTiering.EventLog.Projections;
using CustomerTiering.EventLog.Sql;
using CustomerTiering.Policies;

namespace CustomerTiering.Tiering.Reading;

/// <summary>Purchases of a customer in one currency that do not count on a ladder, because the policy has no rate for their days.</summary>
/// <param name="Facts">The number of purchases.</param>
/// <param name="Sum">Their sum after returns, in that currency.</param>
/// <param name="FirstDay">The day of the earliest purchase, in the policy's zone.</param>
public sealed record UncountedLine(Guid Customer, string Ladder, string Currency, long Facts, decimal Sum, DateOnly FirstDay);

/// <summary>The filter of the report.</summary>
/// <param name="Ladder">Null for all ladders.</param>
/// <param name="Currency">Null for all currencies.</param>
public sealed record UncountedQuery(string? Ladder, string? Currency);

/// <summary>
/// Purchases that do not count because they have no rate, by ladder, customer and currency. Purchases outside the windows of all metrics are
/// included. Duplicates are listed under their survivor.
/// </summary>
public sealed class UncountedReport(ReadModels readModels, UncountedAmounts amounts, StandardsInForce standards, Cursors cursors)
{
    public async Task<ReadAnswer<IReadOnlyList<UncountedLine>>> AllAsync(TenantId tenant, UncountedQuery query, CancellationToken cancel)
    {
        var ladders = await standards.LaddersAsync(tenant, query.Ladder, cancel);
        return await readModels.ReadAsync(
            tenant, [UncountedAmounts.ReadModel], snapshot => LinesAsync(snapshot, ladders, query, "", int.MaxValue, cancel), cancel);
    }

    public async Task<Result<ReadAnswer<Page<UncountedLine>>>> PageAsync(
        TenantId tenant, UncountedQuery query, int? limit, string? cursor, CancellationToken cancel)
    {
        if (!PageSize.Of(limit).TryGet(out var size, out var wrong)) return wrong;
        var ladders = await standards.LaddersAsync(tenant, query.Ladder, cancel);
        var list = $"uncounted?ladder={query.Ladder}&currency={query.Currency}";
        var answer = await readModels.ReadAsync<Result<Page<UncountedLine>>>(tenant, [UncountedAmounts.ReadModel], async snapshot =>
        {
            var generation = snapshot.Generation(UncountedAmounts.ReadModel);
            if (!cursors.Read(tenant, list, generation, cursor).TryGet(out var after, out var bad)) return bad;
            var lines = await LinesAsync(snapshot, ladders, query, after?.Key ?? "", size + 1, cancel);
            return new Page<UncountedLine>(
                [.. lines.Take(size)], lines.Count > size ? cursors.Protect(tenant, list, new(generation, 0, KeyOf(lines[size - 1]))) : null);
        }, cancel);
        return answer.Value.TryGet(out var page, out var problem) ? new ReadAnswer<Page<UncountedLine>>(page, answer.Position) : problem;
    }

    internal static void Map(RouteGroupBuilder reports) => reports
        .MapGet("/uncounted", async Task<Results<Read<Page<UncountedLine>>, ProblemHttpResult>> (
            string? ladder, string? currency, int? limit, string? cursor, Caller caller, UncountedReport report, CancellationToken cancel) =>
        {
            var result = await report.PageAsync(caller.Tenant, new(ladder, currency), limit, cursor, cancel);
            return result.TryGet(out var answer, out var problem) ? new Read<Page<UncountedLine>>(answer.Value, answer.Position) : problem.ToResult();
        })
        .WithSummary("Report customers with purchases that do not count because the policy has no exchange rate for their days")
            .AnswersFrom(UncountedAmounts.ReadModel)
        .RequireRoles(Roles.ReadsCustomers);

    private async Task<IReadOnlyList<UncountedLine>> LinesAsync(
        ReadSnapshot snapshot, IReadOnlyList<LadderVersions> ladders, UncountedQuery query, string after, int limit, CancellationToken cancel)
    {
        var zones = ladders.ToDictionary(ladder => ladder.Ladder, ladder => ladder.Zone);
        var parameters = await amounts.OpenAsync(snapshot, ladders, query.Currency, cancel);
        (parameters["after"], parameters["limit"]) = (after, limit);
        return await snapshot.QueryAsync(
            snapshot.Generation(UncountedAmounts.ReadModel),
            SqlText.Read(typeof(UncountedReport), "uncounted-amounts", PurchaseRows.Table),
            parameters,
            row => new UncountedLine(
                row.GetGuid(0), row.GetString(1), row.GetString(2), row.GetInt64(3), row.GetDecimal(4),
                zones[row.GetString(1)].DayOf(Instant.Of(DateTimeOffset.Parse(row.GetString(5), CultureInfo.InvariantCulture)))),
            cancel);
    }

    private static string KeyOf(UncountedLine line) => $"{line.Ladder}/{line.Customer:D}/{line.Currency}";
}
