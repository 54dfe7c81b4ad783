namespace CustomerTiering.EmbeddedPostgres;

/// <summary>How a server came to run.</summary>
public enum StartKind
{
    /// <summary>There was no data: a new cluster was made.</summary>
    Created,

    /// <summary>There was data, and its server was started.</summary>
    Started,

    /// <summary>It ran still: the application that had started it ended without stopping it.</summary>
    Reused,
}
