using CustomerTiering.Api.Tests.Crashes;

namespace CustomerTiering.Api.Tests;

/// <summary>What runs beside the tests: the long form of the crash loop, for the command line.</summary>
internal static class Program
{
    private static Task<int> Main(string[] arguments) => arguments switch
    {
        ["crash-loop", var cycles] => LoopAsync(int.Parse(cycles, null), Environment.TickCount),
        ["crash-loop", var cycles, var seed] => LoopAsync(int.Parse(cycles, null), int.Parse(seed, null)),
        _ => HelpAsync(),
    };

    private static async Task<int> LoopAsync(int cycles, int seed)
    {
        Console.WriteLine($"seed {seed}");
        var report = await new CrashLoop(seed, Console.Out).RunAsync(cycles);
        var (writers, restarts) = (report.Writers, report.Restarts.Order().ToList());
        Console.WriteLine(
            $"{string.Join(", ", report.Kills.Select(kill => $"{kill.Value} x {kill.Key}"))} in {report.Took.TotalSeconds:N0} s; answering again "
                + $"after {restarts[restarts.Count / 2]:N2} s (median), {restarts[^1]:N2} s (longest)");
        Console.WriteLine(
            $"acknowledged: {string.Join(", ", writers.Facts.Values.GroupBy(fact => fact.Command.Kind).OrderBy(kind => kind.Key).Select(kind => $"{kind.Count():N0} x {kind.Key}"))}");
        Console.WriteLine(
            $"  and {string.Join(", ", writers.Merges.GroupBy(one => one.Split(' ')[0]).Select(what => $"{what.Count():N0} {what.Key}"))}, "
                + $"{writers.Assessments.Count:N0} assessments; {writers.Repeated:N0} times sent again");
        Console.WriteLine($"refused: {string.Join(", ", writers.Refused.OrderBy(code => code.Key).Select(code => $"{code.Value:N0} x {code.Key}"))}");
        Console.WriteLine(
            $"{report.Log.Position:N0} events, {report.Log.Decisions:N0} decisions, {report.Log.Superseding:N0} of them naming one that they "
                + $"supersede");
        foreach (var found in report.Found) Console.WriteLine(found);
        Console.WriteLine(report.Found.Count == 0
            ? "Nothing lost, nothing doubled, every tier that of its facts, read models exact." : $"{report.Found.Count} violations.");
        return report.Found.Count == 0 ? 0 : 1;
    }

    private static Task<int> HelpAsync()
    {
        Console.Error.WriteLine("crash-loop CYCLES [SEED]   kills the server, a backend or the database under load, and checks, so many times");
        return Task.FromResult(2);
    }
}
