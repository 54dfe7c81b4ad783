using CustomerTiering.EventLog.Append;
using CustomerTiering.Evidence.Leaves;

namespace CustomerTiering.Benchmarks;

/// <summary>One event a call to streams of length 3, 32 and 128 callers; beside it a hand-written group commit on the same table.</summary>
internal static class AppendBenchmark
{
    private const int Turns = 3;

    internal static async Task<IReadOnlyList<Figure>> RunAsync(AppendDatabase database, BenchmarkOptions options)
    {
        await using var writer = new LogWriter(database.Runtime, TimeProvider.System);
        var figures = new List<Figure>();
        var round = 0L;
        foreach (var callers in new[] { 32, 128 })
        {
            var (limit, ours) = (0.0, 0.0);
            for (var turn = 0; turn < Turns; turn++)
            {
                round++;
                limit += await HandWrittenAsync(database, callers, options.Seconds, round) / Turns;
                await database.RemoveAsideAsync();
                ours += await Load.RunAsync(callers, options.Seconds, async (caller, i) =>
                {
                    var stream = AppendDatabase.Stream((round << 56) | ((long)caller << 40) | (i / 3));
                    if (await writer.AppendAsync(database.Request(stream, (int)(i % 3))) is not AppendOutcome.Appended)
                        throw new InvalidOperationException("Refused.");
                }) / Turns;
            }
            figures.Add(Figure.OfLimit($"append, one event of 500 bytes a call, {callers} callers", 0.7, "hand-written group commit", limit, ours));
        }
        return figures;
    }

    private static async Task<double> HandWrittenAsync(AppendDatabase database, int callers, int seconds, long round)
    {
        await using var limit = new HandWrittenGroupCommit(database);
        var sample = AppendDatabase.Event();
        var leaf = LeafDraft.Create(
            "svc:benchmark", null, null, sample.Data.Span, sample.Effective, sample.Id, 1, AppendDatabase.Stream(1).Value, database.Tenant.ToString(),
            sample.Type)
            .Stamp(sample.Effective);
        var bytes = leaf.Bytes.ToArray();
        return await Load.RunAsync(callers, seconds, (caller, i) => limit.AppendAsync(
            AppendDatabase.Stream((round << 56) | (1L << 55) | ((long)caller << 40) | (i / 3)).Value, (int)(i % 3) + 1, AppendDatabase.RandomId(),
            AppendDatabase.RandomId(), bytes, leaf.Hash));
    }
}
