using CustomerTiering.EventLog;
using Npgsql;

namespace CustomerTiering.Persons;

/// <summary>A value by which two customers may turn out to be one.</summary>
/// <param name="Member">What of a customer it is: <c>name</c>, <c>attributes.email</c>.</param>
/// <param name="Hash">The first 16 bytes of the keyed hash of what it says.</param>
public readonly record struct MatchKey(string Member, Guid Hash);

/// <summary>
/// What customers are compared by, and which pairs were found to be two. Those who were merged stand here as their survivor. All of it follows from the log
/// and may be written again.
/// </summary>
public sealed class PersonMatches(NpgsqlDataSource source)
{
    /// <summary>Writes the keys of customers anew.</summary>
    /// <param name="tenant">Whose customers.</param>
    /// <param name="customers">Whose keys may have changed.</param>
    /// <param name="keysOf">
    /// The keys of these customers, now. Two who renew at once ask one after the other, so that the later one to write has not asked earlier.
    /// </param>
    /// <param name="cancel">Ends it early.</param>
    internal async Task RenewAsync(
        TenantId tenant, IReadOnlyCollection<Guid> customers, Func<IReadOnlyCollection<Guid>, Task<IReadOnlyDictionary<Guid, IReadOnlyList<MatchKey>>>> keysOf,
        CancellationToken cancel)
    {
        await using var connection = await source.OpenConnectionAsync(cancel);
        await using var transaction = await connection.BeginTransactionAsync(cancel);
        var survivors = new Dictionary<Guid, Guid>();
        await using (var batch = Batch(connection, tenant, (PersonMatchSql.Lock, []), (PersonMatchSql.Whole, [customers.ToArray()])))
        await using (var reader = await batch.ExecuteReaderAsync(cancel))
        {
            do
            {
                while (reader.FieldCount == 2 && await reader.ReadAsync(cancel)) survivors[reader.GetGuid(0)] = reader.GetGuid(1);
            }
            while (await reader.NextResultAsync(cancel));
        }
        var keys = (await keysOf(survivors.Keys)).SelectMany(one => one.Value, (one, key) => (Customer: survivors[one.Key], Key: key)).Distinct().ToList();
        await using (var batch = Batch(
            connection, tenant, (PersonMatchSql.Clear, [survivors.Keys.ToArray()]),
            (PersonMatchSql.Add, [keys.Select(one => one.Customer).ToArray(), keys.Select(one => one.Key.Member).ToArray(), keys.Select(one => one.Key.Hash).ToArray()])))
            await batch.ExecuteNonQueryAsync(cancel);
        await transaction.CommitAsync(cancel);
    }

    /// <summary>Two customers are two: they are not looked at as one any more.</summary>
    internal Task DismissAsync(TenantId tenant, Guid customer, Guid other, CancellationToken cancel) =>
        ExecuteAsync(tenant, [(PersonMatchSql.Dismiss, [customer, other])], cancel);

    /// <summary>Whoever was found not to be the duplicate is not the survivor either.</summary>
    internal Task MergeDismissalsAsync(TenantId tenant, Guid duplicate, CancellationToken cancel) =>
        ExecuteAsync(tenant, [(PersonMatchSql.DismissOfSurvivor, [duplicate]), (PersonMatchSql.ForgetDismissals, [duplicate])], cancel);

    private async Task ExecuteAsync(TenantId tenant, (string, object[])[] statements, CancellationToken cancel)
    {
        await using var connection = await source.OpenConnectionAsync(cancel);
        await using var transaction = await connection.BeginTransactionAsync(cancel);
        await using (var batch = Batch(connection, tenant, statements)) await batch.ExecuteNonQueryAsync(cancel);
        await transaction.CommitAsync(cancel);
    }

    private static NpgsqlBatch Batch(NpgsqlConnection connection, TenantId tenant, params IEnumerable<(string Sql, object[] Values)> statements)
    {
        var batch = new NpgsqlBatch(connection);
        batch.BatchCommands.Add(new("select set_config('app.tenant', $1, true)") { Parameters = { new() { Value = tenant.ToString() } } });
        foreach (var (sql, values) in statements)
        {
            var command = new NpgsqlBatchCommand(sql) { Parameters = { new() { Value = tenant.Value } } };
            foreach (var value in values) command.Parameters.Add(new() { Value = value });
            batch.BatchCommands.Add(command);
        }
        return batch;
    }
}
