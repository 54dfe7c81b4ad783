namespace CustomerTiering.Tests;

/// <summary>
/// Files of the repository that tests hold the code against. With <c>ACCEPT=1</c> in the environment they are written instead: look at the
/// difference.
/// </summary>
internal static class Repository
{
    internal static string Root { get; } = Find(new(AppContext.BaseDirectory));

    /// <summary>The C# files below a folder, without what the build writes.</summary>
    internal static IEnumerable<string> Sources(string folder) => Directory.EnumerateFiles(folder, "*.cs", SearchOption.AllDirectories)
        .Where(file => !Path.GetRelativePath(folder, file).Split(Path.DirectorySeparatorChar).Any(part => part is "bin" or "obj"));

    /// <summary>Fails, and prints what would be right, unless the file has this text.</summary>
    internal static void AssertFile(string path, string expected)
    {
        var file = Path.Combine(Root, path);
        if (Environment.GetEnvironmentVariable("ACCEPT") == "1") File.WriteAllText(file, expected);
        var actual = File.Exists(file) ? File.ReadAllText(file) : "";
        Assert.True(expected == actual, $"{path} is not what the code says. It would have to be:\n{expected}");
    }

    private static string Find(DirectoryInfo folder) =>
        File.Exists(Path.Combine(folder.FullName, "CustomerTiering.sln"))
            ? folder.FullName : Find(folder.Parent ?? throw new InvalidOperationException("There is no CustomerTiering.sln above the tests."));
}
