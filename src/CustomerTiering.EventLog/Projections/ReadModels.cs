using System.Data;
using CustomerTiering.EventLog.Sql;
using Npgsql;

namespace CustomerTiering.EventLog.Projections;

/// <summary>Queries of read models: plain SQL on the live generation, all of it in one snapshot.</summary>
/// <param name="source">The database, as the runtime role.</param>
public sealed class ReadModels(NpgsqlDataSource source)
{
    /// <summary>
    /// Asks one read model. The SQL may name <c>@tenant</c> and <c>@generation</c>, and the caller's parameters; it filters by both:
    /// <c>select view from customer where tenant_id = @tenant and generation = @generation and key = @key</c>.
    /// </summary>
    /// <returns>The rows, and the position of the log that they reflect.</returns>
    public Task<ReadAnswer<IReadOnlyList<T>>> QueryAsync<T>(
        TenantId tenant, string projection, string sql, IReadOnlyDictionary<string, object> parameters, Func<NpgsqlDataReader, T> row,
        CancellationToken cancel) =>
        ReadAsync(tenant, [projection], snapshot => snapshot.QueryAsync(snapshot.Generation(projection), sql, parameters, row, cancel), cancel);

    /// <summary>The views of some keys of one projection; a key without a row has none in the answer.</summary>
    public Task<ReadAnswer<IReadOnlyDictionary<string, TView>>> ViewsAsync<TView>(
        TenantId tenant, Projection<TView> projection, IReadOnlyCollection<string> keys, CancellationToken cancel)
        where TView : class =>
        ReadAsync(tenant, [projection.Name], snapshot => snapshot.ViewsAsync(projection, keys, cancel), cancel);

    /// <summary>Several queries, of several read models too, in one snapshot of the database.</summary>
    /// <param name="tenant">Whose rows; those of others can't be seen.</param>
    /// <param name="projections">The read models that are asked.</param>
    /// <param name="read">The queries. What it gives must not depend on the connection any more.</param>
    /// <returns>The answer, and the position that all of the named read models have reached.</returns>
    public async Task<ReadAnswer<T>> ReadAsync<T>(
        TenantId tenant, IReadOnlyCollection<string> projections, Func<ReadSnapshot, Task<T>> read, CancellationToken cancel)
    {
        // One snapshot: between finding the generation and reading its rows, a rebuilt one may take its place and the old rows go.
        await using var transaction = await TenantTransaction.BeginAsync(source, tenant, TenantSettings.None, cancel, IsolationLevel.RepeatableRead);
        var snapshot = await ReadSnapshot.OpenAsync(transaction, tenant, projections, cancel);
        var answer = await read(snapshot);
        await transaction.CommitAsync(cancel);
        return new(answer, snapshot.Position);
    }
}

/// <summary>An answer of read models.</summary>
/// <param name="Value">What was asked for.</param>
/// <param name="Position">The position of the log up to which everything is in it.</param>
public sealed record ReadAnswer<T>(T Value, long Position);
