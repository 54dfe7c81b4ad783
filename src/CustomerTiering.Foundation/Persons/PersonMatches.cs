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
    public async Task RenewAsync(
        TenantId tenant, IReadOnlyCollection<Guid> customers, Func<IReadOnlyCollection<Guid>, Task<IReadOnlyDictionary<Guid, IReadOnlyList<MatchKey>>>> keysOf,
        CancellationToken cancel)
    {
        await using var scope = await TenantTransaction.BeginAsync(source, tenant, cancel);
        await ExecuteAsync(scope, PersonMatchSql.Lock, cancel, tenant.Value);
        var survivors = new Dictionary<Guid, Guid>();
        await using (var command = scope.Command(PersonMatchSql.Whole, tenant.Value, customers.ToArray()))
        await using (var reader = await command.ExecuteReaderAsync(cancel))
        {
            while (await reader.ReadAsync(cancel)) survivors[reader.GetGuid(0)] = reader.GetGuid(1);
        }
        var keys = (await keysOf(survivors.Keys)).SelectMany(one => one.Value, (one, key) => (Customer: survivors[one.Key], Key: key)).Distinct().ToList();
        await ExecuteAsync(scope, PersonMatchSql.Clear, cancel, tenant.Value, survivors.Keys.ToArray());
        await ExecuteAsync(
            scope, PersonMatchSql.Add, cancel, tenant.Value, keys.Select(one => one.Customer).ToArray(), keys.Select(one => one.Key.Member).ToArray(),
            keys.Select(one => one.Key.Hash).ToArray());
        await scope.CommitAsync(cancel);
    }

    /// <summary>Two customers are two: they are not looked at as one any more.</summary>
    public async Task DismissAsync(TenantId tenant, Guid customer, Guid other, CancellationToken cancel)
    {
        await using var scope = await TenantTransaction.BeginAsync(source, tenant, cancel);
        await ExecuteAsync(scope, PersonMatchSql.Dismiss, cancel, tenant.Value, customer, other);
        await scope.CommitAsync(cancel);
    }

    /// <summary>Whoever was found not to be the duplicate is not the survivor either.</summary>
    public async Task MergeDismissalsAsync(TenantId tenant, Guid duplicate, CancellationToken cancel)
    {
        await using var scope = await TenantTransaction.BeginAsync(source, tenant, cancel);
        await ExecuteAsync(scope, PersonMatchSql.DismissOfSurvivor, cancel, tenant.Value, duplicate);
        await ExecuteAsync(scope, PersonMatchSql.ForgetDismissals, cancel, tenant.Value, duplicate);
        await scope.CommitAsync(cancel);
    }

    private static async Task ExecuteAsync(TenantTransaction scope, string sql, CancellationToken cancel, params object[] values)
    {
        await using var command = scope.Command(sql, values);
        await command.ExecuteNonQueryAsync(cancel);
    }
}
