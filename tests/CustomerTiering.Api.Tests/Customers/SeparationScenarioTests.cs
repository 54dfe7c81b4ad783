using System.Net;
using System.Net.Http.Json;
using System.Text.Json.Nodes;
using CustomerTiering.Access;
using CustomerTiering.Api.Tests.Faults;
using CustomerTiering.Api.Tests.Tiering;

namespace CustomerTiering.Api.Tests.Customers;

/// <summary>A merge is taken back.</summary>
public sealed class SeparationScenarioTests(ApiWithMembershipInForce api) : IClassFixture<ApiWithMembershipInForce>
{
    private const string Today = "2026-03-10T09:00:00+08:00";

    [Fact]
    public async Task Each_fact_goes_to_whom_it_was_recorded_for_both_are_decided_again_and_both_names_lead_on()
    {
        var (survivor, duplicate) = (await CustomerAsync("u-1", "600.00"), await CustomerAsync("u-2", "400.00"));
        await SendAsync(survivor, "merges", duplicate);
        Assert.Equal("silver", (string?)(await api.HistoryAsync(survivor, 2))[1]!["held"]);
        await api.HistoryAsync(duplicate, 2);
        // Recorded for the survivor, under the number of the duplicate: it stays there.
        Assert.Equal(survivor, await api.BuysAsync("u-2", "u-2-2", Today, "1.00"));

        using var separated = await SendAsync(survivor, "separations", duplicate);

        Assert.Equal(HttpStatusCode.OK, separated.StatusCode);
        await api.AtRestAsync();
        Assert.Equal("ordinary", (string?)(await api.HistoryAsync(survivor, 3))[^1]!["held"]);
        var anew = (await api.HistoryAsync(duplicate, 3))[^1]!;
        Assert.Equal(("withdrawal", "retained", "ordinary"), ((string?)anew["trigger"], (string?)anew["outcome"], (string?)anew["held"]));
        Assert.Equal(duplicate, await api.BuysAsync("u-2", "u-2-3", "2026-03-10T10:00:00+08:00", "600.00"));
        Assert.Equal(survivor, await api.BuysAsync("u-1", "u-1-2", "2026-03-10T10:00:00+08:00", "2.00"));
        Assert.Equal("silver", (string?)(await api.HistoryAsync(duplicate, 4))[^1]!["held"]);
        await api.AtRestAsync();
        Assert.Equal(["1", "2", "600"], await AmountsAsync(survivor));
        Assert.Equal(["400", "600"], await AmountsAsync(duplicate));
        Assert.Null((await ReadAsync($"customers/{duplicate:D}"))["mergedInto"]);
        Assert.Equal(duplicate, (Guid)(await ReadAsync("customers?externalId=u-2"))["items"]![0]!["id"]!);
        foreach (var projection in (string[])["customers", "customer-facts", "tiers"]) await api.RebuiltIsLiveAsync(projection);
        using var again = await SendAsync(survivor, "merges", duplicate);
        Assert.Equal(HttpStatusCode.OK, again.StatusCode);
    }

    [Fact]
    public async Task A_duplicate_stands_as_if_it_had_never_been_merged()
    {
        var (survivor, duplicate) = (await CustomerAsync("t-1", "1.00"), await CustomerAsync("t-2", "1000.00"));
        await SendAsync(survivor, "merges", duplicate);
        await api.AtRestAsync();
        Assert.Equal("silver", (string?)(await TierAsync(survivor))["held"]);

        await SendAsync(survivor, "separations", duplicate);
        await api.AtRestAsync();

        var tier = await TierAsync(duplicate);
        Assert.Equal(("silver", "2026-03-02", "2026-09-01"), ((string?)tier["held"], (string?)tier["heldFrom"], (string?)tier["validUntil"]));
        Assert.Equal("ordinary", (string?)(await TierAsync(survivor))["held"]);
        await api.RebuiltIsLiveAsync("tiers");
    }

    [Theory]
    [InlineData("returns", "\"currency\":\"CNY\",\"amount\":\"1000.00\"")]
    [InlineData("cancellations", "\"channel\":null")]
    [InlineData("corrections", "\"ofKind\":\"purchase\",\"replaces\":{\"amount\":\"1.00\"}")]
    public async Task What_refers_to_a_duplicates_fact_counts_for_the_survivor_and_goes_with_it(string what, string members)
    {
        var (survivor, duplicate) = (await CustomerAsync($"{what}-1", "1.00"), await CustomerAsync($"{what}-2", "1000.00"));
        await SendAsync(survivor, "merges", duplicate);
        await api.AtRestAsync();
        Assert.Equal("silver", (string?)(await TierAsync(survivor))["held"]);

        await api.PostAsync(
            Recorder, $"/api/v1/{what}", $$"""{"customer":"{{what}}-1","id":"{{what}}-r","at":"{{Today}}","of":"{{what}}-2-1",{{members}}}""");
        await api.AtRestAsync();
        Assert.Equal("ordinary", (string?)(await TierAsync(survivor))["held"]);

        await SendAsync(survivor, "separations", duplicate);
        await api.AtRestAsync();
        Assert.Equal("ordinary", (string?)(await TierAsync(duplicate))["held"]);
        var value = what == "corrections" ? "1" : "0";
        Assert.Equal(value, (string?)(await ReadAsync($"customers/{duplicate:D}/purchases"))["items"]![0]!["net"]);
    }

