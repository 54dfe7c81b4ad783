using Npgsql;

namespace CustomerTiering.EmbeddedPostgres.Tests;

static class Eventually
{
    static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);

    /// <summary>What a server answers that is down for now.</summary>
    public static async Task<object?> AnswersAsync(string connectionString, string sql)
    {
        using var deadline = new CancellationTokenSource(Patience);
        while (true)
        {
            try
            {
                return await Sql.ScalarAsync(connectionString, sql);
            }
            catch (NpgsqlException) when (!deadline.IsCancellationRequested)
            {
                await Task.Delay(50);
            }
        }
    }

    public static async Task TrueAsync(Func<bool> condition)
    {
        using var deadline = new CancellationTokenSource(Patience);
        while (!condition())
            await Task.Delay(20, deadline.Token);
    }
}
