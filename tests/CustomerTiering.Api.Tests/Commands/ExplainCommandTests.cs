namespace CustomerTiering.Api.Tests.Commands;

public sealed class ExplainCommandTests(GovernedCompany company) : IClassFixture<GovernedCompany>
{
    [Fact]
    public async Task A_customer_is_explained_by_either_id_in_both_languages()
    {
        await company.RunAsync("assess", "--from", "2025-01-31", "--to", "2025-06-30", "--every", "P1M", "--json");

        var told = await company.RunAsync("explain", "bob", "--as-of", "2025-06-30");
        Assert.True(told.Code == 0, told.Error);
        Assert.Contains("Tier: base.", told.Output);
        Assert.Contains("To reach gold: spend 0.01 EUR more by 9 March 2026.", told.Output);
        Assert.Contains("the spend ", told.Output);

        var json = (await company.RunAsync(
            "explain", "bob", "--as-of", "2025-06-30", "--ladder", "membership", "--language", "zh", "--for", "customer", "--json")).Json[0];
        Assert.Equal("您在2026年3月9日前（含当日）再消费0.01 EUR，即可升至gold。", json.GetProperty("words")[2].GetString());
        var again = (await company.RunAsync("explain", json.GetProperty("customer").GetString()!, "--as-of", "2025-06-30", "--json")).Json[0];
        Assert.Equal(json.GetProperty("next").GetProperty("paths")[0].GetProperty("moves").GetRawText(),
            again.GetProperty("next").GetProperty("paths")[0].GetProperty("moves").GetRawText());
    }

    [Theory]
    [InlineData("Unknown customer nobody.", "explain", "nobody")]
    [InlineData("Unknown ladder credit. Known ladders: membership.", "explain", "bob", "--ladder", "credit")]
    [InlineData("--language must be en or zh, got 'de'.", "explain", "bob", "--language", "de")]
    [InlineData("--as-of: 'soon' is not a day such as 2026-03-31.", "explain", "bob", "--as-of", "soon")]
    public async Task A_mistake_ends_with_one_line(string said, params string[] arguments)
    {
        var run = await company.RunAsync(arguments);

        Assert.Equal((1, "", said + Environment.NewLine), (run.Code, run.Output, run.Error));
    }
}
