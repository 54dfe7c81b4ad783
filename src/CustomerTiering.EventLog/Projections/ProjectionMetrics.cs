using System.Diagnostics.Metrics;

namespace CustomerTiering.EventLog.Projections;

/// <summary>The meter <c>CustomerTiering.Projections</c>: events folded, stops, and lag.</summary>
internal static class ProjectionMetrics
{
    private static readonly Meter Meter = new("CustomerTiering.Projections");
    private static readonly Counter<long> Events =
        Meter.CreateCounter<long>("tiering.projections.events", "{event}", "Events folded and stored, by projection.");
    private static readonly Counter<long> Stops =
        Meter.CreateCounter<long>("tiering.projections.stops", "{stop}", "Number of times a projection or follower stopped before an event.");
    private static readonly Gauge<long> Behind =
        Meter.CreateGauge<long>("tiering.projections.lag", "{event}", "Events of a tenant's log not folded yet.");

    internal static void Folded(string projection, int events)
    {
        if (events > 0) Events.Add(events, new KeyValuePair<string, object?>("projection", projection));
    }

    internal static void Stopped(string name) => Stops.Add(1, new KeyValuePair<string, object?>("projection", name));

    internal static void Lag(TenantId tenant, string name, long events) =>
        Behind.Record(events, new KeyValuePair<string, object?>("projection", name), new KeyValuePair<string, object?>("tenant", tenant.ToString()));
}
