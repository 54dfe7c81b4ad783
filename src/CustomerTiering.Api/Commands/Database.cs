using CustomerTiering.Api.Hosting;
using CustomerTiering.EmbeddedPostgres;

namespace CustomerTiering.Api.Commands;

/// <summary>
/// The database of a command: that of the connection string, if there is one; otherwise an embedded one that stops with the command.
/// </summary>
internal sealed class Database : IAsyncDisposable
{
    private readonly EmbeddedServer? _server;

    private Database(HostSettings settings, EmbeddedServer? server) => (Settings, _server) = (settings, server);

    internal HostSettings Settings { get; }

    /// <summary>A database that is managed elsewhere.</summary>
    internal static Database Given(HostSettings settings) => new(settings, null);

    internal static async Task<Database> OpenAsync(
        string? connection, string? data, string environment, IConfiguration configuration, Action<string> say, CancellationToken cancel)
    {
        connection ??= configuration.GetConnectionString("Main");
        var folder = Path.GetFullPath(data ?? configuration["Data"] ?? EmbeddedServer.DefaultDataFolder);
        if (!string.IsNullOrWhiteSpace(connection))
        {
            var owner = configuration.GetConnectionString("Owner") ?? connection;
            return new(new(environment, folder, HostSettings.AsRuntime(connection), owner), null);
        }
        var development = environment == Environments.Development;
        var server = await EmbeddedServer.StartAsync(new EmbeddedServerOptions { DataFolder = folder, MayDownload = development, Say = say }, cancel);
        return new(new(environment, server.DataFolder, HostSettings.AsRuntime(server.OwnerConnectionString), server.OwnerConnectionString), server);
    }

    public async ValueTask DisposeAsync()
    {
        if (_server is not null) await _server.DisposeAsync();
    }
}
