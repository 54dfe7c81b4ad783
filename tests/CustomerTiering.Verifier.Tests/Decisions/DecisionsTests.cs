namespace CustomerTiering.Verifier.Tests.Decisions;

public sealed class DecisionsTests : IDisposable
{
    private const string Policy = """
        { "schema": "tier-policy/1", "ladder": "m", "timeZone": "Etc/UTC", "currency": "EUR",
          "metrics": { "spend": { "measure": "purchases.net", "aggregate": "sum" } },
          "tiers": [ { "code": "base" }, { "code": "gold", "qualify": { "metric": "spend", "atLeast": 100 } } ] }
        """;

    private const string Facts = """
        { "kind": "purchase", "customer": "ann", "id": "1", "at": "2025-06-01", "currency": "EUR", "amount": "100" }
        { "kind": "purchase", "customer": "bob", "id": "2", "at": "2025-06-01", "currency": "EUR", "amount": "99.99" }
        """;

    private readonly string _folder = Directory.CreateTempSubdirectory("verifier-decisions-").FullName;

    public DecisionsTests()
    {
        File.WriteAllText(In("policy.json"), Policy);
        File.WriteAllText(In("facts.ndjson"), Facts);
        File.WriteAllText(In("expected.ndjson"), Line("ann", "100", "gold", "met") + Line("bob", "99.99", "base", "not"));
    }

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Fact]
    public void Decisions_that_follow_end_with_zero() =>
        Assert.Equal((0, $"2 lines: each follows from the policy and the facts, byte for byte.{Environment.NewLine}", ""), Run());

    [Fact]
    public void A_flipped_byte_ends_with_one_and_is_found()
    {
        var bytes = File.ReadAllBytes(In("expected.ndjson"));
        Assert.Equal(680, bytes.Length);
        for (var at = 0; at < bytes.Length; at++)
        {
            bytes[at] ^= 1;
            File.WriteAllBytes(In("expected.ndjson"), bytes);
            bytes[at] ^= 1;
            var first = Line("ann", "100", "gold", "met").Length;
            var (line, column) = at < first ? (1, at + 1) : (2, at - first + 1);

            var (code, output, _) = Run();

            Assert.Equal(1, code);
            Assert.StartsWith($"{In("expected.ndjson")}:{line}: differs from byte {column} on: ", output);
        }
    }

    [Fact]
    public void A_line_too_few_and_a_line_too_many_are_differences()
    {
        File.WriteAllText(In("expected.ndjson"), Line("ann", "100", "gold", "met"));
        Assert.StartsWith($"{In("expected.ndjson")}:2: differs from byte 1 on: expected \"\", decided ", Run().Output);

        File.WriteAllText(In("expected.ndjson"), Line("ann", "100", "gold", "met") + Line("bob", "99.99", "base", "not") + "x");
        Assert.EndsWith($":3: differs from byte 1 on: expected \"x\", decided \"\".{Environment.NewLine}", Run().Output);
    }

    [Fact]
    public void Nothing_is_checked_of_a_policy_that_is_refused()
    {
        File.WriteAllText(In("policy.json"), Policy.Replace("EUR", "EURO", StringComparison.Ordinal));
        var (code, output, error) = Run();
        Assert.Equal((2, ""), (code, output));
        Assert.StartsWith("policy: $.currency: ", error);
    }

    [Fact]
    public void Decisions_that_rest_on_stages_are_made_again_with_the_lifecycle()
    {
        File.WriteAllText(
            In("policy.json"), Policy.Replace("""{ "metric": "spend", "atLeast": 100 }""", """{ "stage": ["known"] }""", StringComparison.Ordinal));
        File.WriteAllText(In("lifecycle.json"),
            """{ "schema": "lifecycle/1", "timeZone": "UTC", "currency": "EUR", "stages": [ { "code": "known", "when": { "all": [] } } ] }""");
        var (code, output, error) = Run("--lifecycle", In("lifecycle.json"));
        Assert.Equal((1, ""), (code, error));
        Assert.Contains("differs from byte", output, StringComparison.Ordinal);
        Assert.StartsWith("policy: $.tiers[1].qualify.stage: not-available: ", Run().Error);
    }

    [Theory]
    [InlineData("--policy is missing")]
    [InlineData("--as-of needs a value", "--as-of")]
    [InlineData("Unknown argument: --as", "--as", "2026-01-01")]
    [InlineData("--policy is given twice", "--policy", "a", "--policy", "b")]
    public void Arguments_that_are_not_understood_end_with_two(string said, params string[] arguments)
    {
        using StringWriter output = new(), error = new();
        Assert.Equal(2, VerifierCommand.Run(["decisions", .. arguments], output, error));
        Assert.Equal("", output.ToString());
        Assert.StartsWith(said, error.ToString());
    }

    private static string Line(string customer, string spend, string tier, string verdict) =>
        $$"""{"customer":"{{customer}}","asOf":"2026-01-01","trigger":"joining","metrics":{"spend":"{{spend}}"},"scores":{},"qualified":"{{tier}}","computed":"{{tier}}","held":"{{tier}}","effective":"{{tier}}","outcome":"joined","effectiveFrom":"2026-01-01","validUntil":null,"graceEnds":null,"trace":[{"tier":"gold","rule":"qualify","verdict":"{{verdict}}","criteria":[[0,"{{spend}}","{{verdict}}"]]}]}"""
        + "\n";

    private string In(string file) => Path.Combine(_folder, file);

    private (int Code, string Output, string Error) Run(params string[] more)
    {
        using StringWriter output = new(), error = new();
        var code = VerifierCommand.Run(
            ["decisions", "--policy", In("policy.json"), "--facts", In("facts.ndjson"), "--expected", In("expected.ndjson"), "--as-of", "2026-01-01",
                .. more], output, error);
        return (code, output.ToString(), error.ToString());
    }
}
