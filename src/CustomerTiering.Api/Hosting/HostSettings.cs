using Npgsql;

namespace CustomerTiering.Api.Hosting;

/// <summary>Host settings from the command line or a test; all others come from configuration.</summary>
/// <param name="Environment">Development or Production; only in Development does the host create keys, issue tokens and migrate.</param>
/// <param name="DataFolder">The folder of the keys.</param>
/// <param name="RuntimeConnection">The database, as the runtime role.</param>
/// <param name="OwnerConnection">The database, as the owner of its tables; only for migrations.</param>
public sealed record HostSettings(string Environment, string DataFolder, string RuntimeConnection, string OwnerConnection)
{
    /// <summary>The role of the server; its login is a member of it.</summary>
    public const string RuntimeRole = "tiering_runtime";

    /// <summary>Skips the checks of storage settings; only for throwaway test clusters.</summary>
    public bool AllowUnsafeStorage { get; init; }

    /// <summary>Overrides files and environment.</summary>
    public IReadOnlyDictionary<string, string?> Configuration { get; init; } = new Dictionary<string, string?>();

    public bool IsDevelopment => Environment == Environments.Development;

    /// <summary>The same database, as the runtime role.</summary>
    public static string AsRuntime(string connection)
    {
        var builder = new NpgsqlConnectionStringBuilder(connection);
        if (builder.Options?.Contains("role=", StringComparison.Ordinal) != true) builder.Options = $"{builder.Options} -c role={RuntimeRole}".Trim();
        return builder.ConnectionString;
    }
}
