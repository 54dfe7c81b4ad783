namespace CustomerTiering.Api.Tests.Commands;

public sealed class SegmentCommandTests(CommandDatabase company) : IClassFixture<CommandDatabase>
{
    private const string Buyers = """
        { "schema": "segment/1", "code": "buyers", "timeZone": "Etc/UTC", "currency": "EUR",
          "metrics": { "spend": { "measure": "purchases.net", "aggregate": "sum", "window": { "rolling": "P30D" } } }, "when": { "metric": "spend", "atLeast": 100 } }
        """;

    [Fact]
    public async Task A_segment_is_installed_assessed_over_history_listed_and_filters_reports()
    {
        await company.RecordAsync(MembershipDocument.Facts);
        var none = await company.RunAsync("segment", "assess", "--as-of", "2025-03-10");
        Assert.Equal(
            (1, "No segment is in force; put one in force with: policy install FILE --as AUTHOR --approve-as APPROVER" + Environment.NewLine),
            (none.Code, none.Error));

        var installed =
            (await company.RunAsync("policy", "install", company.FileWith("buyers.json", Buyers), "--as", "ada", "--approve-as", "ben", "--from",
                "2025-01-01", "--json")).Json;
        Assert.Equal(("buyers", "in-force"), (installed.GetProperty("name").GetString(), installed.GetProperty("status").GetString()));
        await company.RunAsync("policy", "install", company.FileWith("membership.json", MembershipDocument.Policy), "--as", "ada", "--approve-as",
            "ben", "--from", "2025-01-01", "--json");

        // ann for thirty days from 10 March, eve from 5 June; bob is a cent short.
        var assessed = (await company.RunAsync("segment", "assess", "--from", "2025-01-01", "--to", "2025-07-31", "--json")).Json;
        Assert.Equal("""{"buyers":2} {"buyers":2}""", $"{assessed.GetProperty("entered").GetRawText()} {assessed.GetProperty("left").GetRawText()}");
        var again = (await company.RunAsync("segment", "assess", "--from", "2025-01-01", "--to", "2025-07-31", "--json")).Json;
        Assert.Equal("{} {}", $"{again.GetProperty("entered").GetRawText()} {again.GetProperty("left").GetRawText()}");

        // What is found in history calls for no decision by itself; an assessment over the same days follows.
        Assert.Equal("[]", (await company.RunAsync("report", "tiers", "--format", "json")).Output.Trim());
        await company.RunAsync("assess", "--from", "2025-01-01", "--to", "2025-07-31", "--every", "P1M");
        var march = (await company.RunAsync("report", "migration", "--segment", "buyers", "--format", "csv")).Output;
        Assert.Equal(["from,to,customers,month,ladder", ",gold,1,2025-06,membership", "base,base,1,2025-03,membership"],
            march.Split('\n', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries)
                .Order(StringComparer.Ordinal).OrderByDescending(line => line.StartsWith("from", StringComparison.Ordinal)));

        var listed = (await company.RunAsync("segment", "list", "--json")).Json.EnumerateArray().Single();
        Assert.Equal(("buyers", 1, 0), (
            listed.GetProperty("segment").GetString(), listed.GetProperty("version").GetInt32(), listed.GetProperty("customers").GetInt32()));
        Assert.Equal("[]", (await company.RunAsync("report", "segments", "--format", "json")).Output.Trim());
        var unknown = await company.RunAsync("report", "tiers", "--segment", "sellers");
        Assert.Equal(1, unknown.Code);
        Assert.StartsWith("segment: unknown-segment: ", unknown.ErrorLines.Single());
    }
}
