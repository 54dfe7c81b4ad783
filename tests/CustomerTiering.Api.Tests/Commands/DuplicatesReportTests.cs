namespace CustomerTiering.Api.Tests.Commands;

/// <summary>A company of which two customers bear one name.</summary>
public sealed class CompanyWithNamesakes : CommandDatabase
{
    public override async Task InitializeAsync()
    {
        await base.InitializeAsync();
        await RecordAsync("""
            {"kind":"customer","id":"1","customer":"ann","at":"2025-01-01T00:00:00Z","type":"person","name":"Ann Bell"}
            {"kind":"customer","id":"2","customer":"bob","at":"2025-01-01T00:00:00Z","type":"person","name":"Bob Cole"}
            {"kind":"customer","id":"3","customer":"ann2","at":"2025-01-01T00:00:00Z","type":"person","name":"BELL, ann"}
            """);
    }
}

public sealed class DuplicatesReportTests(CompanyWithNamesakes company) : IClassFixture<CompanyWithNamesakes>
{
    [Fact]
    public async Task Those_who_may_be_one_are_named_as_the_company_knows_them()
    {
        var rows = (await company.RunAsync("report", "duplicates", "--json")).Json.EnumerateArray().ToList();

        Assert.Equal(["1 name ann", "1 name ann2"],
            rows.Select(row => $"{row.GetProperty("set")} {row.GetProperty("agreeIn")} {row.GetProperty("externalId")}").Order());
        Assert.Equal(2, rows.Select(row => row.GetProperty("customer").GetGuid()).Distinct().Count());
        Assert.StartsWith("set,agreeIn,externalId,customer\r\n1,name,ann", (await company.RunAsync("report", "duplicates", "--format", "csv")).Output,
            StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("--segment does not apply to duplicates; it applies to customer-value, tiers, migration, outlook, stages, funnel, satisfaction, "
        + "plans, segments.", "duplicates", "--segment", "vip")]
    [InlineData("--from does not apply to tiers; it applies to satisfaction.", "tiers", "--from", "2026-01")]
    [InlineData("--ladder does not apply to stages; it applies to tiers, migration, outlook, uncounted, overdue.", "stages", "--ladder",
        "membership")]
    public async Task An_option_that_means_nothing_to_a_report_is_refused(string said, params string[] arguments)
    {
        var run = await company.RunAsync(["report", .. arguments]);

        Assert.Equal((1, "", said + Environment.NewLine), (run.Code, run.Output, run.Error));
    }
}
