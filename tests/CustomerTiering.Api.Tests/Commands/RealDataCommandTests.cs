using System.Globalization;
using System.Text.Json;
using System.Text.Json.Nodes;
using CustomerTiering.Tests.Imports;

namespace CustomerTiering.Api.Tests.Commands;

/// <summary>The year of a real wholesaler, as a user takes it through the commands; the guide says what they print.</summary>
public sealed class RealDataCommandTests(CommandDatabase company) : IClassFixture<CommandDatabase>
{
    [FactIfData("online_retail")]
    public async Task A_wholesalers_year_is_imported_and_assessed_and_a_draft_of_doubled_thresholds_is_tried_on_it()
    {
        var imported = (await company.RunAsync(
            "import", "purchases", RealData.File("online_retail", "online_retail_2010_2011.csv.gz"), "--map", Path.Combine(RealData.Maps, "online-retail.json"), "--json")).Json;
        Assert.Equal((541_909, 135_080, 0), (Number(imported, "read"), Number(imported, "skipped"), Number(imported, "rejected")));
        var installed = await company.RunAsync(
            "policy", "install", "shop", "--currency", "GBP", "--time-zone", "Europe/London", "--as", "ann", "--approve-as", "bob", "--from", "2011-01-01");
        Assert.True(installed.Code == 0, installed.Error);

        string[] months = ["assess", "--from", "2011-01-31", "--to", "2011-11-30", "--every", "P1M", "--json"];
        Assert.Equal(4_331, Number((await company.RunAsync(months)).Json.GetProperty("decisions"), "joined"));
        Assert.Equal("{}", (await company.RunAsync(months)).Json.GetProperty("decisions").GetRawText());
        var last = (await company.RunAsync("assess", "--from", "2011-01-31", "--to", "2011-12-09", "--every", "P1M", "--final", "--json")).Json;
        Assert.Equal(4_372 - 4_331, Number(last.GetProperty("decisions"), "joined"));
        Assert.Equal(4_372, (await company.RunAsync("report", "tiers", "--json")).Json.EnumerateArray().Sum(tier => Number(tier, "customers")));
        var migration = (await company.RunAsync("report", "migration", "--json")).Json.EnumerateArray().ToLookup(line => line.GetProperty("month").GetString());
        Assert.Equal(Enumerable.Range(1, 12).Select(month => $"2011-{month:00}"), migration.Select(month => month.Key).Order(StringComparer.Ordinal));
        Assert.Equal(4_331, migration["2011-11"].Sum(line => Number(line, "customers")));

        var exported = company.FileWith("shop.json", "");
        Assert.Equal(0, (await company.RunAsync("policy", "export", "shop-membership", exported)).Code);
        var doubled = company.FileWith("doubled.json", Doubled(JsonNode.Parse(await File.ReadAllTextAsync(exported))!["document"]!.AsObject()).ToJsonString());
        string[] tries = ["policy", "try", doubled, "--from", "2011-01-01", "--to", "2011-11-30"];
        var shown = await company.RunAsync(tries);
        var draft = (await company.RunAsync([.. tries, "--json"])).Json.GetProperty("result").GetProperty("drafts")[0];

        var guide = await File.ReadAllTextAsync(Path.Combine(RealData.Maps, "..", "case-studies.md"));
        var matrix = draft.GetProperty("days").EnumerateArray().Single(day => day.GetProperty("day").GetString() == "2011-11-30").GetProperty("matrix").EnumerateArray().ToList();
        Assert.Equal(4_331, matrix.Sum(line => Number(line, "customers")));
        Assert.Contains(string.Join('\n', matrix.Select(line => $"| {line.GetProperty("from").GetString()} | {line.GetProperty("to").GetString()} | {Number(line, "customers")} |")) + "\n\n", guide, StringComparison.Ordinal);
        Assert.Contains("0 higher, 1757 lower, 0 elsewhere", shown.Output, StringComparison.Ordinal);
        Assert.Contains("0 higher, 1757 lower, 0 elsewhere", guide, StringComparison.Ordinal);
        foreach (var cost in (string[])["inForce", "draft"])
        {
            var amount = decimal.Parse(draft.GetProperty("costs")[0].GetProperty(cost).GetString()!, CultureInfo.InvariantCulture).ToString("0.00", CultureInfo.InvariantCulture);
            Assert.Contains(amount, shown.Output, StringComparison.Ordinal);
            Assert.Contains(amount, guide, StringComparison.Ordinal);
        }
    }

    /// <summary>The document with every threshold doubled.</summary>
    private static JsonNode Doubled(JsonNode node) => node switch
    {
        JsonObject members => new JsonObject(members.Select(member => KeyValuePair.Create(member.Key, member switch
        {
            { Key: "atLeast", Value: { } threshold } => JsonValue.Create((2 * decimal.Parse((string)threshold!, CultureInfo.InvariantCulture)).ToString(CultureInfo.InvariantCulture)),
            { Value: { } value } => Doubled(value),
            _ => null,
        }))),
        JsonArray items => new JsonArray([.. items.Select(item => Doubled(item!))]),
        _ => node.DeepClone(),
    };

    private static int Number(JsonElement line, string member) => line.GetProperty(member).GetInt32();
}
