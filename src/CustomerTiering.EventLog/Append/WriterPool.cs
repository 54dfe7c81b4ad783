using System.Collections.Concurrent;
using Npgsql;

namespace CustomerTiering.EventLog.Append;

/// <summary>The appending connections, kept open with their statements prepared.</summary>
internal sealed class WriterPool(NpgsqlDataSource source, int size) : IAsyncDisposable
{
    private readonly SemaphoreSlim _free = new(size);
    private readonly ConcurrentBag<WriterConnection> _idle = [];

    /// <summary>Runs <paramref name="work"/> on a connection that no other caller uses; the connection is closed if it throws.</summary>
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

    /// <summary>Closes the idle connections: if one was lost, the others probably are too.</summary>
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
