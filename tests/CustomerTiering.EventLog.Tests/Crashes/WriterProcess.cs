using System.Collections.Concurrent;
using System.Diagnostics;

namespace CustomerTiering.EventLog.Tests.Crashes;

/// <summary>The application as seen by those it serves: what they asked for, and what was acknowledged to them, over all of its lives.</summary>
internal sealed class WriterProcess(string connection, TenantId tenant, bool acknowledgesEarly)
{
    private readonly ConcurrentDictionary<Guid, bool> _begun = new();
    private Process? _process;
    private Task _listening = Task.CompletedTask;

    internal ConcurrentDictionary<Guid, bool> Acknowledged { get; } = new();

    internal void Start()
    {
        var start = new ProcessStartInfo(Environment.ProcessPath is { } host && Path.GetFileNameWithoutExtension(host) == "dotnet" ? host : "dotnet")
        {
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            ArgumentList =
                { typeof(WriterProcess).Assembly.Location, "crash-writers", connection, tenant.ToString(), acknowledgesEarly ? "early" : "late" },
        };
        _process = Process.Start(start) ?? throw new InvalidOperationException("The writers did not start.");
        foreach (var open in _begun.Keys.Where(command => !Acknowledged.ContainsKey(command))) _process.StandardInput.WriteLine(open);
        _process.StandardInput.WriteLine();
        _process.StandardInput.Flush();
        _listening = ListenAsync(_process.StandardOutput);
    }

    /// <summary>kill -9; returns when everything it had said is heard.</summary>
    internal async Task KillAsync()
    {
        _process!.Kill();
        await EndAsync();
    }

    /// <summary>Lets it finish what it is doing.</summary>
    internal async Task StopAsync()
    {
        _process!.StandardInput.Close();
        await EndAsync();
        if (_process.ExitCode != 0) throw new InvalidOperationException($"The writers ended with {_process.ExitCode}.");
    }

    private async Task EndAsync()
    {
        await _process!.WaitForExitAsync();
        await _listening;
    }

    private async Task ListenAsync(StreamReader output)
    {
        while (await output.ReadLineAsync() is { } line)
        {
            // A line without its stop was cut by the kill: it was not said.
            if (line.Length != 39 || line[^1] != '.') continue;
            (line[0] == 'A' ? Acknowledged : _begun)[Guid.Parse(line[2..38])] = true;
        }
    }
}
