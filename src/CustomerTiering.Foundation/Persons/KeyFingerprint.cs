using CustomerTiering.Access;
using CustomerTiering.EventLog;
using CustomerTiering.EventLog.Sql;
using Npgsql;

namespace CustomerTiering.Persons;

/// <summary>The master key does not belong to the database.</summary>
/// <param name="message">One line with the remedy.</param>
public sealed class WrongMasterKeyException(string message) : Exception(message);

/// <summary>
/// Compares the master key of this process with the one the database was first used with. With another key, all customers would be unknown, and every
/// resent fact would be new.
/// </summary>
public sealed class KeyFingerprint(NpgsqlDataSource source, Tenants tenants, People people, InstallationKeys keys)
{
    /// <summary>Checks the key before anything else is read or written. The first process that uses a database stores its fingerprint.</summary>
    /// <exception cref="WrongMasterKeyException">It is another key.</exception>
    /// <exception cref="MigrationRefusedException">The database lacks the table of the fingerprint.</exception>
    public async Task EnsureAsync(CancellationToken cancel)
    {
        try
        {
            var kept = await KeptAsync(cancel) ?? await KeepAsync(cancel);
            if (!IsOurs(kept)) throw Wrong($"fingerprint {Hex(kept)}");
        }
        catch (PostgresException missing) when (missing.SqlState == PostgresErrorCodes.UndefinedTable)
        {
            throw MigrationRefusedException.Lacking();
        }
    }

    /// <summary>Whether the database has no fingerprint, or that of this key.</summary>
    public async Task<bool> AgreesAsync(CancellationToken cancel) => await KeptAsync(cancel) is not { } kept || IsOurs(kept);

    private async Task<byte[]?> KeptAsync(CancellationToken cancel)
    {
        await using var command = source.CreateCommand("select fingerprint from installation_key");
        return (byte[]?)await command.ExecuteScalarAsync(cancel);
    }

    /// <summary>Stores the fingerprint, and returns the stored one, which may be that of a faster process.</summary>
    private async Task<byte[]> KeepAsync(CancellationToken cancel)
    {
        // A database older than fingerprints: a key that opens a person's key is the right one.
        foreach (var tenant in await tenants.ListAsync(cancel))
            if (await people.OpensAsync(tenant, cancel) == false) throw Wrong("a person's key that it does not open");
        await using var command = source.CreateCommand("insert into installation_key (fingerprint) values ($1) on conflict do nothing");
        command.Parameters.Add(new() { Value = keys.Fingerprint() });
        await command.ExecuteNonQueryAsync(cancel);
        return (await KeptAsync(cancel))!;
    }

    private bool IsOurs(byte[] kept) => kept.AsSpan().SequenceEqual(keys.Fingerprint());

    private WrongMasterKeyException Wrong(string found) => new(
        $"The master key does not belong to this database: it has the fingerprint {Hex(keys.Fingerprint())}, the database has {found}. "
        + "Give the key that the database was first used with: Keys__Master, Keys__MasterFile, or --data with the folder of its master.key.");

    private static string Hex(byte[] bytes) => Convert.ToHexStringLower(bytes);
}
