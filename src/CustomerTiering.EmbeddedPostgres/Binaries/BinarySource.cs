namespace CustomerTiering.EmbeddedPostgres.Binaries;

/// <summary>How PostgreSQL's programs were found.</summary>
public enum BinarySource
{
    /// <summary>In the folder named by the variable CUSTOMERTIERING_POSTGRES.</summary>
    Variable,

    /// <summary>In a folder of PATH.</summary>
    Path,

    /// <summary>In the folder used by the operating system's packages.</summary>
    UsualFolder,

    /// <summary>Downloaded with the npm client (in Development only).</summary>
    Npm,
}
