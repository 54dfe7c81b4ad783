using CustomerTiering.Verifier.Tests.Leaves;

namespace CustomerTiering.Verifier.Tests;

public sealed class VerifierCommandTests : IDisposable
{
    private readonly string _file = Path.GetTempFileName();

    public void Dispose() => File.Delete(_file);

    [Fact]
    public void Sound_leaves_end_with_zero()
    {
        File.WriteAllLines(_file, [LeafFile.Line(1), LeafFile.Line(2)]);

        Assert.Equal((0, $"2 leaves: each is canonical, has exactly the required members, and has the stated hash.{Environment.NewLine}", ""),
            Run("leaves", _file));
    }

    [Fact]
    public void Damage_ends_with_one_and_names_the_line()
    {
        File.WriteAllLines(_file, [LeafFile.Line(1), LeafFile.Line(LeafFile.Leaf(2).Bytes.Span, LeafFile.Leaf(1).Hash)]);

        var (code, output, error) = Run("leaves", _file);

        Assert.Equal((1, ""), (code, error));
        Assert.StartsWith($"{_file}:2: leaf-hash: ", output);
    }

    [Fact]
    public void What_is_not_understood_ends_with_two_and_says_so()
    {
        Assert.All<string[]>([[], ["leaves"], ["leaves", ""], ["leaves", "a", "b"], ["leafs", "a"]], arguments =>
        {
            var (code, output, error) = Run(arguments);
            Assert.Equal((2, ""), (code, output));
            Assert.Contains("leaves FILE", error);
        });
    }

    [Fact]
    public void A_file_that_is_not_there_ends_with_two()
    {
        var (code, output, error) = Run("leaves", _file + ".absent");

        Assert.Equal((2, ""), (code, output));
        Assert.Contains(".absent", error);
    }

    [Fact]
    public void Help_ends_with_zero() => Assert.Equal(0, Run("--help").Code);

    private static (int Code, string Output, string Error) Run(params string[] arguments)
    {
        using var output = new StringWriter();
        using var error = new StringWriter();
        var code = VerifierCommand.Run(arguments, output, error);
        return (code, output.ToString(), error.ToString());
    }
}
