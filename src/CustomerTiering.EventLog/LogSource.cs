using Npgsql;

namespace CustomerTiering.EventLog;

/// <summary>
/// The connections that read logs and read models. All session settings end with the transaction, so pooled connections are not reset, which would
/// cost more statements than most reads have. Frequent statements are prepared automatically. They are planned for the actual values: a generic plan
/// made while a read model was empty would scan all of it once it is large. JIT compilation is off: the planner's cost estimates for a large log
/// trigger it, and it takes many times as long as the query. The pool is small, unless the connection string sets its size: it rotates through all
/// connections it ever opened, and each has caches to keep warm. A caller waits microseconds for a free one. So no caller may hold one while waiting
/// for another, except a rebuild at its switch.
/// </summary>
public static class LogSource
{
    private static readonly int MostConnections = Math.Clamp(4 * Environment.ProcessorCount, 16, 64);

    /// <summary>Creates a pool of connections, which the caller disposes.</summary>
    /// <param name="connectionString">For the runtime role: with <c>Options=-c role=tiering_runtime</c>.</param>
    public static NpgsqlDataSource Create(string connectionString)
    {
        var builder = new NpgsqlDataSourceBuilder(connectionString);
        builder.ConnectionStringBuilder.NoResetOnClose = true;
        if (builder.ConnectionStringBuilder.MaxPoolSize == new NpgsqlConnectionStringBuilder().MaxPoolSize)
            builder.ConnectionStringBuilder.MaxPoolSize = MostConnections;
        builder.ConnectionStringBuilder.MaxAutoPrepare = 100;
        builder.ConnectionStringBuilder.Options += " -c plan_cache_mode=force_custom_plan -c jit=off";
        return builder.Build();
    }
}
