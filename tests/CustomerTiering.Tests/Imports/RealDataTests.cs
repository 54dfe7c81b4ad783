using CustomerTiering.EventLog;
using CustomerTiering.EventLog.Projections;
using CustomerTiering.Facts;
using CustomerTiering.Imports;
using CustomerTiering.Imports.Maps;
using CustomerTiering.Reporting;
using CustomerTiering.Rules.Values;
using CustomerTiering.Segments;
using CustomerTiering.Tests.Packs;
using Xunit.Abstractions;

namespace CustomerTiering.Tests.Imports;

public sealed class RealDataTests(ImportDatabase database, ITestOutputHelper output) : IClassFixture<ImportDatabase>
{
    [FactIfData("online_retail")]
    public async Task Online_retail_comes_to_its_published_totals_and_adds_nothing_when_imported_again()
    {
        var file = RealData.File("online_retail", "online_retail_2010_2011.csv.gz");
        var (tenant, first) = await OnlineRetailAsync(file);

        Assert.Equal((541_909, 135_080, 0), (first.Read, first.Skipped, first.Rejected));
        Assert.Equal((18_536 + 3_654, 0, 18_536 + 3_654 + 4_372), (first.Accepted, first.Duplicates, first.Events));
        var values = await ValuesAsync(tenant);
        Assert.Equal(4_372, values.Count);
        Assert.Equal((18_536, 8_911_407.904m), (values.Sum(one => one.Purchases), values.Sum(one => one.Gross)));
        Assert.Equal((3_654, 611_342.09m), (values.Sum(one => one.Returns), values.Sum(one => one.Returned)));
        Assert.Equal(8_300_065.814m, values.Sum(one => one.Net));
        Assert.Equal(279_489.02m, values.Single(one => one.ExternalId == "14646").Net);

        var again = await ImportAsync(tenant, "purchases", file, "online-retail");
        Assert.Equal((0, 18_536 + 3_654, 0), (again.Accepted, again.Duplicates, again.Events));
    }

    /// <summary>Case C4 in pounds on a real wholesaler: whoever has joined stands somewhere, and each level is rarer than the one below.</summary>
    [FactIfData("online_retail")]
    public async Task The_shop_pack_gives_every_customer_of_online_retail_a_tier_at_each_months_end_of_2011()
    {
        var (tenant, _) = await OnlineRetailAsync(RealData.File("online_retail", "online_retail_2010_2011.csv.gz"));
        await database.Get<ProjectionWorker>().CatchUpAsync(tenant, CancellationToken.None);
        var facts = await database.Get<FactsStore>()
            .LoadAsync(tenant, [.. await database.Get<FactsStore>().CustomersAsync(tenant, CancellationToken.None)], withReferred: false,
                CancellationToken.None);
        var standings = new PackTrial("shop", "GBP", "Europe/London").StandingsAtMonthsEnds([.. facts.Values], new(2010, 12, 31), 13);

        Assert.Equal(Enumerable.Range(0, 13).Select(n => new DateOnly(2010, 12, 31).AddMonths(n)), standings.Keys);
        Assert.All(standings, month => Assert.Equal(
            facts.Values.Count(one => one.Facts.Own.Joined(ZoneRules.Utc) <= month.Key), month.Value.Values.Sum()));
        output.WriteLine(string.Join(
            '\n', standings.Select(month => $"{month.Key:yyyy-MM-dd} {string.Join(", ", month.Value.Select(tier => $"{tier.Key} {tier.Value}"))}")));
        string[] tiers = ["bronze", "silver", "gold", "vip"];
        Assert.Equal(tiers, tiers.OrderByDescending(tier => standings[new(2011, 12, 31)][tier]));
    }

