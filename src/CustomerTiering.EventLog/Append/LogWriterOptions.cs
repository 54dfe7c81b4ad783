namespace CustomerTiering.EventLog.Append;

/// <summary>Limits of a writer.</summary>
/// <param name="Connections">The number of appending connections, and so of tenants written to in parallel.</param>
/// <param name="BatchEvents">A batch with this many events takes no further caller.</param>
/// <param name="BatchBytes">A batch whose leaves have this many bytes takes no further caller.</param>
/// <param name="Waiting">The capacity of a tenant's queue, in callers; further callers wait to enter it.</param>
public sealed record LogWriterOptions(int Connections = 4, int BatchEvents = 1_000, long BatchBytes = 4_000_000, int Waiting = 10_000);
