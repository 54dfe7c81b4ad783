namespace CustomerTiering.EventLog.Append;

/// <summary>How much a writer does at once.</summary>
/// <param name="Connections">How many connections append: so many tenants are written to side by side.</param>
/// <param name="BatchEvents">A batch takes no further caller once it has so many events.</param>
/// <param name="BatchBytes">A batch takes no further caller once its leaves have so many bytes.</param>
/// <param name="Waiting">How many callers of a tenant wait in the writer; further ones wait to be let in.</param>
public sealed record LogWriterOptions(int Connections = 4, int BatchEvents = 1_000, long BatchBytes = 4_000_000, int Waiting = 10_000);