    [FactIfData("olist_sample")]
    public async Task Olist_orders_are_purchases_and_its_reviews_answers_at_the_time_of_the_answer()
    {
        var tenant = await database.TenantAsync();
        var purchases = await ImportAsync(tenant, "purchases", RealData.File("olist_sample", "olist_order_items_dataset.csv.gz"), "olist-purchases");
        var surveys = await ImportAsync(tenant, "surveys", RealData.File("olist_sample", "olist_order_reviews_dataset.csv.gz"), "olist-surveys");

        Assert.Equal((23_670, 0), (purchases.Read, purchases.Rejected));
        Assert.Equal((20_795, 0, 2 * 20_795), (surveys.Read, surveys.Rejected, surveys.Accepted));
    }

    [FactIfData("synthetic_olist_schema")]
    public async Task The_generated_shop_is_read_by_the_same_maps()
    {
        var tenant = await database.TenantAsync();
        var purchases =
            await ImportAsync(tenant, "purchases", RealData.File("synthetic_olist_schema", "order_items.csv.gz"), "synthetic-olist-purchases");
        var surveys =
            await ImportAsync(tenant, "surveys", RealData.File("synthetic_olist_schema", "order_reviews.csv.gz"), "synthetic-olist-surveys");

        Assert.Equal((25_274, 0, 15_000 - 897), (purchases.Read, purchases.Rejected, purchases.Accepted));
        Assert.Equal((11_963, 0, 2 * 11_963), (surveys.Read, surveys.Rejected, surveys.Accepted));
    }

    [FactIfData("synthetic_bank")]
    public async Task The_generated_bank_has_customers_with_declared_attributes_and_resolved_complaints()
    {
        var tenant = await database.TenantAsync();
        var customers = await ImportAsync(tenant, "customers", RealData.File("synthetic_bank", "customers.csv.gz"), "synthetic-bank-customers");
        var complaints = await ImportAsync(tenant, "complaints", RealData.File("synthetic_bank", "complaints.csv.gz"), "synthetic-bank-complaints");
        var surveys = await ImportAsync(tenant, "surveys", RealData.File("synthetic_bank", "complaints.csv.gz"), "synthetic-bank-surveys");

        Assert.Equal((2_000, 0, 2_000), (customers.Read, customers.Rejected, customers.Accepted));
        Assert.Equal((1_200, 0, 2_400), (complaints.Read, complaints.Rejected, complaints.Accepted));
        Assert.Equal((1_200, 0, 1_200), (surveys.Read, surveys.Rejected, surveys.Accepted));
    }

    /// <summary>The company with the file, imported once for all tests of the class.</summary>
    private async Task<(TenantId Tenant, ImportResult Result)> OnlineRetailAsync(string file)
    {
        if (database.OnlineRetail is { } imported) return imported;
        var tenant = await database.TenantAsync();
        database.OnlineRetail = (tenant, await ImportAsync(tenant, "purchases", file, "online-retail"));
        return database.OnlineRetail.Value;
    }

    private async Task<ImportResult> ImportAsync(TenantId tenant, string kind, string file, string map)
    {
        Assert.True(ImportMapReader.Read(
            await File.ReadAllBytesAsync(Path.Combine(RealData.Maps, map + ".json"))).TryGet(out var read, out var problem), problem?.Detail);
        var rejects = Path.Combine(database.Folder, map + ".rejects.ndjson");
        var result = await database.Get<Importer>()
            .RunAsync(new(tenant, "importer", ImportKind.Named(kind)!, file, read, Rejects: rejects), null, CancellationToken.None);
        output.WriteLine($"{map}: {result}");
        if (result.Rejected > 0) output.WriteLine(string.Join('\n', File.ReadLines(rejects).Take(3)));
        return result;
    }

    private async Task<List<CustomerValue>> ValuesAsync(TenantId tenant)
    {
        var started = TimeProvider.System.GetTimestamp();
        await database.Get<ProjectionWorker>().CatchUpAsync(tenant, CancellationToken.None);
        output.WriteLine($"read models: {TimeProvider.System.GetElapsedTime(started)}");
        var answer = await database.Get<CustomerValues>().ReadAsync(tenant, null, SegmentFilter.Everybody, default, CancellationToken.None);
        return await answer.Value.ToListAsync();
    }
}
