using System.Diagnostics;

namespace CustomerTiering.EmbeddedPostgres.Cluster;

/// <summary>Restarts the server on its port if it ends unexpectedly, killed or out of memory.</summary>
internal sealed class ServerWatch : IAsyncDisposable
{
    readonly CancellationTokenSource _stop = new();
    readonly ServerControl _control;
    readonly Action<string> _say;
    readonly Task _watching;

    public ServerWatch(ServerControl control, RunningServer server, Action<string> say)
    {
        _control = control;
        _say = say;
        _watching = WatchAsync(server);
    }

    async Task WatchAsync(RunningServer server)
    {
        try
        {
            while (true)
            {
                await EndAsync(server.Pid, _stop.Token);
                _say("PostgreSQL ended unexpectedly; restarting it");
                server = await _control.EnsureRunningAsync(server.Port, _stop.Token);
                _say("PostgreSQL is running again");
            }
        }
        catch (OperationCanceledException) when (_stop.IsCancellationRequested)
        {
            // Watching was stopped.
        }
        catch (EmbeddedServerException e)
        {
            _say($"PostgreSQL could not be restarted: {e.Message}");
        }
    }

    static async Task EndAsync(int pid, CancellationToken ct)
    {
        try
        {
            using var process = Process.GetProcessById(pid);
            await process.WaitForExitAsync(ct);
        }
        catch (ArgumentException)
        {
            // It has already ended.
        }
    }

    public async ValueTask DisposeAsync()
    {
        await _stop.CancelAsync();
        await _watching;
        _stop.Dispose();
    }
}
