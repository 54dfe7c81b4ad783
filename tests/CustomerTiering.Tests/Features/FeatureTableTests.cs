using System.Text.RegularExpressions;

namespace CustomerTiering.Tests.Features;

/// <summary><c>docs/features.md</c> says which test shows which feature; the tests that it names are there.</summary>
public sealed partial class FeatureTableTests
{
    private static readonly string[] Ids =
    [
        .. Enumerable.Range(1, 20).Select(n => $"F{n}"), "F24", "F25", "U1", .. Enumerable.Range(4, 9).Select(n => $"U{n}"),
        .. Enumerable.Range(1, 9).Select(n => $"T{n}"),
        .. Enumerable.Range(1, 9).Select(n => $"C{n}"),
    ];

    private static (string Id, string[] Tests)[] Rows { get; } =
    [
        .. File.ReadLines(Path.Combine(Repository.Root, "docs", "features.md")).Select(line => Row().Match(line)).Where(match => match.Success)
            .Select(match => (match.Groups[1].Value, Name().Matches(match.Groups[2].Value).Select(name => name.Groups[1].Value).ToArray())),
    ];

    [Fact]
    public void Every_feature_has_a_row_in_order() => Assert.Equal(Ids, Rows.Select(row => row.Id));

    [Fact]
    public void Every_row_names_tests_that_are_there()
    {
        var classes = Directory.GetFiles(Path.Combine(Repository.Root, "tests"), "*.cs", SearchOption.AllDirectories)
            .Select(file => Path.GetFileNameWithoutExtension(file)).ToHashSet();
        Assert.Equal(Ids.Length, Rows.Length);
        Assert.All(Rows, row =>
        {
            Assert.True(row.Tests.Length > 0, $"{row.Id} names no test.");
            Assert.All(row.Tests, test => Assert.True(classes.Contains(test), $"{row.Id} names {test}, and there is no {test}.cs in tests."));
        });
    }

    [GeneratedRegex("^\\| ([FUTC]\\d+) \\|.*\\| ([^|]+) \\|$")]
    private static partial Regex Row();

    [GeneratedRegex("`(\\w+)`")]
    private static partial Regex Name();
}
