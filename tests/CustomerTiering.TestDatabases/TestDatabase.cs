using Npgsql;

namespace CustomerTiering.TestDatabases;

/// <summary>A database of a test class's own, copied from a prepared template and dropped afterwards.</summary>
public sealed class TestDatabase : IAsyncDisposable
{
    readonly TestCluster _cluster;

    TestDatabase(TestCluster cluster, string name) => (_cluster, Name) = (cluster, name);

    /// <summary>In the shared cluster.</summary>
    public string Name { get; }

    /// <summary>Logs in as the superuser, who owns what the template's preparation made.</summary>
    public string OwnerConnectionString => _cluster.Connection(Name).ConnectionString;

    /// <summary>
    /// A copy of the template, which the first one to ask prepares, once for all test processes of the machine.
    /// </summary>
    /// <param name="fingerprint">What the template depends on, such as a hash over the migrations: another fingerprint is another template.</param>
    /// <param name="prepare">
    /// Given the owner's connection string of the empty template, makes its schema. Template preparations never run at the same time.
    /// </param>
    public static async Task<TestDatabase> CreateAsync(string fingerprint, Func<string, Task> prepare)
    {
        var cluster = await TestCluster.JoinedAsync();
        var template = await Template.EnsureAsync(cluster, fingerprint, prepare);
        return await CopyAsync(cluster, template);
    }

    /// <summary>A database without any schema.</summary>
    public static async Task<TestDatabase> CreateEmptyAsync() => await CopyAsync(await TestCluster.JoinedAsync(), "template0");

    /// <summary>Logs in as the owner and acts as <paramref name="role"/> from the first statement on, as the product does.</summary>
    public string RuntimeConnectionString(string role)
    {
        var connection = _cluster.Connection(Name);
        connection.Options = $"-c role={role}";
        return connection.ConnectionString;
    }

    static async Task<TestDatabase> CopyAsync(TestCluster cluster, string template)
    {
        var name = $"{TestCluster.DatabasePrefix}{Guid.NewGuid():N}";
        await cluster.ExecuteAsync($"CREATE DATABASE {name} TEMPLATE {template}");
        return new TestDatabase(cluster, name);
    }

    /// <summary>Drops it, and ends connections that are open still.</summary>
    public async ValueTask DisposeAsync()
    {
        await using (var pooled = new NpgsqlConnection(OwnerConnectionString))
            NpgsqlConnection.ClearPool(pooled);
        await _cluster.ExecuteAsync($"DROP DATABASE IF EXISTS {Name} WITH (FORCE)");
    }
}
