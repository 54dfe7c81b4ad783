namespace CustomerTiering.Rules.Tests.Paper;

public class ExampleTests
{
    public static TheoryData<string> Names => [.. Example.Names];

    [Fact]
    public void Each_example_has_a_sentence_of_why_and_the_guide_lists_it()
    {
        Assert.InRange(Example.Names.Length, 31, int.MaxValue);
        var guide = File.ReadAllText(Path.Combine(Example.Folder, "..", "policy-language.md"));
        Assert.All(Example.Names, name => Assert.Contains($"(examples/{name}/README.md)", guide, StringComparison.Ordinal));
        Assert.All(Example.Names, name => Assert.True(new FileInfo(Path.Combine(Example.Folder, name, "README.md")).Length > 40, name));
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void An_example_comes_out_as_the_guide_says(string name)
    {
        var actual = Example.Run(name);
        Assert.Equal(Example.Expected(name), actual);
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void The_order_of_the_lines_is_immaterial(string name) => Assert.Equal(Example.Run(name), Example.Run(name, lines => lines.Reverse()));
}
