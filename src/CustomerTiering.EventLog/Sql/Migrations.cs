using System.Security.Cryptography;
using System.Text;
using Npgsql;

namespace CustomerTiering.EventLog.Sql;

/// <summary>Migrates a database to the program's schema. Runs as the owner of the tables, never as the runtime role.</summary>
public static class Migrations
{
    private const long LockKey = 0x7469_6572_696e_67; // "tiering"; serializes the migrations of a database

    /// <summary>
    /// Applies all pending migrations in one transaction: the log's set first, then the others in the order given. Concurrent calls wait for each
    /// other. If cancelled, nothing is applied.
    /// </summary>
    /// <param name="ownerConnectionString">A login that may create tables and, the first time, roles.</param>
    /// <param name="others">The sets of other parts that keep tables beside the log.</param>
    /// <param name="cancellation">The cancellation token.</param>
    /// <returns>The migrations applied now, as <c>set/name</c>.</returns>
    /// <exception cref="MigrationRefusedException">
    /// An applied migration has changed or is missing, or the database is newer than the program; nothing was applied.
    /// </exception>
    public static async Task<IReadOnlyList<string>> ApplyAsync(
        string ownerConnectionString, IReadOnlyList<MigrationSet>? others = null, CancellationToken cancellation = default)
    {
        // Not by TenantTransaction: migrations belong to no tenant.
        await using var connection = new NpgsqlConnection(ownerConnectionString);
        await connection.OpenAsync(cancellation);
        await using var transaction = await connection.BeginTransactionAsync(cancellation);
        await ExecuteAsync(connection, $"select pg_advisory_xact_lock({LockKey})", cancellation);
        await ExecuteAsync(connection, SqlText.Read(typeof(Migrations), "migration-table"), cancellation);
        var applied = new List<string>();
        foreach (var set in (MigrationSet[])[MigrationSet.Log, .. others ?? []])
            applied.AddRange(await ApplyAsync(connection, set, cancellation));
        await ExecuteAsync(connection, "grant select on schema_migration to tiering_runtime", cancellation); // read by the readiness check
        await transaction.CommitAsync(cancellation);
        return applied;
    }

    private static async Task<List<string>> ApplyAsync(NpgsqlConnection connection, MigrationSet set, CancellationToken cancellation)
    {
        var history = await HistoryAsync(connection, set.Name, cancellation);
        for (var i = 0; i < history.Count; i++)
        {
            if (i >= set.Scripts.Count)
                throw new MigrationRefusedException($"The database has the unknown migration {set.Name}/{history[i].Name}.");
            if (history[i].Name != set.Scripts[i].Name || !history[i].Checksum.AsSpan().SequenceEqual(Checksum(set.Scripts[i])))
                throw new MigrationRefusedException(
                    $"The migration {set.Name}/{history[i].Name} has changed since it was applied; add a new one instead.");
        }
        var applied = new List<string>();
        for (var i = history.Count; i < set.Scripts.Count; i++)
        {
            await ExecuteAsync(connection, set.Scripts[i].Text, cancellation);
            await using var insert =
                new NpgsqlCommand("insert into schema_migration (set, number, name, checksum) values ($1, $2, $3, $4)", connection)
                {
                    Parameters = { new() { Value = set.Name }, new() { Value = i + 1 }, new() { Value = set.Scripts[i].Name },
                    new() { Value = Checksum(set.Scripts[i]) } },
                };
            await insert.ExecuteNonQueryAsync(cancellation);
            applied.Add($"{set.Name}/{set.Scripts[i].Name}");
        }
        return applied;
    }

    private static async Task<List<(string Name, byte[] Checksum)>> HistoryAsync(
        NpgsqlConnection connection, string set, CancellationToken cancellation)
    {
        await using var command = new NpgsqlCommand("select name, checksum from schema_migration where set = $1 order by number", connection)
        {
            Parameters = { new() { Value = set } },
        };
        await using var reader = await command.ExecuteReaderAsync(cancellation);
        var history = new List<(string, byte[])>();
        while (await reader.ReadAsync(cancellation)) history.Add((reader.GetString(0), (byte[])reader[1]));
        return history;
    }

    private static byte[] Checksum(MigrationScript script) => SHA256.HashData(Encoding.UTF8.GetBytes(script.Text.ReplaceLineEndings("\n")));

    private static async Task ExecuteAsync(NpgsqlConnection connection, string text, CancellationToken cancellation)
    {
        await using var command = new NpgsqlCommand(text, connection) { CommandTimeout = 0 };
        await command.ExecuteNonQueryAsync(cancellation);
    }
}

/// <summary>The migration history of a database does not match the program's.</summary>
/// <param name="message">The migration, and the remedy.</param>
public sealed class MigrationRefusedException(string message) : Exception(message)
{
    /// <summary>For a database with pending migrations.</summary>
    public static MigrationRefusedException Lacking() => new("The database lacks migrations of this program; apply them with: migrate");
}
