using System.Diagnostics;

namespace CustomerTiering.Benchmarks;

/// <summary>
/// From the start of the process until it says that it is ready, its embedded database started too; the data are there from before.
/// </summary>
internal static class StartBenchmark
{
    internal static async Task<IReadOnlyList<Figure>> RunAsync(BenchmarkOptions options)
    {
        var folder = Path.Combine(Path.GetTempPath(), $"customertiering-start-{Guid.NewGuid():N}");
        await using (await ServerProcess.StartAsync("--data", folder)) { }
        var times = new List<double>();
        for (var i = 0; i < 5; i++)
        {
            var started = Stopwatch.GetTimestamp();
            await using var server = await ServerProcess.StartAsync("--data", folder);
            times.Add(Stopwatch.GetElapsedTime(started).TotalSeconds);
        }
        Directory.Delete(folder, recursive: true);
        times.Sort();
        return [Figure.AtMost("start of the server, warm, database of its own included (median of 5)", 3, times[2])];
    }
}
