using System.Globalization;
using System.Text.Json;
using System.Text.Json.Nodes;
using CustomerTiering.Tests.Imports;

namespace CustomerTiering.Api.Tests.Commands;

/// <summary>
/// Real companies as a user takes them through the commands: what the guide says of them, and figures found from the files by other means.
/// </summary>
public sealed class RealDataCommandTests(CommandDatabase company) : IClassFixture<CommandDatabase>
{
    [FactIfData("online_retail")]
    public async Task A_wholesalers_year_is_imported_and_assessed_and_a_draft_of_doubled_thresholds_is_tried_on_it()
    {
        var imported = (await company.RunAsync(
            "import", "purchases", RealData.File("online_retail", "online_retail_2010_2011.csv.gz"), "--map",
            Path.Combine(RealData.Maps, "online-retail.json"), "--json")).Json;
        Assert.Equal((541_909, 135_080, 0), (Number(imported, "read"), Number(imported, "skipped"), Number(imported, "rejected")));
        var installed = await company.RunAsync(
            "policy", "install", "shop", "--currency", "GBP", "--time-zone", "Europe/London", "--as", "ann", "--approve-as", "bob", "--from",
            "2011-01-01");
        Assert.True(installed.Code == 0, installed.Error);

        string[] months = ["assess", "--from", "2011-01-31", "--to", "2011-11-30", "--every", "P1M", "--json"];
        Assert.Equal(4_331, Number((await company.RunAsync(months)).Json.GetProperty("decisions"), "joined"));
        Assert.Equal("{}", (await company.RunAsync(months)).Json.GetProperty("decisions").GetRawText());
        var last = (await company.RunAsync("assess", "--from", "2011-01-31", "--to", "2011-12-09", "--every", "P1M", "--final", "--json")).Json;
        Assert.Equal(4_372 - 4_331, Number(last.GetProperty("decisions"), "joined"));
        Assert.Equal(4_372, (await company.RunAsync("report", "tiers", "--json")).Json.EnumerateArray().Sum(tier => Number(tier, "customers")));
        var migration = (await company.RunAsync("report", "migration", "--json")).Json.EnumerateArray()
            .ToLookup(line => line.GetProperty("month").GetString());
        Assert.Equal(Enumerable.Range(1, 12).Select(month => $"2011-{month:00}"), migration.Select(month => month.Key).Order(StringComparer.Ordinal));
        Assert.Equal(4_331, migration["2011-11"].Sum(line => Number(line, "customers")));

        var exported = company.FileWith("shop.json", "");
        Assert.Equal(0, (await company.RunAsync("policy", "export", "shop-membership", exported)).Code);
        var doubled =
            company.FileWith("doubled.json", Doubled(JsonNode.Parse(await File.ReadAllTextAsync(exported))!["document"]!.AsObject()).ToJsonString());
        string[] tries = ["policy", "try", doubled, "--from", "2011-01-01", "--to", "2011-11-30"];
        var shown = await company.RunAsync(tries);
        var draft = (await company.RunAsync([.. tries, "--json"])).Json.GetProperty("result").GetProperty("drafts")[0];

        var guide = await File.ReadAllTextAsync(Path.Combine(RealData.Maps, "..", "case-studies.md"));
        var matrix = draft.GetProperty("days").EnumerateArray()
            .Single(day => day.GetProperty("day").GetString() == "2011-11-30").GetProperty("matrix").EnumerateArray().ToList();
        Assert.Equal(4_331, matrix.Sum(line => Number(line, "customers")));
        Assert.Contains(
            string.Join('\n',
                matrix.Select(
                    line => $"| {line.GetProperty("from").GetString()} | {line.GetProperty("to").GetString()} | {Number(line, "customers")} |"))
                        + "\n\n", guide, StringComparison.Ordinal);
        Assert.Contains("0 higher, 1743 lower, 0 elsewhere", shown.Output, StringComparison.Ordinal);
        Assert.Contains("0 higher, 1743 lower, 0 elsewhere", guide, StringComparison.Ordinal);
        foreach (var cost in (string[])["inForce", "draft"])
        {
            var amount = decimal.Parse(draft.GetProperty("costs")[0].GetProperty(cost).GetString()!, CultureInfo.InvariantCulture)
                .ToString("0.00", CultureInfo.InvariantCulture);
            Assert.Contains(amount, shown.Output, StringComparison.Ordinal);
            Assert.Contains(amount, guide, StringComparison.Ordinal);
        }
    }

