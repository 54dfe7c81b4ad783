using System.Net.Http.Json;
using System.Text;
using System.Text.Json.Nodes;
using CustomerTiering.Access;
using CustomerTiering.Api.Tests.Faults;
using CustomerTiering.Facts;
using CustomerTiering.Rules.Facts;
using CustomerTiering.Rules.Values;
using Microsoft.Extensions.DependencyInjection;

namespace CustomerTiering.Api.Tests.Tiering;

/// <summary>A club on 21 March 2026: silver by 1,000 and gold by 5,000 within twelve months, each for twelve months; returns are rechecked.</summary>
public class ApiWithClub : ApiWithMembershipInForce
{
    protected override string Policy => Club(""" "recheck" """);

    internal static string Club(string onReturn) =>
        $$"""
        {
          "schema": "tier-policy/1", "ladder": "membership", "timeZone": "Asia/Shanghai", "currency": "CNY",
          "metrics": { "spend": { "measure": "purchases.net", "aggregate": "sum", "window": { "rolling": "P12M" } } },
          "tiers": [ { "code": "base" }, { "code": "silver", "qualify": { "metric": "spend", "atLeast": 1000 } }, { "code": "gold", "qualify": { "metric": "spend", "atLeast": 5000 } } ],
          "validity": { "rolling": "P12M" }, "movement": { "onReturn": {{onReturn}} }
        }
        """;

    public override async Task InitializeAsync()
    {
        Clock.MoveTo(new(2026, 3, 21, 4, 0, 0, TimeSpan.Zero));
        await base.InitializeAsync();
    }

    /// <summary>Records facts live, one by one, or as a file that is assessed afterwards; the customer's id.</summary>
    internal async Task<Guid> HappensAsync(string lines, bool byFile)
    {
        var facts = lines.Split('\n', StringSplitOptions.RemoveEmptyEntries)
            .Select(line => FactReader.Read(Encoding.UTF8.GetBytes(line), ZoneRules.Utc).Fact!).ToList();
        var intake = App.Services.GetRequiredService<FactIntake>();
        var customer = Guid.Empty;
        foreach (var part in byFile ? [facts] : facts.Select(fact => (List<SourceFact>)[fact]))
        {
            var outcomes = await intake.RecordAsync(new(Tenant, "shop", "test", byFile ? Intake.Imported : null), part, default);
            customer = outcomes.Select(outcome => Assert.IsType<FactOutcome.Accepted>(outcome).Customer).First();
            await this.AtRestAsync();
        }
        if (byFile) await PostAsync(Person("olga", Roles.Operator), $"/api/v1/customers/{customer:D}/assessments", """{"asOf":"2026-03-21"}""");
        await this.AtRestAsync();
        return customer;
    }

    /// <summary>What is held, since when and until when.</summary>
    internal async Task<string> StandingAsync(Guid customer)
    {
        var tier = (await Person("rita", Roles.Reviewer).GetFromJsonAsync<JsonArray>($"/api/v1/customers/{customer:D}/tiers"))!.Single(
            one => (string?)one!["ladder"] == "membership")!;
        return $"{tier["held"]} {tier["effectiveFrom"]} {tier["validUntil"]}".TrimEnd();
    }
}

