namespace CustomerTiering.Verifier;

/// <summary>What the program ends with; scripts rely on it.</summary>
internal static class ExitCode
{
    /// <summary>Everything that was checked is as it is said to be.</summary>
    internal const int Ok = 0;

    /// <summary>Something is not; where is on standard output.</summary>
    internal const int Different = 1;

    /// <summary>Nothing was checked: the command is not understood, or a file can't be read.</summary>
    internal const int Usage = 2;
}
