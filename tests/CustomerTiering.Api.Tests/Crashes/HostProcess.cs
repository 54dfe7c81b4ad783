using System.Collections.Concurrent;
using System.Diagnostics;
using System.Net;
using System.Net.Sockets;

namespace CustomerTiering.Api.Tests.Crashes;

/// <summary>The server as a user starts it, in a process that is killed and started again at the same address.</summary>
internal sealed class HostProcess(string connection, string folder) : IDisposable
{
    private readonly ConcurrentQueue<string> _said = new();
    private Process? _process;

    internal Uri Address { get; } = new($"http://127.0.0.1:{FreePort()}");

    /// <summary>Whether it has ended by itself: it is to outlive its database.</summary>
    internal bool HasEnded => _process!.HasExited;

    /// <summary>What it said last on standard error.</summary>
    internal string LastWords => string.Join(" | ", _said.TakeLast(5));

    internal async Task StartAsync()
    {
        _process?.Dispose();
        _process = Process.Start(StartInfo())!;
        _process.ErrorDataReceived += (_, line) => _said.Enqueue(line.Data ?? "");
        _process.OutputDataReceived += (_, _) => { };
        _process.BeginErrorReadLine();
        _process.BeginOutputReadLine();
        using var client = new HttpClient { BaseAddress = Address };
        using var patience = new CancellationTokenSource(TimeSpan.FromMinutes(2));
        while (!await IsReadyAsync(client, patience.Token))
        {
            if (_process.HasExited) throw new InvalidOperationException($"The server ended with {_process.ExitCode}: {LastWords}");
            await Task.Delay(20, patience.Token);
        }
    }

    /// <summary>kill -9.</summary>
    internal async Task KillAsync()
    {
        _process!.Kill();
        await _process.WaitForExitAsync();
    }

    public void Dispose()
    {
        if (_process is { HasExited: false }) _process.Kill();
        _process?.Dispose();
    }

    private ProcessStartInfo StartInfo()
    {
        var start = new ProcessStartInfo("dotnet")
        {
            RedirectStandardError = true,
            RedirectStandardOutput = true,
            ArgumentList = { Path.Combine(AppContext.BaseDirectory, "CustomerTiering.Api.dll"), "serve", "--urls", Address.ToString(), "--connection",
                connection, "--data", folder },
        };
        start.Environment["ASPNETCORE_ENVIRONMENT"] = "Development";
        return start;
    }

    private static async Task<bool> IsReadyAsync(HttpClient client, CancellationToken cancel)
    {
        try
        {
            using var answer = await client.GetAsync("/health/ready", cancel);
            return answer.StatusCode == HttpStatusCode.OK;
        }
        catch (HttpRequestException)
        {
            return false; // it does not listen yet
        }
    }

    private static int FreePort()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        return ((IPEndPoint)listener.LocalEndpoint).Port;
    }
}
