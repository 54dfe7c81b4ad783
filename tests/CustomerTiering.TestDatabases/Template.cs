using System.Security.Cryptography;
using System.Text;
using Npgsql;

namespace CustomerTiering.TestDatabases;

/// <summary>A prepared database that others are copied from; marked as a template when it is whole, so that a half-made one is made again.</summary>
static class Template
{
    /// <summary>One preparation at a time in the whole cluster: roles are the cluster's, and two that make one collide.</summary>
    const long PreparationLock = 0x7469_6572_696e_67;

    public static async Task<string> EnsureAsync(TestCluster cluster, string fingerprint, Func<string, Task> prepare)
    {
        var name = "template_" + Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(fingerprint)))[..24];
        await using var connection = await cluster.OpenAsync();
        if (await IsWholeAsync(connection, name))
            return name;

        // Ends with the session: a killed preparer holds nobody up.
        await ExecuteAsync(connection, $"SELECT pg_advisory_lock({PreparationLock})");
        if (!await IsWholeAsync(connection, name))
            await PrepareAsync(cluster, connection, name, prepare);
        return name;
    }

    static async Task PrepareAsync(TestCluster cluster, NpgsqlConnection connection, string name, Func<string, Task> prepare)
    {
        await ExecuteAsync(connection, $"DROP DATABASE IF EXISTS {name} WITH (FORCE)");
        await ExecuteAsync(connection, $"CREATE DATABASE {name} TEMPLATE template0");
        var owner = cluster.Connection(name);
        owner.Pooling = false; // A connection left in a pool would forbid the copies.
        await prepare(owner.ConnectionString);
        await ExecuteAsync(connection, $"ALTER DATABASE {name} WITH IS_TEMPLATE true ALLOW_CONNECTIONS false");
    }

    static async Task<bool> IsWholeAsync(NpgsqlConnection connection, string name)
    {
        await using var command = new NpgsqlCommand($"SELECT 1 FROM pg_database WHERE datname = '{name}' AND datistemplate", connection);
        return await command.ExecuteScalarAsync() is not null;
    }

    static async Task ExecuteAsync(NpgsqlConnection connection, string sql)
    {
        await using var command = new NpgsqlCommand(sql, connection);
        command.CommandTimeout = 120;
        await command.ExecuteNonQueryAsync();
    }
}