/// <summary>A recheck asks what would stand today had what was given back never been bought, over HTTP and by file.</summary>
public sealed class RecheckTests(ApiWithClub api) : IClassFixture<ApiWithClub>
{
    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task The_refund_of_an_upgrade_leaves_the_tier_below_with_its_dates(bool byFile)
    {
        var customer = await api.HappensAsync(Lines($"s04-{byFile}",
            ("purchase", "1", "2025-03-01", "1000", null), ("purchase", "2", "2025-06-01", "900", null),
            ("purchase", "3", "2026-03-10", "5000", null), ("return", "4", "2026-03-20", "5000", "3")), byFile);

        Assert.Equal("silver 2025-03-01 2027-02-28", await api.StandingAsync(customer));
        var history = await api.HistoryAsync(customer, 1);
        var gold = history.Last(line => (string?)line!["held"] == "gold")!;
        var rechecked = history.Last(line => (string?)line!["trigger"] == "recheck")!;
        Assert.Equal(("2026-03-20", "downgraded", "silver", (string?)gold["id"]), (
            (string?)rechecked["asOf"], (string?)rechecked["outcome"], (string?)rechecked["held"], (string?)rechecked["supersedes"]));
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task A_return_without_its_order_is_rechecked(bool byFile)
    {
        var customer = await api.HappensAsync(
            Lines($"s06-{byFile}", ("purchase", "1", "2026-02-01", "5000", null), ("return", "2", "2026-02-05", "5000", null)), byFile);
        Assert.Equal("base 2026-02-01", await api.StandingAsync(customer));
    }

    [Fact]
    public async Task A_return_that_comes_with_a_late_purchase_is_rechecked_by_what_then_stands()
    {
        var customer = await api.HappensAsync(
            Lines("late", ("purchase", "1", "2024-11-01", "1000", null), ("purchase", "2", "2025-09-01", "1000", null)), byFile: false);
        Assert.Equal("silver 2025-01-01 2026-12-31", await api.StandingAsync(customer));

        // Gold since June; of September's purchase something goes back, which takes nothing from it.
        await api.HappensAsync(
            Lines("late", ("purchase", "3", "2025-06-02", "5000", null), ("return", "4", "2026-03-15", "700", null)), byFile: true);

        Assert.Equal("gold 2025-06-02 2026-06-01", await api.StandingAsync(customer));
    }

    [Theory]
    [InlineData("return", """ ,"currency":"CNY","amount":"4000.01" """)]
    [InlineData("cancellation", "")]
    [InlineData("reinstatement", "")]
    public async Task A_preview_says_what_is_then_decided(string kind, string more)
    {
        var name = $"previewed-{kind}";
        var customer = await api.HappensAsync(
            Lines(name, ("purchase", "1", "2025-11-01", "1000", null), ("purchase", "2", "2026-03-10", "5000", null)), byFile: false);
        if (kind == "reinstatement") await api.HappensAsync(Lines(name, ("cancellation", "3", "2026-03-12", null, "2")), byFile: false);
        var before = (await api.HistoryAsync(customer, 1)).Count;
        var fact = $$"""{"kind":"{{kind}}","customer":"{{name}}","id":"{{name}}-9","at":"2026-03-20T09:00:00+08:00","of":"{{name}}-2"{{more}}}""";

        using var previewed = await api.Person("agatha", Roles.Agent)
            .PostAsync($"/api/v1/customers/{customer:D}/facts/preview?source=test", Answers.Json(fact));
        var would = (await previewed.Content.ReadFromJsonAsync<JsonArray>())!.Select(one => Said(one!["would"]!));
        await api.HappensAsync(fact, byFile: false);

        var decided = (await api.HistoryAsync(customer, before + 1)).Skip(before).Select(line => Said(line!)).ToList();
        Assert.Equal(decided, would);
        Assert.Equal(kind == "reinstatement" ? "recheck 2026-03-20 upgraded gold 2026-03-10 2027-03-09"
            : "recheck 2026-03-20 downgraded silver 2025-11-01 2026-10-31", Assert.Single(decided));
    }

    [Fact]
    public async Task What_a_duplicate_bought_is_rechecked_with_the_survivor()
    {
        var survivor = await api.HappensAsync(Lines("kept", ("purchase", "1", "2026-03-01", "1000", null)), byFile: false);
        var duplicate = await api.HappensAsync(Lines("gone", ("purchase", "1", "2026-03-05", "4000", null)), byFile: false);
        await api.PostAsync(api.Person("ada", Roles.Agent), $"/api/v1/customers/{survivor:D}/merges",
            $$"""{"duplicate":"{{duplicate:D}}","reason":"one person, two cards"}""");
        await api.AtRestAsync();
        Assert.Equal("gold 2026-03-05 2027-03-04", await api.StandingAsync(survivor));

        await api.HappensAsync(Lines("gone", ("return", "2", "2026-03-20", "4000", "1")), byFile: false);

        Assert.Equal("silver 2026-03-01 2027-02-28", await api.StandingAsync(survivor));
    }

    private static string Said(JsonNode decision) =>
        $"{decision["trigger"]} {decision["asOf"]} {decision["outcome"]} {decision["held"]} {decision["effectiveFrom"]} {decision["validUntil"]}";

    internal static string Lines(string customer, params (string Kind, string Id, string Day, string? Amount, string? Of)[] facts) =>
        string.Join('\n', facts.Select(fact =>
        $$"""{"kind":"{{fact.Kind}}","customer":"{{customer}}","id":"{{customer}}-{{fact.Id}}","at":"{{fact.Day}}T09:00:00+08:00" """
        + (fact.Amount is null ? "" : $$""","currency":"CNY","amount":"{{fact.Amount}}" """)
            + (fact.Of is null ? "" : $$""","of":"{{customer}}-{{fact.Of}}" """) + "}"));
}
