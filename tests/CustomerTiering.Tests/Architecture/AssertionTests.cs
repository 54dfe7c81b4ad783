namespace CustomerTiering.Tests.Architecture;

/// <summary>A test counts before it loops: one that asserts only in a loop passes if the loop runs zero times.</summary>
public sealed class AssertionTests
{
    private static string[] Projects { get; } = Directory.GetDirectories(Path.Combine(Repository.Root, "tests"), "*.Tests");

    [Fact]
    public void Every_test_asserts_outside_of_loops_and_branches_that_may_not_run()
    {
        AssertionScan[] scans = [.. Projects.Select(project => new AssertionScan(Repository.Sources(project).Select(File.ReadAllText)))];

        Assert.InRange(scans.Sum(scan => scan.Count), 1_500, int.MaxValue);
        string[] findings = [.. scans.SelectMany(scan => scan.Findings())];
        Assert.True(findings.Length == 0, string.Join('\n', findings));
    }

    [Theory]
    [InlineData("foreach (var one in Found()) Assert.True(one);")]
    [InlineData("foreach (var (one, _) in Found()) Assert.True(one);")]
    [InlineData("int[] none = []; foreach (var one in none) Assert.Equal(1, one);")]
    [InlineData("for (var i = 0; i < Found().Length; i++) Assert.True(Found()[i]);")]
    [InlineData("while (Found().Length > 0) Assert.True(Found()[0]);")]
    [InlineData("Assert.All(Found(), one => Assert.True(one));")]
    [InlineData("Found().ToList().ForEach(one => Assert.True(one));")]
    [InlineData("Parallel.ForEach(Found(), one => Assert.True(one));")]
    [InlineData("_ = Found().Select(one => { Assert.True(one); return one; }).ToList();")]
    [InlineData("foreach (var one in Found()) Holds(one); void Holds(bool one) => Assert.True(one);")]
    [InlineData("foreach (var one in Found()) Straight(one);")]
    [InlineData("Looping();")]
    [InlineData("Straight(true); foreach (var one in Found()) Assert.True(one);")]
    [InlineData("if (Found().Length > 0) Assert.True(Found()[0]);")]
    [InlineData("try { Found(); } catch (FormatException) { Assert.Equal(1, 2); }")]
    public void A_test_that_asserts_only_in_a_loop_or_branch_is_found(string body) =>
        Assert.Equal(["Some.Test asserts only in loops or branches that may not run"], Findings(body));

    [Theory]
    [InlineData("")]
    [InlineData("Found();")]
    [InlineData("Check.QuickThrowOnFailure(Prop.ForAll(Histories, history => { Found(); return true; }));")]
    public void A_test_that_asserts_nothing_is_found(string body) => Assert.Equal(["Some.Test asserts nothing"], Findings(body));

    [Theory]
    [InlineData("Assert.Equal(2, Found().Length); foreach (var one in Found()) Assert.True(one);")]
    [InlineData("foreach (var one in new[] { 1, 2 }) Assert.Equal(one, one);")]
    [InlineData("foreach (var one in Numbers.Reverse()) Assert.Equal(one, one);")]
    [InlineData("for (var i = 0; i < 3; i++) Assert.Equal(i, i);")]
    [InlineData("for (var i = 0; i < Numbers.Length; i++) Assert.Equal(i, Numbers[i]);")]
    [InlineData("Assert.All(Numbers, one => Assert.Equal(one, one));")]
    [InlineData("if (Found().Length > 0) Assert.True(Found()[0]); else Assert.Empty(Found());")]
    [InlineData("if (Found().Length > 0) Assert.Fail();")]
    [InlineData("Straight(true);")]
    [InlineData("Other.Straight(true);")]
    [InlineData("Check.QuickThrowOnFailure(Prop.ForAll(Histories, history => { if (Found()[0]) return false; return true; }));")]
    public void A_test_that_asserts_each_time_it_runs_is_not_found(string body) => Assert.Equal([], Findings(body));

    /// <summary>What is found of a test with this body, beside helper methods that assert and one that loops.</summary>
    private static IEnumerable<string> Findings(string body) => new AssertionScan([
        "class Some { private static readonly int[] Numbers = [0, 1, 2]; [Fact] public void Test() { " + body + " } bool[] Found() => []; "
            + "void Straight(bool one) => Assert.True(one); void Looping() { foreach (var one in Found()) Assert.True(one); } }",
        "class Other { static void Straight(bool one) => Assert.True(one); }",
    ]).Findings();
}
