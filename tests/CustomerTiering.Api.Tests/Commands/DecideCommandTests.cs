namespace CustomerTiering.Api.Tests.Commands;

public sealed class DecideCommandTests : IDisposable
{
    private static readonly string Examples = FindExamples();

    private readonly string _file = Path.GetTempFileName();

    public static TheoryData<string> Names =>
        [.. Directory.GetDirectories(Examples).Select(folder => Path.GetFileName(folder)!).Order(StringComparer.Ordinal)];

    public void Dispose() => File.Delete(_file);

    [Theory]
    [MemberData(nameof(Names))]
    public async Task An_example_comes_out_byte_for_byte(string name)
    {
        var arguments = (await File.ReadAllTextAsync(In(name, "arguments"))).Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries);

        var run = await DecideAsync(
            In(name, "policy.json"), In(name, "facts.ndjson"),
            [.. arguments.Select(argument => argument.EndsWith(".json", StringComparison.Ordinal) ? In(name, argument) : argument)]);

        Assert.Equal((0, ""), (run.Code, run.Error));
        Assert.Equal(await File.ReadAllTextAsync(In(name, "expected.ndjson")), run.Output);
    }

    [Fact]
    public async Task Everything_that_is_wrong_with_a_policy_is_said_at_once_a_line_each_and_nothing_is_printed()
    {
        var policy = (await File.ReadAllTextAsync(Policy))
            .Replace("\"EUR\"", "\"EURO\"", StringComparison.Ordinal).Replace("Etc/UTC", "Etc/Utopia", StringComparison.Ordinal)
            .Replace("Europe/", "Utopia/", StringComparison.Ordinal).Replace("\"tiers\"", "\"teirs\"", StringComparison.Ordinal);
        await File.WriteAllTextAsync(_file, policy);

        var run = await DecideAsync(_file, Facts, "--as-of", "2026-03-31");

        Assert.Equal((1, ""), (run.Code, run.Output));
        Assert.Contains(run.ErrorLines, line => line.StartsWith("policy: $.teirs: unknown-member: ", StringComparison.Ordinal));
        Assert.Contains(run.ErrorLines, line => line.StartsWith("policy: $.currency: ", StringComparison.Ordinal));
    }

    [Fact]
    public async Task A_rejected_fact_is_named_by_its_line_and_nothing_is_printed()
    {
        await File.WriteAllLinesAsync(_file, ["""{ "kind": "customer", "customer": "ann", "at": "2025-01-01" }""", "",
            """{ "kind": "purchase", "customer": "ann", "id": "1", "at": "2025-02-30", "amount": "-1" }"""]);

        var run = await DecideAsync(Policy, _file, "--as-of", "2026-03-31");

        Assert.Equal((1, ""), (run.Code, run.Output));
        Assert.All(run.ErrorLines, line => Assert.StartsWith("facts, line 3: $.", line));
        Assert.True(run.ErrorLines.Length >= 3, run.Error);
    }

    [Theory]
    [InlineData("Give either --as-of, or --from and --to")]
    [InlineData("Give either --as-of, or --from and --to", "--as-of", "2026-01-01", "--from", "2026-01-01", "--to", "2026-01-02")]
    [InlineData("--from and --to must be given together", "--from", "2026-01-01")]
    [InlineData("--from: must not be after --to", "--from", "2026-01-02", "--to", "2026-01-01")]
    [InlineData("--as-of: '2026-02-29' is not a day such as 2026-03-31", "--as-of", "2026-02-29")]
    [InlineData("--every: '1M' is not a period such as P1M", "--from", "2026-01-01", "--to", "2026-01-01", "--every", "1M")]
    [InlineData("--every requires --from and --to", "--as-of", "2026-01-01", "--every", "P1M")]
    [InlineData("--final requires --every", "--from", "2026-01-01", "--to", "2026-01-01", "--final")]
    [InlineData("--since, --expires and --grace-ends require --held", "--as-of", "2026-01-01", "--expires", "2026-01-01")]
    [InlineData("--held: the policy has no tier 'platinum'", "--as-of", "2026-01-01", "--held", "platinum")]
    public async Task What_is_asked_for_must_make_sense(string said, params string[] arguments)
    {
        var run = await DecideAsync(Policy, Facts, arguments);

        Assert.Equal((1, "", said + Environment.NewLine), (run.Code, run.Output, run.Error));
    }

    [Fact]
    public async Task A_file_that_is_not_there_and_an_option_that_is_unknown_are_said_in_one_line()
    {
        var absent = await DecideAsync(Policy, _file + ".absent", "--as-of", "2026-01-01");
        var unknown = await DecideAsync(Policy, Facts, "--as-off", "2026-01-01");

        Assert.Equal((2, "", 1), (absent.Code, absent.Output, absent.ErrorLines.Length));
        Assert.NotEqual(0, unknown.Code);
        Assert.Empty(unknown.Output);
    }

    private static string Policy => In("01-threshold-exact-and-a-cent-below", "policy.json");

    private static string Facts => In("01-threshold-exact-and-a-cent-below", "facts.ndjson");

    private static Task<CommandRun> DecideAsync(string policy, string facts, params string[] arguments) =>
        CommandRun.OfAsync(["decide", "--policy", policy, "--facts", facts, .. arguments]);

    private static string In(string name, string file) => Path.Combine(Examples, name, file);

    private static string FindExamples()
    {
        var folder = new DirectoryInfo(AppContext.BaseDirectory);
        while (!File.Exists(Path.Combine(folder.FullName, "CustomerTiering.sln"))) folder = folder.Parent!;
        return Path.Combine(folder.FullName, "docs", "examples");
    }
}
