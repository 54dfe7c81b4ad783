namespace CustomerTiering.Benchmarks;

/// <summary>Closed loops: so many callers, each asking again as soon as it is answered, for some seconds.</summary>
internal static class Load
{
    /// <summary>
    /// Answers a second, after as long again to warm up: until then methods are still being compiled, on the cores that are measured.
    /// </summary>
    internal static async Task<double> RunAsync(int callers, int seconds, Func<int, long, Task> call)
    {
        using var stop = new CancellationTokenSource();
        var counts = new long[callers * 16]; // apart from each other in memory
        var loops = Enumerable.Range(0, callers).Select(caller => Task.Run(async () =>
        {
            for (var i = 0L; !stop.IsCancellationRequested; i++)
            {
                await call(caller, i);
                counts[caller * 16]++;
            }
        })).ToArray();
        await Task.Delay(seconds * 1_000);
        var (before, started) = (counts.Sum(), TimeProvider.System.GetTimestamp());
        await Task.Delay(seconds * 1_000);
        var (after, elapsed) = (counts.Sum(), TimeProvider.System.GetElapsedTime(started));
        await stop.CancelAsync();
        await Task.WhenAll(loops);
        return (after - before) / elapsed.TotalSeconds;
    }
}
