using System.Text.Json;
using CustomerTiering.Api.Demo;

namespace CustomerTiering.Api.Tests.Commands;

public sealed class DemoCommandTests(CommandDatabase company) : IClassFixture<CommandDatabase>
{
    private static readonly string[] Small = ["demo", "--customers", "60", "--until", "2026-03-31", "--no-serve", "--json"];

    [Fact]
    public async Task A_small_company_is_decided_whole_and_again_adds_nothing()
    {
        var first = (await company.RunAsync(Small)).Json;
        var head = await company.HeadAsync();
        var second = (await company.RunAsync(Small)).Json;

        Assert.Equal(["customers", "events", "decisions", "tiers", "contribution", "stages", "plans", "seconds"],
            first.EnumerateObject().Select(member => member.Name));
        Assert.Equal((60, 60, 60, 60, 60), (
            first.GetProperty("customers").GetInt32(), Sum(first, "tiers"), Sum(first, "contribution"), Sum(first, "stages"), Sum(first, "plans")));
        Assert.Equal(head, first.GetProperty("events").GetInt64());
        Assert.True(first.GetProperty("decisions").GetInt64() > 60 * 12, first.GetRawText());
        Assert.True(first.GetProperty("tiers").EnumerateObject().Count() >= 4, first.GetRawText());
        Assert.Equal(head, await company.HeadAsync());
        Assert.Equal(WithoutTime(first), WithoutTime(second));

        // Policies are of two persons, and in force since the first day of the history.
        var policies = (await company.RunAsync("policy", "list", "--json")).Json.EnumerateArray().ToArray();
        Assert.Equal(
            ["contribution", "membership", "lifecycle", "basic", "bronze-care", "gold-care", "silver-care", "vip-care"],
            policies.Select(row => row.GetProperty("name").GetString()));
        Assert.All(policies, row => Assert.Equal("2023-04-01", row.GetProperty("from").GetString()));
        Assert.All(policies, row => Assert.NotEqual(row.GetProperty("authors").GetRawText(), row.GetProperty("approvedBy").GetRawText()));

        foreach (var report in (string[])["customer-value", "tiers", "migration", "stages", "funnel", "plans"])
            Assert.NotEmpty((await company.RunAsync("report", report, "--json")).Json.EnumerateArray());

        // Neither another day nor another seed makes it another company; both are noticed before anything is added.
        var otherDay = await company.RunAsync([.. Small[..3], "--until", "2026-04-30", "--no-serve", "--json"]);
        Assert.Equal((1, "", 1), (otherDay.Code, otherDay.Output, otherDay.ErrorLines.Length));
        var otherSeed = await company.RunAsync([.. Small, "--seed", "2"]);
        Assert.Equal((1, ""), (otherSeed.Code, otherSeed.Output));
        Assert.StartsWith("This company was generated with a different --seed", otherSeed.ErrorLines[^1]);
        Assert.Equal(head, await company.HeadAsync());
    }

    [Fact]
    public void The_same_seed_and_day_give_the_same_facts_and_others_give_others()
    {
        var day = new DateOnly(2026, 3, 31);
        var one = Facts(new(1, 40, day));

        Assert.Equal(one, Facts(new(1, 40, day)));
        Assert.NotEqual(one, Facts(new(2, 40, day)));
        Assert.Equal(one.Count, one.Select(fact => (fact.Kind, fact.Id)).Distinct().Count());
        Assert.InRange(one.Count / 40, 15, 80);
        Assert.All(one, fact => Assert.InRange(fact.At.ToDateTimeOffset(), new DateTimeOffset(2023, 4, 1, 0, 0, 0, DemoCompany.Offset),
            new DateTimeOffset(2026, 4, 1, 0, 0, 0, DemoCompany.Offset)));
    }

    [Theory]
    [InlineData("2026-03-31", "2023-04-01")]
    [InlineData("2026-02-28", "2023-03-01")]
    [InlineData("2028-02-29", "2025-03-01")]
    [InlineData("2027-02-27", "2024-02-28")]
    [InlineData("2027-02-28", "2024-02-29")]
    public void A_history_has_three_years_and_its_last_day_is_found_again(string until, string first)
    {
        Assert.Equal(DateOnly.Parse(first, null), DemoCompany.FirstOf(DateOnly.Parse(until, null)));
        Assert.Equal(DateOnly.Parse(first, null), DemoCompany.FirstOf(DemoCompany.UntilOf(DateOnly.Parse(first, null))));
    }

    [Theory]
    [InlineData("--customers must be from 1 to 99999.", "--customers", "0")]
    [InlineData("--until: '31.3.2026' is not a day such as 2026-03-31.", "--until", "31.3.2026")]
    public async Task A_mistake_ends_with_one_line(string said, params string[] arguments)
    {
        var run = await company.RunAsync(["demo", "--no-serve", .. arguments]);

        Assert.Equal((1, "", said + Environment.NewLine), (run.Code, run.Output, run.Error));
    }

    private static List<Rules.Facts.SourceFact> Facts(DemoCompany company) =>
        [.. Enumerable.Range(1, company.Customers).SelectMany(number => DemoHistory.Of(company, number))];

    private static long Sum(JsonElement figures, string member) => figures.GetProperty(member).EnumerateObject().Sum(one => one.Value.GetInt64());

    private static string WithoutTime(JsonElement figures) =>
        string.Join(';', figures.EnumerateObject().Where(member => member.Name != "seconds").Select(member => member.ToString()));
}
