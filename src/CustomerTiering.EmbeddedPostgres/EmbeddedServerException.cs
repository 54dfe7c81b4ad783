namespace CustomerTiering.EmbeddedPostgres;

/// <summary>The server can't be had, with a message that tells a person what to do.</summary>
public sealed class EmbeddedServerException(string message) : Exception(message);
