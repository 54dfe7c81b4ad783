namespace CustomerTiering.EmbeddedPostgres;

/// <summary>The server is unavailable; the message states the remedy.</summary>
public sealed class EmbeddedServerException(string message) : Exception(message);
