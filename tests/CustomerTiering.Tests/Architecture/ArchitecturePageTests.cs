using System.Text.RegularExpressions;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace CustomerTiering.Tests.Architecture;

/// <summary>What docs/architecture.md lists file by file is there, is short, and leads one way.</summary>
public sealed partial class ArchitecturePageTests
{
    /// <summary>Files that translate between events and values in both directions: a read model below uses them again.</summary>
    private static readonly string[] BothWays = ["EventSerializer", "DecisionBodies"];

    [Theory]
    [InlineData("The life of a purchase", 19)]
    [InlineData("The life of a decision", 17)]
    public void A_life_is_told_in_at_most_twenty_files_and_takes_no_step_back_up(string heading, int count)
    {
        var files = Files(heading);
        Assert.Equal(count, files.Count);
        Assert.InRange(files.Count, 1, 20);
        Assert.Empty(
            StepsUp(files.Select(file => (Path.GetFileNameWithoutExtension(file), File.ReadAllText(Path.Combine(Repository.Root, "src", file))))));
    }

    [Fact]
    public void A_step_back_up_is_found() => Assert.Equal(
        ["Second names First"], StepsUp(
            [("First", "class First { Second next; }"), ("Second", "class Second { object of = First.All; }"), ("Third", "class Third;")]));

    /// <summary>The files of the table below a heading, in their order.</summary>
    private static List<string> Files(string heading)
    {
        var page = File.ReadAllText(Path.Combine(Repository.Root, "docs", "architecture.md"));
        var start = page.IndexOf($"\n## {heading}\n", StringComparison.Ordinal);
        var section = page[start..page.IndexOf("\n## ", start + 4, StringComparison.Ordinal)];
        return [.. Row().Matches(section).Select(row => row.Groups[1].Value)];
    }

    private static IEnumerable<string> StepsUp(IEnumerable<(string Type, string Text)> files)
    {
        var above = new List<string>();
        foreach (var (type, text) in files)
        {
            var names = CSharpSyntaxTree.ParseText(text)
                .GetRoot().DescendantNodes().OfType<SimpleNameSyntax>().Select(name => name.Identifier.Text).ToHashSet();
            foreach (var earlier in above.Where(earlier => names.Contains(earlier) && !BothWays.Contains(earlier)))
                yield return $"{type} names {earlier}";
            above.Add(type);
        }
    }

    [GeneratedRegex(@"^\| \d+ \| `([^`]+\.cs)` \|", RegexOptions.Multiline)]
    private static partial Regex Row();
}
