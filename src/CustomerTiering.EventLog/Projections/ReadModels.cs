using System.Data;
using CustomerTiering.EventLog.Sql;
using Npgsql;

namespace CustomerTiering.EventLog.Projections;

/// <summary>Queries of read models: plain SQL on the live generation, in one snapshot.</summary>
/// <param name="source">Connections of the runtime role.</param>
public sealed class ReadModels(NpgsqlDataSource source)
{
    /// <summary>
    /// Queries one read model. The SQL must filter by <c>@tenant</c> and <c>@generation</c>, and may use the caller's parameters: <c>select view from
    /// customer where tenant_id = @tenant and generation = @generation and key = @key</c>.
    /// </summary>
    /// <returns>The rows, and the position of the log that they reflect.</returns>
    public Task<ReadAnswer<IReadOnlyList<T>>> QueryAsync<T>(
        TenantId tenant, string projection, string sql, IReadOnlyDictionary<string, object> parameters, Func<NpgsqlDataReader, T> row,
        CancellationToken cancel) =>
        ReadAsync(tenant, [projection], snapshot => snapshot.QueryAsync(snapshot.Generation(projection), sql, parameters, row, cancel), cancel);

    /// <summary>The views of some keys of one projection; keys without a row are left out.</summary>
    public Task<ReadAnswer<IReadOnlyDictionary<string, TView>>> ViewsAsync<TView>(
        TenantId tenant, Projection<TView> projection, IReadOnlyCollection<string> keys, CancellationToken cancel)
        where TView : class =>
        ReadAsync(tenant, [projection.Name], snapshot => snapshot.ViewsAsync(projection, keys, cancel), cancel);

    /// <summary>
    /// Runs several queries, also of several read models, in one snapshot. The result of <paramref name="read"/> must not depend on the connection.
    /// </summary>
    /// <returns>The answer, and the position that all of the named read models have reached.</returns>
    public async Task<ReadAnswer<T>> ReadAsync<T>(
        TenantId tenant, IReadOnlyCollection<string> projections, Func<ReadSnapshot, Task<T>> read, CancellationToken cancel)
    {
        // Without a snapshot, a rebuild could switch generations between the lookup of the generation and the read of its rows, and delete those
        // rows.
        await using var transaction = await TenantTransaction.BeginAsync(source, tenant, TenantSettings.None, cancel, IsolationLevel.RepeatableRead);
        var snapshot = await ReadSnapshot.OpenAsync(transaction, tenant, projections, cancel);
        var answer = await read(snapshot);
        await transaction.CommitAsync(cancel);
        return new(answer, snapshot.Position);
    }
}

/// <summary>An answer of read models.</summary>
/// <param name="Value">The result.</param>
/// <param name="Position">The position of the log that it reflects.</param>
public sealed record ReadAnswer<T>(T Value, long Position);
