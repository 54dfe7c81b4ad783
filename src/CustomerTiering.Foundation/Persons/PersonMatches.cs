using CustomerTiering.EventLog;
using CustomerTiering.EventLog.Sql;
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
    /// <param name="customers">Whose keys may have changed.</param>
    /// <param name="keysOf">
    /// The keys of these customers, now. Two who renew at once ask one after the other, so that the later one to write has not asked earlier.
    /// </param>
    public async Task RenewAsync(
        TenantId tenant, IReadOnlyCollection<Guid> customers, Func<IReadOnlyCollection<Guid>, Task<IReadOnlyDictionary<Guid, IReadOnlyList<MatchKey>>>> keysOf,
        CancellationToken cancel)
    {
        await using var transaction = await TenantTransaction.BeginAsync(source, tenant, cancel);
        // One who renews at a time.
        await transaction.ExecuteAsync([new("select pg_advisory_xact_lock(hashtextextended('person_match_key ' || $1::text, 0))")], cancel);
        var survivors = new Dictionary<Guid, Guid>(await transaction.QueryAsync(
            [new(SqlText.Read(typeof(PersonMatches), "matched-customers"), customers.ToArray())],
            row => KeyValuePair.Create(row.GetGuid(0), row.GetGuid(1)), cancel));
        var keys = (await keysOf(survivors.Keys)).SelectMany(one => one.Value, (one, key) => (Customer: survivors[one.Key], Key: key)).Distinct().ToList();
        await transaction.ExecuteAsync(
            [
                new("delete from person_match_key where tenant_id = $1 and customer_id = any($2)", survivors.Keys.ToArray()),
                new(
                    SqlText.Read(typeof(PersonMatches), "add-match-keys"), keys.Select(one => one.Customer).ToArray(),
                    keys.Select(one => one.Key.Member).ToArray(),
                    keys.Select(one => one.Key.Hash).ToArray()),
            ],
            cancel);
        await transaction.CommitAsync(cancel);
    }

    /// <summary>Two customers are two: they are not looked at as one any more.</summary>
    public Task DismissAsync(TenantId tenant, Guid customer, Guid other, CancellationToken cancel) =>
        TenantTransaction.ExecuteAsync(source, tenant, [new(SqlText.Read(typeof(PersonMatches), "dismiss"), customer, other)], cancel);

    /// <summary>Whoever was found not to be the duplicate is not the survivor either.</summary>
    public Task MergeDismissalsAsync(TenantId tenant, Guid duplicate, CancellationToken cancel) => TenantTransaction.ExecuteAsync(
        source, tenant,
        [
            new(SqlText.Read(typeof(PersonMatches), "dismiss-of-survivor"), duplicate),
            new("delete from person_dismissal where tenant_id = $1 and $2::uuid in (customer_id, other_id)", duplicate),
        ],
        cancel);
}
