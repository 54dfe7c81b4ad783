using Npgsql;

namespace CustomerTiering.EventLog.Append;

/// <summary>
/// The appending connections. Their statements look up by key only, and are planned once, so that a plan does not change with table sizes.
/// </summary>
internal static class WriterSource
{
    private const string Settings =
        " -c plan_cache_mode=force_generic_plan -c enable_seqscan=off -c jit=off -c lock_timeout=10s -c idle_in_transaction_session_timeout=60s"
        + " -c temp_buffers=64MB"; // a bulk append's rows stay in memory

    internal static NpgsqlDataSource Create(string connectionString, int size)
    {
        var builder = new NpgsqlDataSourceBuilder(connectionString);
        builder.ConnectionStringBuilder.Options += Settings;
        builder.ConnectionStringBuilder.MaxPoolSize = size;
        builder.ConnectionStringBuilder.ApplicationName = "tiering-writer";
        return builder.Build();
    }
}
