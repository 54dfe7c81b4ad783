using System.Text.Json;
using CustomerTiering.Api.Commands;
using CustomerTiering.Api.Demo;
using CustomerTiering.Customers;
using CustomerTiering.Events;
using CustomerTiering.Facts;
using CustomerTiering.Packs;
using Microsoft.Extensions.DependencyInjection;

namespace CustomerTiering.Api.Tests.Commands;

/// <summary>A hundred customers of the demo, with their facts of three years and nothing that decides.</summary>
public sealed class CompanyOfAHundred : CommandDatabase
{
    internal const int Customers = 100;

    internal static DateOnly Last { get; } = new(2026, 3, 31);

    public override async Task InitializeAsync()
    {
        await base.InitializeAsync();
        await WithAsync(async services =>
        {
            var aggregates = services.GetRequiredService<Aggregates>();
            foreach (var (name, type) in ((string, string)[])[("city", "plain"), ("phone", "personal")])
                await DeclareAttribute.DeclareAsync(
                    aggregates, StandardInstallation.As(Tenant, "ann", "policy-author"), new(name, "text", type), null, default);
            // What the packs ask for is declared by installing them.
            foreach (var pack in (string[])["bank", "technology"])
                Assert.Equal(0, (await RunAsync("policy", "install", pack, "--as", "ann")).Code);
            var facts = Enumerable.Range(1, Customers).SelectMany(number => DemoHistory.Of(new(1, Customers, Last), number)).ToList();
            foreach (var batch in facts.Chunk(2_000))
                Assert.All(await services.GetRequiredService<FactIntake>().RecordAsync(
                    new(Tenant, "somebody", "demo", Intake.Imported), batch, default), outcome => Assert.IsType<FactOutcome.Accepted>(outcome));
        });
    }
}

public sealed class PackCommandTests(CompanyOfAHundred company) : IClassFixture<CompanyOfAHundred>
{
    [Fact]
    public async Task Packs_are_listed_without_a_database()
    {
        var packs = (await CommandRun.OfAsync("policy", "packs", "--json")).Json.EnumerateArray().ToArray();
        Assert.Equal(PackLibrary.All.Select(pack => pack.Id), packs.Select(pack => pack.GetProperty("id").GetString()));
        Assert.Contains("key-accounts-strategic", (await CommandRun.OfAsync("policy", "packs")).Output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task All_packs_are_approved_by_a_second_person_side_by_side_and_give_every_customer_a_tier_on_each_ladder()
    {
        foreach (var pack in PackLibrary.All)
        {
            var run = await company.RunAsync("policy", "install", pack.Id, "--as", "ann", "--approve-as", "ben", "--from", "2026-03-31", "--json");
            Assert.All(run.Json.EnumerateArray(), one => Assert.Equal(
                ("in-force", "2026-03-31"), (one.GetProperty("status").GetString(), one.GetProperty("from").GetString())));
            Assert.Equal(pack.Plans.Count + pack.Ladders.Count, run.Json.GetArrayLength());
        }
        var all = (await company.RunAsync("policy", "list", "--json")).Json.EnumerateArray().ToArray();
        Assert.Equal(PackLibrary.All.Sum(pack => pack.Plans.Count + pack.Ladders.Count), all.Length);
        Assert.All(all, one => Assert.Equal(
            """["ann"] ["ben"]""", $"{one.GetProperty("authors").GetRawText()} {one.GetProperty("approvedBy").GetRawText()}"));

        Assert.Equal(0, (await company.RunAsync("assess", "--as-of", "2026-03-31", "--json")).Json.GetProperty("failures").GetArrayLength());
        var tiers = (await company.RunAsync("report", "tiers", "--json")).Json.EnumerateArray()
            .ToLookup(row => row.GetProperty("ladder").GetString()!);
        var plans = (await company.RunAsync("report", "plans", "--json")).Json.EnumerateArray()
            .ToLookup(row => row.GetProperty("ladder").GetString()!);
        foreach (var ladder in PackLibrary.All.SelectMany(pack => pack.Ladders).Select(ladder => ladder.Ladder))
        {
            Assert.Equal((ladder, CompanyOfAHundred.Customers), (ladder, tiers[ladder].Sum(Customers)));
            Assert.Equal((ladder, CompanyOfAHundred.Customers), (ladder, plans[ladder].Sum(Customers)));
            Assert.True(tiers[ladder].Count() >= 2, $"{ladder} has everybody in one tier.");
        }

        var head = await company.HeadAsync();
        Assert.Equal(0, (await company.RunAsync("policy", "install", "standard", "--as", "ann", "--approve-as", "ben")).Code);
        Assert.Equal(head, await company.HeadAsync());
    }

    [Theory]
    [InlineData("An author cannot approve: --as and --approve-as must be different persons.", "shop", "--as", "ann", "--approve-as", "ann")]
    [InlineData("--currency, --time-zone and --lifecycle require a pack.", "shop.json", "--as", "ann", "--currency", "EUR")]
    [InlineData("--currency, --time-zone and --lifecycle require a pack.", "none", "--as", "ann", "--lifecycle")]
    public async Task A_mistake_ends_with_one_line_and_stores_nothing(string said, params string[] arguments)
    {
        var head = await company.HeadAsync();
        var run = await company.RunAsync(["policy", "install", .. arguments]);

        Assert.Equal((1, "", said + Environment.NewLine, head), (run.Code, run.Output, run.Error, await company.HeadAsync()));
    }

    private static int Customers(JsonElement row) => row.GetProperty("customers").GetInt32();
}
