using System.Net;
using System.Text.Json.Nodes;
using CustomerTiering.Access;
using CustomerTiering.Api.Tests.Lifecycle;

namespace CustomerTiering.Api.Tests.Tiering;

/// <summary>Customers reviewed as of 9 March 2026, each foreseen for the end of the six months that silver lasts.</summary>
public sealed class ForecastScenarioTests(ApiWithMembershipInForce api) : IClassFixture<ApiWithMembershipInForce>
{
    private const string Outlook = "/api/v1/reports/outlook";

    [Fact]
    public async Task Who_is_about_to_rise_and_who_to_fall_is_foreseen_with_each_decision_and_listed_by_day()
    {
        // 90 days so far and 92 ahead: 2,472.53 makes 5,000.01, and a cent less 4,999.98.
        var rising = await ReviewedAsync("rising", "2025-12-10", "2472.53");
        var steady = await ReviewedAsync("steady", "2025-12-10", "2472.52");
        // Renewed on 9 March for six months: 365 days so far and 184 ahead, when nothing of today is left in the window: 1,586.95 makes 799.997.
        var falling = await ReviewedAsync("falling", "2025-03-10", "1586.95");
        var keeping = await ReviewedAsync("keeping", "2025-03-10", "1586.96");

        Assert.Equal(
            ["2026-06-09 silver gold rises", "2026-06-09 silver silver stays", "2026-09-09 ordinary ordinary falls",
                "2026-09-09 ordinary silver stays"],
            await Task.WhenAll(ForeseenAsync(rising), ForeseenAsync(steady), ForeseenAsync(falling), ForeseenAsync(keeping)));

        var explained = await api.EventuallyAsync($"/api/v1/customers/{rising:D}/tiers/membership/explanation", _ => true);
        Assert.Equal("""{"asOf":"2026-03-09","on":"2026-06-09","certain":"silver","pace":"gold","outlook":"rises","isOld":true}""",
            explained["foreseen"]!.ToJsonString());
        Assert.Equal(
            "Foreseen on 9 March 2026, from what was known then, for 9 June 2026: Gold if the customer goes on as before (a rise), Silver if "
                + "nothing more happens.", (string?)explained["words"]!.AsArray()[^1]);
        var decided = await api.EventuallyAsync($"/api/v1/decisions/{explained["decision"]}/explanation", _ => true);
        // Explained as of its own day, the decision's forecast is not old.
        Assert.Equal(explained["foreseen"]!.ToJsonString().Replace("\"isOld\":true", "\"isOld\":false", StringComparison.Ordinal),
            decided["foreseen"]!.ToJsonString());
        var toCustomer = await api.EventuallyAsync($"/api/v1/customers/{rising:D}/tiers/membership/explanation?audience=customer", _ => true);
        Assert.Null(toCustomer["foreseen"]);
        Assert.Null((await api.EventuallyAsync($"/api/v1/customers/{rising:D}/tiers/membership/explanation?asOf=2026-06-10", _ => true))["foreseen"]);

        Assert.Equal([rising, falling], await CustomersAsync(""));
        Assert.Equal([rising], await CustomersAsync("?direction=rises"));
        Assert.Equal([falling], await CustomersAsync("?direction=falls&ladder=membership"));
        Assert.Empty(await CustomersAsync("?ladder=other"));
        Assert.Equal([rising], await CustomersAsync("?segment=rising-ones"));
        Assert.Equal(
            $$"""{"customer":"{{falling:D}}","ladder":"membership","direction":"falls","held":"silver","foreseen":"ordinary","certain":"ordinary","by":"2026-09-09","asOf":"2026-03-09"}""",
            (await api.EventuallyAsync(Outlook + "?direction=falls", _ => true))["items"]![0]!.ToJsonString());

        var first = await api.EventuallyAsync(Outlook + "?limit=1", _ => true);
        Assert.Equal([rising], Customers(first));
        var second = await api.EventuallyAsync($"{Outlook}?limit=1&cursor={first["next"]}", _ => true);
        Assert.Equal([falling], Customers(second));
        Assert.Null(second["next"]);
    }

    [Fact]
    public async Task A_direction_that_is_none_is_refused() => Assert.Equal(
        ["direction"],
        (await (await api.Person("rita", Roles.Reviewer).GetAsync(Outlook + "?direction=stays"))
            .ProblemAsync(HttpStatusCode.BadRequest, "invalid-request")).Fields());

    /// <summary>A customer who bought once, with a review as of 9 March.</summary>
    private async Task<Guid> ReviewedAsync(string name, string day, string amount)
    {
        await api.PostAsync(
            api.Person("shop", Roles.Recorder), "/api/v1/customers/facts",
            $$"""{"customer":"{{name}}","at":"{{day}}T08:00:00+08:00","type":"person","segments":["{{name}}-ones"]}""");
        var customer = await api.BuysAsync(name, name, $"{day}T09:00:00+08:00", amount);
        await api.HistoryAsync(customer, 1);
        await api.EventuallyAsync($"/api/v1/customers/{customer:D}/tiers", tiers => (string?)tiers.AsArray().SingleOrDefault()?["held"] == "silver");
        await api.PostAsync(api.Person("olga", Roles.Operator), $"/api/v1/customers/{customer:D}/assessments", """{"asOf":"2026-03-09"}""");
        return customer;
    }

    /// <summary>What the customer's tier says, which is what its decision says.</summary>
    private async Task<string> ForeseenAsync(Guid customer)
    {
        var tier = (await api.EventuallyAsync($"/api/v1/customers/{customer:D}/tiers", tiers => (string?)tiers[0]!["asOf"] == "2026-03-09"))[0]!;
        var decision = await api.EventuallyAsync($"/api/v1/decisions/{tier["decision"]}", _ => true);
        Assert.Equal(decision["decision"]!["foreseen"]!.ToJsonString(), tier["foreseen"]!.ToJsonString());
        return string.Join(' ', tier["foreseen"]!.AsObject().Select(member => (string?)member.Value));
    }

    private async Task<IEnumerable<Guid>> CustomersAsync(string query) => Customers(await api.EventuallyAsync(Outlook + query, _ => true));

    private static IEnumerable<Guid> Customers(JsonNode page) => page["items"]!.AsArray().Select(line => (Guid)line!["customer"]!);
}
