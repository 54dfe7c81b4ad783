using CustomerTiering.EventLog;
using CustomerTiering.EventLog.Sql;
using Npgsql;

namespace CustomerTiering.Persons;

/// <summary>A value by which two customers may turn out to be the same person.</summary>
/// <param name="Member">The compared member: <c>name</c>, <c>attributes.email</c>.</param>
/// <param name="Hash">The first 16 bytes of the keyed hash of its value.</param>
public readonly record struct MatchKey(string Member, Guid Hash);

/// <summary>
/// The match keys of customers, and the pairs dismissed as different persons. Duplicates appear as their survivor. All of it derives from the log and
/// can be rebuilt.
/// </summary>
public sealed class PersonMatches(NpgsqlDataSource source)
{
    /// <summary>
    /// Rewrites the match keys of customers. <paramref name="keysOf"/> returns their current keys. Concurrent renewals are serialized, so that the
    /// last one to write has also read last.
    /// </summary>
    public async Task RenewAsync(
        TenantId tenant, IReadOnlyCollection<Guid> customers,
        Func<IReadOnlyCollection<Guid>, Task<IReadOnlyDictionary<Guid, IReadOnlyList<MatchKey>>>> keysOf,
        CancellationToken cancel)
    {
        await using var transaction = await TenantTransaction.BeginAsync(source, tenant, cancel);
        // Serializes renewals.
        await transaction.ExecuteAsync([new("select pg_advisory_xact_lock(hashtextextended('person_match_key ' || $1::text, 0))")], cancel);
        var survivors = new Dictionary<Guid, Guid>(await transaction.QueryAsync(
            [new(SqlText.Read(typeof(PersonMatches), "matched-customers"), customers.ToArray())],
            row => KeyValuePair.Create(row.GetGuid(0), row.GetGuid(1)), cancel));
        var keys = (await keysOf(survivors.Keys))
            .SelectMany(one => one.Value, (one, key) => (Customer: survivors[one.Key], Key: key)).Distinct().ToList();
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

    /// <summary>Records that two customers are different persons; they are no longer suggested as a match.</summary>
    public Task DismissAsync(TenantId tenant, Guid customer, Guid other, CancellationToken cancel) =>
        TenantTransaction.ExecuteAsync(source, tenant, [new(SqlText.Read(typeof(PersonMatches), "dismiss"), customer, other)], cancel);

    /// <summary>Transfers the dismissals of a duplicate to its survivor.</summary>
    public Task MergeDismissalsAsync(TenantId tenant, Guid duplicate, CancellationToken cancel) => TenantTransaction.ExecuteAsync(
        source, tenant,
        [
            new(SqlText.Read(typeof(PersonMatches), "dismiss-of-survivor"), duplicate),
            new("delete from person_dismissal where tenant_id = $1 and $2::uuid in (customer_id, other_id)", duplicate),
        ],
        cancel);
}
