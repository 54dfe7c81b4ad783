using System.Text.Json;

namespace CustomerTiering.Api.Tests.Commands;

/// <summary>A company with facts and a policy in force since the beginning of 2025.</summary>
public sealed class GovernedCompany : CommandDatabase
{
    public override async Task InitializeAsync()
    {
        await base.InitializeAsync();
        await RecordAsync(MembershipDocument.Facts);
        var installed = await RunAsync("policy", "install", FileWith("policy.json", MembershipDocument.Policy), "--as", "ada", "--approve-as", "ben",
            "--from", "2025-01-01", "--json");
        Assert.Equal("in-force", installed.Json.GetProperty("status").GetString());
        Assert.Equal("2025-01-01", installed.Json.GetProperty("from").GetString());
    }
}

public sealed class AssessCommandTests(GovernedCompany company) : IClassFixture<GovernedCompany>
{
    [Fact]
    public async Task A_range_is_decided_month_by_month_and_a_second_run_adds_nothing()
    {
        string[] range = ["assess", "--from", "2025-01-31", "--to", "2025-06-30", "--every", "P1M", "--json"];

        var first = (await company.RunAsync(range)).Json;
        var head = await company.HeadAsync();
        var second = (await company.RunAsync(range)).Json;

        Assert.Equal((3, 3), (first.GetProperty("customers").GetInt32(), first.GetProperty("decisions").GetProperty("joined").GetInt32()));
        Assert.Equal(1, first.GetProperty("decisions").GetProperty("upgraded").GetInt32());
        Assert.Equal("""[{"ladder":"membership","to":"base","customers":1},{"ladder":"membership","to":"gold","customers":2}]""",
            first.GetProperty("matrix").GetRawText());
        Assert.Equal(["joined", "joined", "upgraded"],
            first.GetProperty("movers").EnumerateArray().Select(mover => mover.GetProperty("outcome").GetString()).Order());
        Assert.Empty(first.GetProperty("failures").EnumerateArray());
        Assert.Equal("{}", second.GetProperty("decisions").GetRawText());
        Assert.Equal(head, await company.HeadAsync());

        await The_reports_have_the_shapes_that_programs_read();

        // One review as of a later day is new; again, it is not.
        var day = (await company.RunAsync("assess", "--as-of", "2025-07-31", "--json")).Json;
        Assert.Equal(3, day.GetProperty("decisions").GetProperty("retained").GetInt32());
        head = await company.HeadAsync();
        var again = await company.RunAsync("assess", "--as-of", "2025-07-31", "--json");
        Assert.Equal((0, "{}", head), (again.Code, again.Json.GetProperty("decisions").GetRawText(), await company.HeadAsync()));
    }

    private async Task The_reports_have_the_shapes_that_programs_read()
    {
        var tiers = (await company.RunAsync("report", "tiers", "--json")).Json;
        Assert.Equal(
            """[{"tier":"base","customers":1,"ladder":"membership"},{"tier":"gold","customers":2,"ladder":"membership"}]""", tiers.GetRawText());
        Assert.Equal(tiers.GetRawText(), (await company.RunAsync("report", "tiers", "--format", "json")).Json.GetRawText());

        var migration = (await company.RunAsync("report", "migration", "--json")).Json.EnumerateArray().ToArray();
        Assert.Equal(["from", "to", "customers", "month", "ladder"], migration[0].EnumerateObject().Select(member => member.Name));
        Assert.Equal(("null", "base", 2, "2025-01"), Of(migration[0]));
        Assert.Contains(("\"base\"", "gold", 1, "2025-03"), migration.Select(Of));

        Assert.Equal(
            """
            [{"externalId":"eve","purchases":1,"gross":"300","returns":0,"returned":"0","net":"300"},{"externalId":"ann","purchases":1,"gross":"100.1","returns":1,"returned":"0.1","net":"100"},{"externalId":"bob","purchases":1,"gross":"99.99","returns":0,"returned":"0","net":"99.99"}]
            """.Trim(), (await company.RunAsync("report", "customer-value", "--json")).Json.GetRawText());

        var outlook = (await company.RunAsync("report", "outlook", "--ladder", "membership", "--direction", "falls", "--format", "csv")).Output;
        Assert.Equal("externalId,ladder,direction,held,foreseen,certain,by,asOf", outlook.Split("\r\n")[0]);

        var csv = (await company.RunAsync("report", "tiers", "--format", "csv")).Output;
        Assert.Equal("tier,customers,ladder\r\nbase,1,membership\r\ngold,2,membership\r\n", csv);
        Assert.Contains("gold", (await company.RunAsync("report", "tiers")).Output);
    }

    private static (string, string, int, string) Of(JsonElement row) => (
        row.GetProperty("from").GetRawText(), row.GetProperty("to").GetString()!, row.GetProperty("customers").GetInt32(),
        row.GetProperty("month").GetString()!);

    [Theory]
    [InlineData("Give either --as-of, or --from and --to.", "assess")]
    [InlineData("--final requires --every.", "assess", "--from", "2025-01-01", "--to", "2025-02-01", "--final")]
    [InlineData("Unknown ladder credit. Known ladders: membership.", "assess", "--as-of", "2025-01-01", "--ladder", "credit")]
    [InlineData("--format: 'xml' is not one of table, csv, json.", "report", "tiers", "--format", "xml")]
    [InlineData("--direction: 'stays' is not one of rises, falls.", "report", "outlook", "--direction", "stays")]
    [InlineData("--json and --format csv cannot be combined.", "report", "tiers", "--format", "csv", "--json")]
    public async Task A_mistake_ends_with_one_line_and_nothing_on_standard_output(string said, params string[] arguments)
    {
        var run = await company.RunAsync(arguments);

        Assert.Equal((1, "", said + Environment.NewLine), (run.Code, run.Output, run.Error));
    }

    [Fact]
    public async Task An_unknown_report_is_answered_with_the_names_of_those_that_there_are()
    {
        var run = await company.RunAsync("report", "sales");

        Assert.Equal((1, ""), (run.Code, run.Output));
        Assert.StartsWith("Unknown report sales. Known reports: ", run.ErrorLines.Single());
        Assert.Contains("tiers, migration", run.ErrorLines.Single());
    }
}
