namespace CustomerTiering.Api.Tests.Commands;

/// <summary>Of the customer whale nothing can be decided: two purchases of the greatest amount are more than can be counted.</summary>
public sealed class FailedRunTests(GovernedCompany company) : IClassFixture<GovernedCompany>
{
    private const string Whale = """
        { "kind": "purchase", "customer": "whale", "id": "w1", "at": "2025-03-10T10:00:00Z", "currency": "EUR", "amount": "1000000000000000" }
        { "kind": "purchase", "customer": "whale", "id": "w2", "at": "2025-03-10T11:00:00Z", "currency": "EUR", "amount": "1000000000000000" }
        """;

    [Fact]
    public async Task A_run_in_which_a_customer_failed_ends_with_6_and_names_the_customer()
    {
        await company.RecordAsync(Whale);

        var assessed = await company.RunAsync("assess", "--as-of", "2025-07-31", "--json");

        Assert.Equal(6, assessed.Code);
        Assert.Contains("1 customer could not be assessed: whale.", assessed.ErrorLines);
        var failure = System.Text.Json.JsonDocument.Parse(assessed.Output).RootElement.GetProperty("failures").EnumerateArray().Single();
        Assert.Equal(("whale", "membership"), (failure.GetProperty("externalId").GetString(), failure.GetProperty("ladder").GetString()));
    }

    [Fact]
    public async Task An_import_whose_facts_call_for_an_evaluation_that_fails_ends_with_6_and_without_one_with_0()
    {
        string[] import =
            ["import", "facts", company.FileWith(
                "more.ndjson", Whale.Replace("whale", "kraken", StringComparison.Ordinal).Replace("\"w", "\"k", StringComparison.Ordinal))];

        var assessed = await company.RunAsync([.. import, "--source", "sea", "--assess"]);
        var again = await company.RunAsync([.. import, "--source", "sea"]);

        Assert.Equal((6, 0), (assessed.Code, again.Code));
        Assert.Contains("1 customer could not be assessed: kraken.", assessed.ErrorLines);
    }

    [Theory]
    [InlineData("as-of-in-the-future: 2999-01-01 is in the future: in ", "assess", "--as-of", "2999-01-01")]
    [InlineData("as-of-in-the-future: 2999-01-01 is in the future: in ", "assess", "--from", "2025-01-01", "--to", "2999-01-01")]
    [InlineData("no-policy-in-force: No policy is in force on 2024-12-31; in force: membership from 2025-01-01.", "assess", "--as-of", "2024-12-31")]
    [InlineData("no-policy-in-force: No policy is in force on any day from 2024-01-01 to 2024-12-31; in force: ", "assess", "--from", "2024-01-01",
        "--to", "2024-12-31")]
    public async Task An_assessment_that_could_decide_nothing_right_ends_with_1_and_decides_nothing(string said, params string[] arguments)
    {
        var head = await company.HeadAsync();

        var run = await company.RunAsync(arguments);

        Assert.Equal((1, "", head), (run.Code, run.Output, await company.HeadAsync()));
        Assert.StartsWith(said, run.ErrorLines.Single(), StringComparison.Ordinal);
    }
}
