using System.Text;

namespace CustomerTiering.EmbeddedPostgres.Cluster;

/// <summary>What is set beyond PostgreSQL's defaults, written anew before each start.</summary>
internal sealed record ServerSettings(IReadOnlyList<(string Name, string Value)> Values)
{
    public const string FileName = "customertiering.conf";

    public const string Compression = "wal_compression", Lz4 = "lz4";

    const long Megabyte = 1024 * 1024;

    /// <summary>Whether a cluster is made with its files synced to the disk.</summary>
    public bool Durable { get; private init; } = true;

    /// <summary>The same, with what a PostgreSQL takes that was built with lz4: its log and long values are compressed in a fraction of the time that its own compression takes.</summary>
    public ServerSettings WithLz4() => this with { Values = [.. Values.Where(setting => setting.Name != Compression), (Compression, Lz4), ("default_toast_compression", Lz4)] };

    /// <summary>Whether <see cref="WithLz4"/> changes anything.</summary>
    public bool Compresses => Values.Any(setting => setting.Name == Compression);

    /// <summary>For data that is kept. Shared buffers are 1 GB, on a machine of less than 4 GB a quarter of its memory.</summary>
    public static ServerSettings ForKeeps(long memoryBytes) => new(
    [
        .. Common,
        ("shared_buffers", $"{Math.Clamp(memoryBytes / Megabyte / 4, 128, 1024)}MB"),
        ("max_wal_size", "8GB"),
        (Compression, "on"),
        ("checkpoint_timeout", "15min"),
        ("fsync", "on"),
        ("full_page_writes", "on"),
        ("synchronous_commit", "on"),
    ]);

    /// <summary>
    /// For tests that throw their data away: nothing waits for the disk. Internal, and no option or configuration of the product leads here.
    /// </summary>
    public static ServerSettings ThrowAway { get; } = new(
    [
        .. Common,
        ("shared_buffers", "256MB"),
        ("max_connections", "400"),
        ("max_wal_size", "4GB"),
        ("wal_level", "minimal"),
        ("max_wal_senders", "0"),
        ("checkpoint_timeout", "1h"),
        ("fsync", "off"),
        ("full_page_writes", "off"),
        ("synchronous_commit", "off"),
    ])
    {
        Durable = false,
    };

    /// <summary>As <see cref="ForKeeps"/>, of a size that a test may start beside others, and crash.</summary>
    public static ServerSettings ForCrashes { get; } = ForKeeps(512 * Megabyte);

    static (string, string)[] Common =>
    [
        ("listen_addresses", "127.0.0.1"),
        ("unix_socket_directories", ""),
        ("password_encryption", "scram-sha-256"),
        ("timezone", "UTC"),
        ("log_timezone", "UTC"),
    ];

    public override string ToString()
    {
        var text = new StringBuilder("# Written by CustomerTiering before each start: changes are lost. Put your own settings into postgresql.conf, below the include.\n");
        foreach (var (name, value) in Values)
            text.Append(name).Append(" = '").Append(value).Append("'\n");
        return text.ToString();
    }
}
