using System.Diagnostics;
using System.Diagnostics.Metrics;

namespace CustomerTiering.EventLog;

/// <summary>The metrics and traces of the log. They contain no personal data.</summary>
public static class LogTelemetry
{
    /// <summary>The name of the meter and of the activity source.</summary>
    public const string Name = "CustomerTiering.EventLog";

    private static readonly Meter Meter = new(Name);

    internal static readonly ActivitySource Source = new(Name);

    internal static readonly Histogram<double> Latency =
        Meter.CreateHistogram<double>("tiering.log.append.duration", "s", "From the forming of a batch to the answer to its callers.");

    internal static readonly Histogram<int> Batches = Meter.CreateHistogram<int>("tiering.log.append.batch", "{caller}", "Callers in a batch.");

    internal static readonly Counter<long> Events = Meter.CreateCounter<long>("tiering.log.append.events", "{event}", "Events appended.");

    internal static readonly Counter<long> Conflicts =
        Meter.CreateCounter<long>("tiering.log.append.conflicts", "{caller}", "Callers rejected because a stream had another version or was closed.");
}
