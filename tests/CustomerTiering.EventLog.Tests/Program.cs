using CustomerTiering.EventLog.Tests.Crashes;

namespace CustomerTiering.EventLog.Tests;

/// <summary>What runs beside the tests: the application that crash tests kill, and their long form for the command line.</summary>
internal static class Program
{
    private static Task<int> Main(string[] arguments) => arguments switch
    {
        ["crash-writers", .. var rest] => WriterProgram.RunAsync(rest),
        ["crash-loop", var cycles] => LoopAsync(int.Parse(cycles)),
        _ => HelpAsync(),
    };

    private static async Task<int> LoopAsync(int cycles)
    {
        var seed = Environment.TickCount;
        Console.WriteLine($"seed {seed}");
        var report = await new CrashLoop(seed, Console.Out).RunAsync(cycles);
        var restarts = report.Restarts.Order().ToList();
        Console.WriteLine($"{string.Join(", ", report.Kills.Select(kill => $"{kill.Value} x {kill.Key}"))} in {report.Took.TotalSeconds:N0} s");
        Console.WriteLine(
            $"{report.Acknowledged:N0} commands acknowledged, {report.Events:N0} events; writing again after {restarts[restarts.Count / 2]:N2} s "
                + $"(median), {restarts[^1]:N2} s (longest)");
        foreach (var found in report.Found) Console.WriteLine(found);
        Console.WriteLine(report.Found.Count == 0 ? "Nothing lost, nothing doubled, read models exact." : $"{report.Found.Count} violations.");
        return report.Found.Count == 0 ? 0 : 1;
    }

    private static Task<int> HelpAsync()
    {
        Console.Error.WriteLine("crash-loop CYCLES   kills the application, a backend or the server under load, and checks, so many times");
        return Task.FromResult(2);
    }
}
