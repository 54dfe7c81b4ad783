namespace CustomerTiering.Rules.Tests.Paper;

public class ExampleTests
{
    public static TheoryData<string> Names => [.. Example.Names];

    [Fact]
    public void There_are_twenty_two_examples_each_with_a_sentence_of_why()
    {
        Assert.Equal(22, Example.Names.Length);
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
