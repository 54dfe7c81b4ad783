using System.Diagnostics.Metrics;

namespace CustomerTiering.EventLog.Work;

/// <summary>The meter <c>CustomerTiering.Work</c>.</summary>
internal static class WorkMetrics
{
    private static readonly Meter Meter = new("CustomerTiering.Work");
    private static readonly Counter<long> Timers = Meter.CreateCounter<long>("tiering.timers.done", "{timer}", "Timers completed.");
    private static readonly Counter<long> TimerFailures =
        Meter.CreateCounter<long>("tiering.timers.failed", "{attempt}", "Attempts at a timer that failed.");
    private static readonly Counter<long> Chunks =
        Meter.CreateCounter<long>("tiering.runs.chunks", "{chunk}", "Chunks of runs that ended, by outcome.");

    internal static void TimersDone(string kind, int count) => Timers.Add(count, new KeyValuePair<string, object?>("kind", kind));

    internal static void TimerFailed(string kind) => TimerFailures.Add(1, new KeyValuePair<string, object?>("kind", kind));

    internal static void ChunkEnded(string kind, string outcome) =>
        Chunks.Add(1, new KeyValuePair<string, object?>("kind", kind), new KeyValuePair<string, object?>("outcome", outcome));
}
