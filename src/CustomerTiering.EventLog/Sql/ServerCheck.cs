using Npgsql;

namespace CustomerTiering.EventLog.Sql;

/// <summary>Checks before any append that the server keeps acknowledged commits, and that row-level security binds its role.</summary>
public static class ServerCheck
{
    /// <summary>Checks the server and the effective role of its connections.</summary>
    /// <param name="source">The connections that will be used, with their role.</param>
    /// <param name="allowUnsafeStorage">Skips the checks of storage settings; only for throwaway test clusters.</param>
    /// <param name="cancellation">The cancellation token.</param>
    /// <returns>Each reason not to start, as a sentence with its remedy; empty if there is none.</returns>
    public static async Task<IReadOnlyList<string>> FindAsync(
        NpgsqlDataSource source, bool allowUnsafeStorage = false, CancellationToken cancellation = default)
    {
        await using var command = source.CreateCommand(SqlText.Read(typeof(ServerCheck), "server-check"));
        await using var reader = await command.ExecuteReaderAsync(cancellation);
        await reader.ReadAsync(cancellation);
        var problems = new List<string>();
        if (!allowUnsafeStorage)
        {
            if (!reader.GetBoolean(0)) problems.Add("fsync is off: a crash would lose acknowledged events. Set fsync = on in postgresql.conf.");
            if (!reader.GetBoolean(1))
                problems.Add("full_page_writes is off: a crash could tear pages. Set full_page_writes = on in postgresql.conf.");
            if (!reader.GetBoolean(2))
                problems.Add("synchronous_commit is not on: a crash would lose acknowledged events. Set synchronous_commit = on for this login.");
        }
        var role = reader.GetString(3);
        const string remedy = "Connect with Options=-c role=tiering_runtime, as a login that is a member of that role.";
        if (reader.GetBoolean(4)) problems.Add($"The role {role} is a superuser, to whom row-level security does not apply. {remedy}");
        if (reader.GetBoolean(5)) problems.Add($"The role {role} has BYPASSRLS, so row-level security does not apply. {remedy}");
        if (!reader.IsDBNull(6)) problems.Add($"The role {role} owns {reader.GetString(6)} and could change recorded events. {remedy}");
        if (!reader.IsDBNull(7))
            problems.Add($"The role {role} is a member of {reader.GetString(7)}, to whom row-level security does not apply. Revoke that membership.");
        return problems;
    }

    /// <summary>As <see cref="FindAsync"/>, but throws.</summary>
    /// <exception cref="ServerRefusedException">There is a reason not to start.</exception>
    public static async Task EnsureAsync(NpgsqlDataSource source, bool allowUnsafeStorage = false, CancellationToken cancellation = default)
    {
        var problems = await FindAsync(source, allowUnsafeStorage, cancellation);
        if (problems.Count > 0) throw new ServerRefusedException(problems);
    }
}

/// <summary>The server is not fit to keep a log.</summary>
/// <param name="problems">Each reason, as a sentence with its remedy.</param>
public sealed class ServerRefusedException(IReadOnlyList<string> problems) : Exception(string.Join(' ', problems))
{
    /// <summary>Each reason, as a sentence with its remedy.</summary>
    public IReadOnlyList<string> Problems { get; } = problems;
}
