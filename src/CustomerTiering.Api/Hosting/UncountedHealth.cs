using CustomerTiering.EventLog.Projections;
using CustomerTiering.Tiering.Reading;
using Npgsql;

namespace CustomerTiering.Api.Hosting;

/// <summary>Currencies of ladders with amounts that do not count, over all companies; without ids of companies or customers.</summary>
internal sealed class UncountedHealth(ProjectionAdmin admin, UncountedAmounts amounts)
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(2);

    /// <summary>By ladder and currency; empty if the database is too slow, since a probe must not fail because of this warning.</summary>
    internal async Task<IReadOnlyList<UncountedCurrency>> CurrenciesAsync(CancellationToken cancel)
    {
        using var soon = CancellationTokenSource.CreateLinkedTokenSource(cancel);
        soon.CancelAfter(Patience);
        try
        {
            return await OfAllAsync(soon.Token);
        }
        catch (Exception slow) when (slow is OperationCanceledException or NpgsqlException && !cancel.IsCancellationRequested)
        {
            return [];
        }
    }

    private async Task<IReadOnlyList<UncountedCurrency>> OfAllAsync(CancellationToken cancel)
    {
        var found = new List<UncountedCurrency>();
        foreach (var tenant in await admin.TenantsAsync(cancel)) found.AddRange(await amounts.CurrenciesAsync(tenant, cancel));
        return [.. found.Distinct().OrderBy(one => one.Ladder, StringComparer.Ordinal).ThenBy(one => one.Currency, StringComparer.Ordinal)];
    }
}
