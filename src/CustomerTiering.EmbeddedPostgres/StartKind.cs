namespace CustomerTiering.EmbeddedPostgres;

/// <summary>How the server was started.</summary>
public enum StartKind
{
    /// <summary>A new cluster was created.</summary>
    Created,

    /// <summary>An existing cluster was started.</summary>
    Started,

    /// <summary>It was still running: the application that started it ended without stopping it.</summary>
    Reused,
}
