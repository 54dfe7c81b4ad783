using System.Diagnostics;
using System.Globalization;

namespace CustomerTiering.EmbeddedPostgres.Tests;

/// <summary>This assembly's Program.cs, running.</summary>
sealed class OtherProcess : IDisposable
{
    readonly Process _process;

    OtherProcess(Process process, int postmaster) => (_process, PostmasterProcessId) = (process, postmaster);

    /// <summary>Of the server that it uses.</summary>
    public int PostmasterProcessId { get; }

    public static async Task<OtherProcess> StartAsync(params string[] arguments)
    {
        var start = new ProcessStartInfo("dotnet", ["exec", typeof(OtherProcess).Assembly.Location, .. arguments])
        {
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        var process = Process.Start(start)!;
        var errors = process.StandardError.ReadToEndAsync();
        var line = await process.StandardOutput.ReadLineAsync();
        return int.TryParse(line, CultureInfo.InvariantCulture, out var postmaster)
            ? new OtherProcess(process, postmaster)
            : throw new InvalidOperationException($"The other process said '{line}' and {await errors}");
    }

    public async Task EndAsync()
    {
        _process.StandardInput.Close();
        await _process.WaitForExitAsync();
        Assert.Equal(0, _process.ExitCode);
    }

    public async Task KillAsync()
    {
        _process.Kill();
        await _process.WaitForExitAsync();
    }

    public void Dispose()
    {
        if (!_process.HasExited)
            _process.Kill();
        _process.Dispose();
    }
}
