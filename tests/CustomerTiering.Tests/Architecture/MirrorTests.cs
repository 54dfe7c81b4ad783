namespace CustomerTiering.Tests.Architecture;

/// <summary>The tree of <c>tests</c> mirrors <c>src</c>, so that a missing test shows in a listing.</summary>
public sealed class MirrorTests
{
    /// <summary>Folders of tests that cut across the modules.</summary>
    private static readonly string[] Exceptions =
    [
        "CustomerTiering.Api.Tests/Crashes", // the host and the database are killed
        "CustomerTiering.Api.Tests/Faults", // hostile input and faults of the environment, at every endpoint
        "CustomerTiering.Api.Tests/Tiering/Arrivals", // generated histories whose facts arrive in any order
        "CustomerTiering.EmbeddedPostgres.Tests/TestDatabases", // tests of the project tests/CustomerTiering.TestDatabases
        "CustomerTiering.EventLog.Tests/Crashes", // writers and the database are killed
        "CustomerTiering.Rules.Tests/Features", // what docs/features.md promises
        "CustomerTiering.Tests/Architecture", // conventions of the source
        "CustomerTiering.Tests/Features", // docs/features.md itself
    ];

    /// <summary>Projects that are tested together: the scenarios of a module are in the tests of the host.</summary>
    private static readonly string[] Modules = ["CustomerTiering", "CustomerTiering.Api", "CustomerTiering.Foundation"];

    private static string[] Sources { get; } = Files("src");

    private static string[] Tests { get; } = [.. Files("tests").Where(file => file.Split('/')[0].EndsWith(".Tests", StringComparison.Ordinal))];

    [Fact]
    public void Each_test_is_in_the_folder_of_what_it_tests()
    {
        Assert.InRange(Tests.Length, 300, int.MaxValue);
        Assert.InRange(Sources.Length, 700, int.MaxValue);
        var strays = Strays(Tests, Sources, Exceptions);
        Assert.True(strays.Length == 0, string.Join('\n', strays));
    }

    [Fact]
    public void Each_exception_is_needed() => Assert.Equal(Exceptions, Strays(Tests, Sources, []).Select(stray => stray.Split(": ")[0]));

    [Theory]
    [InlineData("Some.Tests/Gone/FastTests.cs", "Some.Tests/Gone: no such folder in src")]
    [InlineData("Some.Tests/Module/Gone/Given.cs", "Some.Tests/Module/Gone: no such folder in src")]
    [InlineData("Other.Tests/Module/FastTests.cs", "Other.Tests/Module: no such folder in src")]
    [InlineData("Some.Tests/Module/OtherTests.cs", "Some.Tests/Module/OtherTests.cs: Other.cs is in Some/Module/Inner")]
    [InlineData("Some.Tests/OtherTests.cs", "Some.Tests/OtherTests.cs: Other.cs is in Some/Module/Inner")]
    public void A_test_elsewhere_is_found(string test, string stray) =>
        Assert.Equal([stray], Strays([test], ["Some/Module/Fast.cs", "Some/Module/Inner/Other.cs", "Other/Program.cs"], []));

    [Theory]
    [InlineData("Some.Tests/Module/FastTests.cs")]
    [InlineData("Some.Tests/Module/Inner/OtherTests.cs")]
    [InlineData("Some.Tests/Module/SlowScenarioTests.cs")]
    [InlineData("Some.Tests/SomeTests.cs")]
    [InlineData("CustomerTiering.Api.Tests/Module/FastTests.cs")]
    public void A_test_beside_what_it_tests_is_not_found(string test) => Assert.Equal([], Strays(
        [test], ["Some/Module/Fast.cs", "Some/Module/Inner/Other.cs", "CustomerTiering/Module/Fast.cs", "CustomerTiering.Api/Program.cs"], []));

    /// <summary>A line for each folder that the mirrored projects lack, and each test class elsewhere than the type of its name.</summary>
    private static string[] Strays(IEnumerable<string> tests, IReadOnlyList<string> sources, IReadOnlyList<string> exceptions)
    {
        var found = new SortedSet<string>(StringComparer.Ordinal);
        foreach (var test in tests.Where(test => !exceptions.Contains(Folder(test))))
        {
            var own = Project(test)[..^".Tests".Length];
            string[] mirrored = [.. sources.Where(source => Project(source) == own || (Modules.Contains(own) && Modules.Contains(Project(source))))];
            string[] namesakes = [.. mirrored.Where(source => $"{Path.GetFileNameWithoutExtension(source)}Tests.cs" == Path.GetFileName(test))];
            if (!mirrored.Any(source => $"{Inside(source)}/".StartsWith($"{Inside(test)}/", StringComparison.Ordinal)))
                found.Add($"{Folder(test)}: no such folder in src");
            else if (namesakes.Length > 0 && !namesakes.Any(source => Inside(source) == Inside(test)))
                found.Add($"{test}: {Path.GetFileName(namesakes[0])} is in {Folder(namesakes[0])}");
        }
        return [.. found];
    }

    private static string Project(string file) => file[..file.IndexOf('/', StringComparison.Ordinal)];

    /// <summary>The folder of a file inside its project; empty for the project's own.</summary>
    private static string Inside(string file) => Folder(file)[Project(file).Length..];

    private static string Folder(string file) => file[..file.LastIndexOf('/')];

    private static string[] Files(string folder)
    {
        var root = Path.Combine(Repository.Root, folder);
        return [.. Repository.Sources(root).Select(file => Path.GetRelativePath(root, file).Replace('\\', '/'))];
    }
}
