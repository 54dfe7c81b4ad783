using System.Net;
using System.Net.Http.Json;
using System.Text.Json.Nodes;
using CustomerTiering.Access;
using CustomerTiering.Api.Tests.Tiering;

namespace CustomerTiering.Api.Tests.Customers;

public sealed class MergeScenarioTests(ApiWithMembershipInForce api) : IClassFixture<ApiWithMembershipInForce>
{
    private Task<HttpResponseMessage> MergeAsync(Guid survivor, Guid duplicate) => api.SendAsync(
        api.Person("ada", Roles.Agent), $"/api/v1/customers/{survivor:D}/merges", $$"""{"duplicate":"{{duplicate:D}}","reason":"the same phone number"}""");

    private async Task<Guid> CustomerAsync(string name, string amount)
    {
        var customer = await api.BuysAsync(name, $"{name}-1", "2026-03-10T09:00:00+08:00", amount);
        await api.HistoryAsync(customer, 1);
        return customer;
    }

    [Fact]
    public async Task The_survivor_rises_at_once_and_the_duplicates_number_leads_to_them()
    {
        var (survivor, duplicate) = (await CustomerAsync("m-1", "600.00"), await CustomerAsync("m-2", "399.99"));

        using var merged = await MergeAsync(survivor, duplicate);
        Assert.Equal(HttpStatusCode.OK, merged.StatusCode);
        Assert.Equal(("leaving", "left"), Said((await api.HistoryAsync(duplicate, 2))[1]));

        // A cent under the number of the duplicate, and both together have what silver takes.
        Assert.Equal(survivor, await api.BuysAsync("m-2", "m-2-2", "2026-03-10T10:00:00+08:00", "0.01"));
        var risen = (await api.HistoryAsync(survivor, 2))[1]!;
        Assert.Equal(("upgraded", "silver"), ((string?)risen["outcome"], (string?)risen["held"]));

        var reviewer = api.Person("rita", Roles.Reviewer);
        var timeline = await reviewer.GetFromJsonAsync<JsonNode>($"/api/v1/customers/{survivor:D}/timeline");
        Assert.Equal(3, timeline!["items"]!.AsArray().Count(one => (string?)one!["type"] == "PurchaseMade"));
        var purchases = await reviewer.GetFromJsonAsync<JsonNode>($"/api/v1/customers/{survivor:D}/purchases");
        Assert.Equal(3, purchases!["items"]!.AsArray().Count);
        var facts = await reviewer.GetFromJsonAsync<JsonNode>($"/api/v1/customers/{survivor:D}/facts");
        Assert.Equal(3, (int)facts!["count"]!);
        var value = (await reviewer.GetFromJsonAsync<JsonArray>("/api/v1/reports/customer-value"))!;
        Assert.Equal("1000", (string?)value.Single(one => (string?)one!["externalId"] == "m-1")!["net"]);
        Assert.DoesNotContain(value, one => (string?)one!["externalId"] == "m-2");
    }

    [Fact]
    public async Task What_both_had_bought_is_decided_again_as_one()
    {
        var (survivor, duplicate) = (await CustomerAsync("n-1", "500.00"), await CustomerAsync("n-2", "500.00"));

        using var merged = await MergeAsync(survivor, duplicate);

        var risen = (await api.HistoryAsync(survivor, 2))[1]!;
        Assert.Equal("silver", (string?)risen["held"]);
        var before = await api.Person("rita", Roles.Reviewer).GetFromJsonAsync<JsonNode>($"/api/v1/customers/{survivor:D}/facts?knownAt={long.Parse(merged.Headers.GetValues("Log-Position").Single()) - 2}");
        Assert.Equal(1, (int)before!["count"]!);
    }

    [Fact]
    public async Task A_customer_is_merged_once_and_not_with_itself()
    {
        var (survivor, duplicate, third) = (await CustomerAsync("o-1", "1.00"), await CustomerAsync("o-2", "1.00"), await CustomerAsync("o-3", "1.00"));

        await (await MergeAsync(survivor, survivor)).ProblemAsync(HttpStatusCode.UnprocessableEntity, "merge-with-itself");
        Assert.Equal(HttpStatusCode.OK, (await MergeAsync(survivor, duplicate)).StatusCode);
        await (await MergeAsync(survivor, duplicate)).ProblemAsync(HttpStatusCode.UnprocessableEntity, "already-merged");
        await (await MergeAsync(duplicate, third)).ProblemAsync(HttpStatusCode.UnprocessableEntity, "already-merged");
        await (await MergeAsync(survivor, Guid.NewGuid())).ProblemAsync(HttpStatusCode.NotFound, "not-found");

        // Who was merged before is led on with whom it was merged into.
        Assert.Equal(HttpStatusCode.OK, (await MergeAsync(third, survivor)).StatusCode);
        Assert.Equal(third, await api.BuysAsync("o-2", "o-2-2", "2026-03-10T10:00:00+08:00", "1.00"));
        Assert.Equal(4, (int)(await api.Person("rita", Roles.Reviewer).GetFromJsonAsync<JsonNode>($"/api/v1/customers/{third:D}/facts"))!["count"]!);
    }

    private static (string?, string?) Said(JsonNode? line) => ((string?)line!["trigger"], (string?)line["outcome"]);
}
