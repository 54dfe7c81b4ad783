using Npgsql;

namespace CustomerTiering.EventLog;

/// <summary>
/// The connections from which logs and read models are read. Every setting of a reader ends with its transaction, so a connection that goes back to
/// the pool is not reset, which would cost more statements than most reads have; statements used often are prepared by themselves. They are planned
/// for the values of each time: a plan made once for all, while a read model was empty, would walk through all of it when it is large. None is compiled
/// to machine code: in a large log the planner's costs call for it, and it takes many times as long as the reading.
/// They are few, unless the connection string says how many: the pool uses all that it ever opened in turn, and each has caches of its own to keep warm; who
/// finds none free waits for microseconds. So nobody holds one while needing another, but for a rebuild in the moment when its generation takes the live one's place.
/// </summary>
public static class LogSource
{
    private static readonly int MostConnections = Math.Clamp(4 * Environment.ProcessorCount, 16, 64);

    /// <summary>A pool of connections; to be disposed by the caller.</summary>
    /// <param name="connectionString">As the runtime role: with <c>Options=-c role=tiering_runtime</c>.</param>
    public static NpgsqlDataSource Create(string connectionString)
    {
        var builder = new NpgsqlDataSourceBuilder(connectionString);
        builder.ConnectionStringBuilder.NoResetOnClose = true;
        if (builder.ConnectionStringBuilder.MaxPoolSize == new NpgsqlConnectionStringBuilder().MaxPoolSize) builder.ConnectionStringBuilder.MaxPoolSize = MostConnections;
        builder.ConnectionStringBuilder.MaxAutoPrepare = 100;
        builder.ConnectionStringBuilder.Options += " -c plan_cache_mode=force_custom_plan -c jit=off";
        return builder.Build();
    }
}
