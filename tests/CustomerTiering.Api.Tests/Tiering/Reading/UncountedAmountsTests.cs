using System.Net.Http.Json;
using System.Text.Json.Nodes;
using CustomerTiering.Access;

namespace CustomerTiering.Api.Tests.Tiering.Reading;

/// <summary>Amounts in US dollars on a ladder in yuan that has no rate for them.</summary>
public sealed class UncountedAmountsTests(ApiWithMembershipInForce api) : IClassFixture<ApiWithMembershipInForce>
{
    [Fact]
    public async Task One_order_without_a_rate_does_not_freeze_the_customer()
    {
        var customer = await api.BuysAsync("s08", "s8a", "2026-03-05T10:00:00+08:00", "1500");
        await api.HistoryAsync(customer, 1);
        await api.BuysInDollarsAsync("s08", "s8b", "2026-03-06T10:00:00+08:00", "5");
        await api.BuysAsync("s08", "s8c", "2026-03-07T10:00:00+08:00", "9000");

        var history = await api.HistoryAsync(customer, 2);
        var tier = await api.TierAsync(customer, tier => (string?)tier["held"] == "gold");

        Assert.Equal("""[{"currency":"USD","facts":1,"sum":"5"}]""", history[^1]!["uncounted"]!.ToJsonString());
        Assert.Equal("""[{"currency":"USD","facts":1,"sum":"5"}]""", tier["uncounted"]!.ToJsonString());
        Assert.False((bool)tier["provisional"]!);
    }

    [Fact]
    public async Task An_order_that_changes_nothing_is_named_though_no_decision_knows_it()
    {
        var customer = await api.BuysAsync("unchanged", "un-1", "2026-03-05T10:00:00+08:00", "1500");
        await api.HistoryAsync(customer, 1);
        Assert.Null((await api.TierAsync(customer, _ => true))["uncounted"]);

        await api.BuysInDollarsAsync("unchanged", "un-2", "2026-03-06T10:00:00+08:00", "80.50");
        await api.BuysInDollarsAsync("unchanged", "un-3", "2026-03-07T10:00:00+08:00", "24.50");

        var tier = await api.TierAsync(customer, tier => tier["uncounted"]?[0]?["facts"]?.GetValue<int>() == 2);
        Assert.Equal(("silver", "USD", 105m), (
            (string?)tier["held"], (string?)tier["uncounted"]![0]!["currency"], decimal.Parse((string)tier["uncounted"]![0]!["sum"]!)));
        Assert.Single(await api.HistoryAsync(customer, 1));
        Assert.Contains("2 orders of 105.00 USD in total do not count: the policy has no rate for US dollars on these days.",
            await WordsAsync(customer, "en", "company"));
        Assert.Contains("2 orders of 105.00 USD in total do not count yet: there is no exchange rate for US dollars on these days.",
            await WordsAsync(customer, "en", "customer"));
        Assert.Contains("有2笔订单（共105 USD）未计入：政策没有相应日期的美元汇率。", await WordsAsync(customer, "zh", "company"));
        Assert.Contains("您有2笔订单（共105 USD）暂未计入：尚无相应日期的美元汇率。", await WordsAsync(customer, "zh", "customer"));
    }

    [Fact]
    public async Task A_preview_and_a_trial_name_what_does_not_count()
    {
        var customer = await api.BuysAsync("tried", "tr-1", "2026-03-01T10:00:00+08:00", "10");
        await api.HistoryAsync(customer, 1);
        await api.BuysInDollarsAsync("tried", "tr-2", "2026-03-06T10:00:00+08:00", "7");
        await api.TierAsync(customer, tier => tier["uncounted"] is not null);

        using var previewed = await api.SendAsync(
            api.Person("olga", Roles.Operator), $"/api/v1/customers/{customer:D}/facts/preview",
            """{"kind":"purchase","customer":"tried","id":"tr-3","at":"2026-03-07T10:00:00+08:00","currency":"CNY","amount":"1000"}""");
        var would = (await previewed.Content.ReadFromJsonAsync<JsonArray>())![0]!["would"]!;
        Assert.Equal(("silver", "7"), ((string?)would["held"], (string?)would["uncounted"]![0]!["sum"]));

        var trial = await api.PostAsync(
            api.Person("ann", Roles.PolicyAuthor), "/api/v1/trials/customer",
            $$"""{"customer":"{{customer}}","ladder":"membership","asOf":"2026-05-01","facts":[{"kind":"purchase","at":"2026-04-10T10:00:00+08:00","currency":"USD","amount":"3"}]}""");
        Assert.Equal(("2", "10"), (trial["entries"]!.AsArray()[^1]!["uncounted"]![0]!["facts"]!.ToJsonString(),
            (string?)trial["entries"]!.AsArray()[^1]!["uncounted"]![0]!["sum"]));
    }

    [Fact]
    public async Task A_list_says_who_has_amounts_that_do_not_count_and_health_which_currencies()
    {
        var customer = await api.BuysAsync("listed", "li-1", "2026-03-01T10:00:00+08:00", "10");
        await api.BuysInDollarsAsync("listed", "li-2", "2026-02-28T15:59:59Z", "20");
        await api.BuysInDollarsAsync("listed", "li-3", "2026-03-04T10:00:00+08:00", "22.5");
        await api.BuysInDollarsAsync("listed", "li-4", "2026-03-04T10:00:00+08:00", "1", "EUR");
        await api.PostAsync(
            api.Person("shop", Roles.Recorder), "/api/v1/returns",
            """{"customer":"listed","id":"li-5","at":"2026-03-05T09:00:00+08:00","of":"li-3","currency":"USD","amount":"0.5"}""");
        await api.PostAsync(api.Person("shop", Roles.Recorder), "/api/v1/cancellations",
            """{"customer":"listed","id":"li-6","at":"2026-03-05T09:00:00+08:00","of":"li-4"}""");
        await api.BuysInDollarsAsync("listed", "li-7", "2026-03-06T10:00:00+08:00", "4", "GBP");

        var lines = await api.UncountedAsync(
            "", lines => lines.Count(line => (Guid)line["customer"]! == customer && (string?)line["currency"] is "USD" or "GBP") == 2
            && lines.Any(line => (Guid)line["customer"]! == customer && (string?)line["sum"] == "42"));
        var own = lines.Where(line => (Guid)line["customer"]! == customer).ToList();

        Assert.Equal(
            ["membership GBP 1 4 2026-03-06", "membership USD 2 42 2026-02-28"],
            own.Select(line => $"{line["ladder"]} {line["currency"]} {line["facts"]} {line["sum"]} {line["firstDay"]}"));
        Assert.All(await api.UncountedAsync("?currency=GBP&ladder=membership", _ => true), line => Assert.Equal("GBP", (string?)line["currency"]));
        Assert.Empty(await api.UncountedAsync("?ladder=none", _ => true));
        var health = await api.Stranger().GetFromJsonAsync<JsonNode>("/health/ready");
        Assert.Equal("degraded", (string?)health!["status"]);
        Assert.Contains("""{"ladder":"membership","currency":"USD"}""", health["uncounted"]!.AsArray().Select(one => one!.ToJsonString()));
    }

    private async Task<string[]> WordsAsync(Guid customer, string language, string audience) =>
        [.. (await api.Person("rita", Roles.Reviewer).GetFromJsonAsync<JsonNode>(
            $"/api/v1/customers/{customer:D}/tiers/membership/explanation?language={language}&audience={audience}"))!["words"]!
            .AsArray().Select(word => (string)word!)];
}
