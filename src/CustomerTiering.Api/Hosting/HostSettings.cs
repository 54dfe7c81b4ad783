using Npgsql;

namespace CustomerTiering.Api.Hosting;

/// <summary>What the command line or a test says about the host; the rest comes from configuration.</summary>
/// <param name="Environment">Development or Production; only in Development are there keys, tokens and migrations of the host's own.</param>
/// <param name="DataFolder">Where keys lie.</param>
/// <param name="RuntimeConnection">The database, as the runtime role.</param>
/// <param name="OwnerConnection">The database, as the owner of its tables: for migrations alone.</param>
public sealed record HostSettings(string Environment, string DataFolder, string RuntimeConnection, string OwnerConnection)
{
    /// <summary>The role that the server runs as; its login is a member of it.</summary>
    public const string RuntimeRole = "tiering_runtime";

    /// <summary>True for a cluster that tests throw away: its storage settings are not looked at.</summary>
    public bool AllowUnsafeStorage { get; init; }

    /// <summary>Configuration that wins over files and environment.</summary>
    public IReadOnlyDictionary<string, string?> Configuration { get; init; } = new Dictionary<string, string?>();

    public bool IsDevelopment => Environment == Environments.Development;

    /// <summary>The same database, as the runtime role from the first statement on.</summary>
    public static string AsRuntime(string connection)
    {
        var builder = new NpgsqlConnectionStringBuilder(connection);
        if (builder.Options?.Contains("role=", StringComparison.Ordinal) != true) builder.Options = $"{builder.Options} -c role={RuntimeRole}".Trim();
        return builder.ConnectionString;
    }
}
