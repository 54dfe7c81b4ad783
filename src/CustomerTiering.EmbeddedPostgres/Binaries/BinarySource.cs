namespace CustomerTiering.EmbeddedPostgres.Binaries;

/// <summary>How PostgreSQL's programs were found.</summary>
public enum BinarySource
{
    /// <summary>The variable CUSTOMERTIERING_POSTGRES names their folder.</summary>
    Variable,

    /// <summary>A folder of PATH has them.</summary>
    Path,

    /// <summary>They lie where this operating system's packages put them.</summary>
    UsualFolder,

    /// <summary>The npm client fetched them (in Development only).</summary>
    Npm,
}
