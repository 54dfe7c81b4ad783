using CustomerTiering.Activity;
using CustomerTiering.EventLog.Projections;
using CustomerTiering.EventLog.Sql;
using CustomerTiering.Policies;

namespace CustomerTiering.Tiering.Reading;

/// <summary>A currency with purchases that do not count on a ladder.</summary>
public sealed record UncountedCurrency(string Ladder, string Currency);

/// <summary>
/// Finds purchases without a rate through an index on currency and time. The cost grows with the number of currencies and of uncounted purchases, not
/// with that of all purchases.
/// </summary>
public sealed class UncountedAmounts(ReadModels readModels, StandardsInForce standards, TimeProvider time)
{
    internal const string ReadModel = PurchaseRows.ReadModel;

    /// <summary>The currencies of each ladder with purchases that do not count now.</summary>
    public Task<IReadOnlyList<UncountedCurrency>> CurrenciesAsync(TenantId tenant, CancellationToken cancel) => CurrenciesAsync(tenant, "", cancel);

    /// <summary>The same, limited to purchases of one customer and the duplicates merged into it.</summary>
    internal Task<IReadOnlyList<UncountedCurrency>> CurrenciesAsync(TenantId tenant, Guid customer, CancellationToken cancel) =>
        CurrenciesAsync(tenant, customer.ToString("D"), cancel);

    /// <summary>The open currencies as SQL parameters: <c>unnest(@ladders, @currencies, @befores) open (ladder, currency, before)</c>.</summary>
    internal async Task<Dictionary<string, object>> OpenAsync(
        ReadSnapshot snapshot, IReadOnlyList<LadderVersions> ladders, string? currency, CancellationToken cancel)
    {
        var used = await snapshot.QueryAsync(snapshot.Generation(ReadModel), SqlText.Read(typeof(UncountedAmounts), "currencies", PurchaseRows.Table),
            new Dictionary<string, object>(), row => row.GetString(0), cancel);
        var open = OpenCurrency.Of(ladders, [.. used.Where(one => currency is null || one == currency)], time.GetUtcNow());
        return new()
        {
            ["ladders"] = open.Select(one => one.Ladder).ToArray(),
            ["currencies"] = open.Select(one => one.Currency).ToArray(),
            ["befores"] = open.Select(one => one.BeforeText).ToArray(),
        };
    }

    private async Task<IReadOnlyList<UncountedCurrency>> CurrenciesAsync(TenantId tenant, string customer, CancellationToken cancel)
    {
        var ladders = await standards.LaddersAsync(tenant, cancel);
        var answer = await readModels.ReadAsync(tenant, [ReadModel], async snapshot =>
        {
            var parameters = await OpenAsync(snapshot, ladders, currency: null, cancel);
            if (customer.Length > 0) parameters["customer"] = customer;
            return await snapshot.QueryAsync(
                snapshot.Generation(ReadModel),
                SqlText.Read(
                    typeof(UncountedAmounts), "uncounted-currencies", PurchaseRows.Table,
                    ("of-customer", customer.Length == 0 ? "" : SqlText.Read(typeof(UncountedAmounts), "of-customer"))),
                parameters, row => new UncountedCurrency(row.GetString(0), row.GetString(1)), cancel);
        }, cancel);
        return answer.Value;
    }
}