    /// <summary>Who earns 5,000 or more, and whose complaints took more than three days in the mean: 229, by the files alone.</summary>
    [FactIfData("synthetic_bank")]
    public async Task A_bank_looks_after_customers_of_some_income_whose_complaints_took_long()
    {
        var policy = company.FileWith("attentive.json", """
            { "schema": "tier-policy/1", "ladder": "care", "timeZone": "Asia/Kuala_Lumpur", "currency": "MYR",
              "metrics": { "hours": { "measure": "complaints.hours-to-resolve", "aggregate": "mean" } },
              "tiers": [ { "code": "usual" },
                         { "code": "attentive", "qualify": { "all": [ { "attribute": "monthlyIncome", "atLeast": 5000 }, { "metric": "hours", "above": 72 } ] } } ] }
            """);
        await TenantAsync("bank");
        await ImportAsync("bank", "customers", "synthetic_bank", "customers.csv.gz", "synthetic-bank-customers");
        await ImportAsync("bank", "complaints", "synthetic_bank", "complaints.csv.gz", "synthetic-bank-complaints");
        var installed =
            await company.RunAsync("policy", "install", policy, "--as", "ann", "--approve-as", "bob", "--from", "2026-03-31", "--tenant", "bank");
        Assert.True(installed.Code == 0, installed.Error);

        Assert.Equal(2_000, Number(
            (await company.RunAsync("assess", "--as-of", "2026-03-31", "--tenant", "bank", "--json")).Json.GetProperty("decisions"), "joined"));

        var tiers = (await company.RunAsync("report", "tiers", "--tenant", "bank", "--json")).Json.EnumerateArray()
            .ToDictionary(tier => tier.GetProperty("tier").GetString()!, tier => Number(tier, "customers"));
        Assert.Equal((229, 1_771), (tiers["attentive"], tiers["usual"]));
    }

    [FactIfData("olist_sample")]
    public async Task A_marketplaces_reviews_are_satisfaction_by_the_month_of_the_answer()
    {
        await TenantAsync("market");
        await ImportAsync("market", "surveys", "olist_sample", "olist_order_reviews_dataset.csv.gz", "olist-surveys");

        var months =
            (await company.RunAsync("report", "satisfaction", "--from", "2016-10", "--to", "2018-10", "--time-zone", "America/Sao_Paulo", "--tenant",
                "market", "--json")).Json.EnumerateArray()
            .Where(line => line.GetProperty("survey").GetString() == "csat").ToDictionary(line => line.GetProperty("month").GetString()!);

        Assert.Equal(20_795, months.Values.Sum(month => Number(month, "answers")));
        Assert.Equal(1, (await company.RunAsync("report", "satisfaction", "--from", "October", "--tenant", "market")).Code);
        foreach (var (month, answered, share, mean) in new[]
            { ("2016-12", 13, "0.3846", "2.5385"), ("2017-12", 1_627, "0.7412", "3.9742"), ("2018-08", 1_860, "0.7892", "4.1527"),
                ("2018-10", 4, "1", "4.75") })
            Assert.Equal((answered, share, mean), (Number(months[month], "answers"), months[month].GetProperty("topTwoBox").GetRawText().Trim('"'),
                months[month].GetProperty("mean").GetRawText().Trim('"')));
    }

    private async Task TenantAsync(string name) => Assert.Equal(0, (await company.RunAsync("tenant", "add", name)).Code);

    private async Task ImportAsync(string tenant, string kind, string folder, string file, string map)
    {
        var imported =
            (await company.RunAsync(
                "import", kind, RealData.File(folder, file), "--map", Path.Combine(RealData.Maps, map + ".json"), "--tenant", tenant, "--json")).Json;
        Assert.Equal((0, 0), (Number(imported, "rejected"), Number(imported, "duplicates")));
    }

    /// <summary>The document with every threshold doubled.</summary>
    private static JsonNode Doubled(JsonNode node) => node switch
    {
        JsonObject members => new JsonObject(members.Select(member => KeyValuePair.Create(member.Key, member switch
        {
            { Key: "atLeast", Value: { } threshold } =>
                JsonValue.Create((2 * decimal.Parse((string)threshold!, CultureInfo.InvariantCulture)).ToString(CultureInfo.InvariantCulture)),
            { Value: { } value } => Doubled(value),
            _ => null,
        }))),
        JsonArray items => new JsonArray([.. items.Select(item => Doubled(item!))]),
        _ => node.DeepClone(),
    };

    private static int Number(JsonElement line, string member) => line.GetProperty(member).GetInt32();
}
