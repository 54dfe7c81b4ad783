using System.Text.RegularExpressions;
using CustomerTiering.Packs;

namespace CustomerTiering.Tests.Packs;

/// <summary>What the guide and the README say of packs is what the program carries.</summary>
public sealed partial class CaseStudiesDocTests
{
    private static string Guide { get; } = File.ReadAllText(Path.Combine(Repository.Root, "docs", "case-studies.md"));

    [Fact]
    public void The_guide_walks_through_every_pack_and_no_other() => Assert.Equal(
        PackLibrary.All.Select(pack => $"{pack.Case} · {pack.Name["en"]} {pack.Name["zh"]}: `{pack.Id}`"),
        Heading().Matches(Guide).Select(match => match.Groups[1].Value));

    [Fact]
    public void Each_walk_names_its_ladders_tiers_and_story()
    {
        Assert.Equal(9, PackLibrary.All.Count);
        foreach (var pack in PackLibrary.All)
        {
            var section = Guide[Guide.IndexOf($"## {pack.Case} · ", StringComparison.Ordinal)..];
            section = section[..(section.IndexOf("\n## ", 3, StringComparison.Ordinal) is var end and > 0 ? end : section.Length)];
            Assert.All(pack.Ladders, ladder => Assert.Contains($"`{ladder.Ladder}`", section, StringComparison.Ordinal));
            Assert.All(
                pack.Ladders.SelectMany(ladder => ladder.Policy["tiers"]!.AsArray()),
                tier => Assert.Contains($"{tier!["code"]} {tier["name"]!["zh"]}", section, StringComparison.Ordinal));
            Assert.Contains($"Stories/{pack.Case}.md", section, StringComparison.Ordinal);
        }
    }

    [Fact]
    public void The_README_names_every_pack()
    {
        var readme = File.ReadAllText(Path.Combine(Repository.Root, "README.md"));
        Assert.Contains($"packs: {string.Join(", ", PackLibrary.All.Select(pack => $"`{pack.Id}`"))}", readme, StringComparison.Ordinal);
    }

    [GeneratedRegex("^## (C\\d · .+)$", RegexOptions.Multiline)]
    private static partial Regex Heading();
}
