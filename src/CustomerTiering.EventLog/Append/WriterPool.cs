using System.Collections.Concurrent;
using Npgsql;

namespace CustomerTiering.EventLog.Append;

/// <summary>The few connections that append, kept open with their statements prepared.</summary>
internal sealed class WriterPool(NpgsqlDataSource source, int size) : IAsyncDisposable
{
    private readonly SemaphoreSlim _free = new(size);
    private readonly ConcurrentBag<WriterConnection> _idle = [];

    /// <summary>Runs <paramref name="work"/> on a connection of its own; one on which it threw is closed.</summary>
    internal async Task<T> UseAsync<T>(Func<WriterConnection, Task<T>> work)
    {
        await _free.WaitAsync();
        try
        {
            var connection = _idle.TryTake(out var idle) ? idle : await WriterConnection.OpenAsync(source);
            try
            {
                var result = await work(connection);
                _idle.Add(connection);
                return result;
            }
            catch
            {
                await connection.DisposeAsync();
                throw;
            }
        }
        finally
        {
            _free.Release();
        }
    }

    /// <summary>Closes the idle connections: after one was lost the others are likely lost too.</summary>
    internal async Task ClearAsync()
    {
        while (_idle.TryTake(out var connection)) await connection.DisposeAsync();
    }

    public async ValueTask DisposeAsync()
    {
        await ClearAsync();
        _free.Dispose();
    }
}
