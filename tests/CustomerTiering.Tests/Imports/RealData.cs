using System.Runtime.CompilerServices;

namespace CustomerTiering.Tests.Imports;

/// <summary>Where real data is, if it is: <c>TIERING_DATA</c>, or <c>shared/data</c> beside the checkout.</summary>
internal static class RealData
{
    internal static string Folder { get; } = Environment.GetEnvironmentVariable("TIERING_DATA")
        ?? Path.GetFullPath(Path.Combine(Checkout(), "..", "shared", "data"));

    /// <summary>The maps that stand in the documentation.</summary>
    internal static string Maps { get; } = Path.Combine(Checkout(), "docs", "imports");

    internal static string File(string folder, string name) => Path.Combine(Folder, folder, name);

    private static string Checkout([CallerFilePath] string here = "") =>
        Path.GetFullPath(Path.Combine(Path.GetDirectoryName(here)!, "..", "..", ".."));
}

/// <summary>A test that reads real data, and is skipped where it is absent.</summary>
internal sealed class FactIfDataAttribute : FactAttribute
{
    /// <param name="folder">The folder that is read.</param>
    public FactIfDataAttribute(string folder)
    {
        if (!Directory.Exists(Path.Combine(RealData.Folder, folder)))
            Skip = $"{RealData.Folder}/{folder} is not there; TIERING_DATA may name another folder.";
    }
}