    [Fact]
    public async Task Whoever_a_survivor_was_merged_into_is_decided_again_too()
    {
        var (first, second, third) = (await CustomerAsync("z-1", "1.00"), await CustomerAsync("z-2", "1.00"), await CustomerAsync("z-3", "1000.00"));
        await SendAsync(second, "merges", third);
        await SendAsync(first, "merges", second);
        await api.AtRestAsync();
        Assert.Equal("silver", (string?)(await TierAsync(first))["held"]);

        await SendAsync(second, "separations", third);
        await api.AtRestAsync();

        Assert.Equal(("ordinary", "silver"), ((string?)(await TierAsync(first))["held"], (string?)(await TierAsync(third))["held"]));
    }

    [Fact]
    public async Task Only_a_merge_that_stands_is_taken_back_and_whoever_was_merged_before_goes_with_the_duplicate()
    {
        var (first, second, third) = (await CustomerAsync("v-1", "1.00"), await CustomerAsync("v-2", "2.00"), await CustomerAsync("v-3", "3.00"));
        await (await SendAsync(first, "separations", second)).ProblemAsync(HttpStatusCode.UnprocessableEntity, "not-merged");
        await SendAsync(second, "merges", third);
        await SendAsync(first, "merges", second);
        await (await SendAsync(first, "separations", third)).ProblemAsync(HttpStatusCode.UnprocessableEntity, "not-merged");

        await SendAsync(first, "separations", second);
        await api.AtRestAsync();

        Assert.Equal(second, await api.BuysAsync("v-3", "v-3-2", Today, "4.00"));
        Assert.Equal(["1"], await AmountsAsync(first));
        await (await SendAsync(first, "separations", second)).ProblemAsync(HttpStatusCode.UnprocessableEntity, "not-merged");
    }

    [Fact]
    public async Task A_correction_of_a_duplicates_fact_goes_with_the_fact_and_keeps_its_note()
    {
        var (survivor, duplicate) = (await CustomerAsync("x-1", "1.00"), await CustomerAsync("x-2", "2.00"));
        await api.PostAsync(
            Recorder, "/api/v1/purchases", $$"""{"customer":"x-2","id":"x-2-2","at":"{{Today}}","currency":"CNY","amount":"5.00","note":"a gift"}""");
        await SendAsync(survivor, "merges", duplicate);
        var correction = await api.PostAsync(
            Recorder, "/api/v1/corrections",
            $$"""{"customer":"x-2","id":"x-2-k","at":"{{Today}}","ofKind":"purchase","of":"x-2-2","replaces":{"amount":"7.00"} }""");
        var told = await ReadAsync($"facts/{(Guid)correction["id"]!:D}");
        Assert.Equal("a gift", (string?)told["fact"]!["data"]!["texts"]!["note"]);

        await SendAsync(survivor, "separations", duplicate);
        await api.AtRestAsync();
        Assert.Equal(["2", "7"], await AmountsAsync(duplicate));
        Assert.Equal(["1"], await AmountsAsync(survivor));
    }

    [Fact]
    public async Task An_open_appeal_of_a_duplicate_is_closed_by_the_merge()
    {
        var (survivor, duplicate) = (await CustomerAsync("y-1", "1.00"), await CustomerAsync("y-2", "2.00"));
        var decision = (string)(await api.HistoryAsync(duplicate, 1))[0]!["id"]!;
        var filed = await api.PostAsync(
            api.Person("ada", Roles.Agent), $"/api/v1/customers/{duplicate:D}/appeals",
            $$"""{"decision":"{{decision}}","grounds":"I bought more.","channel":"mail"}""");

        using var merged = await SendAsync(survivor, "merges", duplicate);

        Assert.Contains("\"appeals\":\"closed\"", await merged.Content.ReadAsStringAsync(), StringComparison.Ordinal);
        await api.AtRestAsync();
        Assert.Equal("closed", (string?)(await ReadAsync($"appeals/{(string)filed["id"]!}"))["status"]);
    }

    private HttpClient Recorder => api.Person("shop", Roles.Recorder);

    private async Task<HttpResponseMessage> SendAsync(Guid survivor, string what, Guid duplicate) => await api.Person("ada", Roles.Agent).PostAsync(
        $"/customers/{survivor:D}/{what}", $$"""{"duplicate":"{{duplicate:D}}","reason":"looked at again"}""");

    private async Task<Guid> CustomerAsync(string name, string amount)
    {
        var customer = await api.BuysAsync(name, $"{name}-1", "2026-03-02T09:00:00+08:00", amount);
        await api.HistoryAsync(customer, 1);
        return customer;
    }

    private async Task<JsonNode> ReadAsync(string path) => (await api.Person("rita", Roles.Agent).GetFromJsonAsync<JsonNode>("/api/v1/" + path))!;

    private async Task<JsonNode> TierAsync(Guid customer) => (await ReadAsync($"customers/{customer:D}/tiers"))[0]!;

    private async Task<IEnumerable<string>> AmountsAsync(Guid customer) =>
        (await ReadAsync($"customers/{customer:D}/facts"))["facts"]!.AsArray().Select(fact => (string)fact!["amount"]!).Order(StringComparer.Ordinal);
}
