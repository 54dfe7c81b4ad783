using System.Text;

namespace CustomerTiering.EmbeddedPostgres.Cluster;

/// <summary>Settings that differ from PostgreSQL's defaults, rewritten before each start.</summary>
internal sealed record ServerSettings(IReadOnlyList<(string Name, string Value)> Values)
{
    public const string FileName = "customertiering.conf";

    public const string Compression = "wal_compression", Lz4 = "lz4";

    const long Megabyte = 1024 * 1024;

    /// <summary>Whether initdb syncs the cluster's files to disk.</summary>
    public bool Durable { get; private init; } = true;

    /// <summary>The same with lz4 for WAL and TOAST compression, much faster than the default; PostgreSQL must be built with lz4.</summary>
    public ServerSettings WithLz4() =>
        this with { Values = [.. Values.Where(setting => setting.Name != Compression), (Compression, Lz4), ("default_toast_compression", Lz4)] };

    /// <summary>Whether <see cref="WithLz4"/> changes anything.</summary>
    public bool Compresses => Values.Any(setting => setting.Name == Compression);

    /// <summary>For persistent data. Shared buffers are 1 GB, or a quarter of the memory on machines with less than 4 GB.</summary>
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

    /// <summary>For throwaway test data: nothing waits for the disk. Internal: no product option or configuration leads here.</summary>
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

    /// <summary>As <see cref="ForKeeps"/>, with less memory, for tests that run beside others and crash the server.</summary>
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
        var text = new StringBuilder(
            "# Written by CustomerTiering before each start: changes are lost. Put your own settings into postgresql.conf, below the include.\n");
        foreach (var (name, value) in Values)
            text.Append(name).Append(" = '").Append(value).Append("'\n");
        return text.ToString();
    }
}
