namespace CustomerTiering.Verifier;

/// <summary>Exit codes, stable for scripts.</summary>
internal static class ExitCode
{
    /// <summary>Everything checked is correct.</summary>
    internal const int Ok = 0;

    /// <summary>A difference was found; its location is on standard output.</summary>
    internal const int Different = 1;

    /// <summary>Nothing was checked: the command is invalid, or a file cannot be read.</summary>
    internal const int Usage = 2;
}
