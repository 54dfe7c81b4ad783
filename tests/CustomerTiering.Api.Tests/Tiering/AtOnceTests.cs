using System.Text.Json.Nodes;
using CustomerTiering.Access;
using CustomerTiering.Api.Tests.Faults;
using CustomerTiering.Api.Tests.Lifecycle;
using CustomerTiering.Api.Tests.Tiering.Overrides;

namespace CustomerTiering.Api.Tests.Tiering;

/// <summary>What may happen at the same moment, on a real database: no decision is lost, none is made twice.</summary>
public sealed class AtOnceTests(ApiWithOverrides api) : IClassFixture<ApiWithOverrides>
{
    private const int Customers = 60;

    [Fact]
    public async Task Two_assessments_at_once_leave_one_review_of_each_customer()
    {
        var customers = await BuyersAsync("twice", "1000.00");

        var runs = await Task.WhenAll(Enumerable.Range(0, 2).Select(_ => api.PostAsync(Olga, "/api/v1/assessments", """{"asOf":"2026-03-10"}""")));

        Assert.Equal((2, Customers), (runs.Length, customers.Count));
        foreach (var run in runs) Assert.Equal(0, (int)(await DoneAsync(run))["result"]!["failed"]!);
        foreach (var customer in customers)
        {
            var lines = await HistoryAsync(customer);
            Assert.Equal(1, lines.Count(line => (string?)line!["trigger"] == "review" && (string?)line["asOf"] == "2026-03-10"));
            OneAfterAnother(lines);
        }
    }

    [Fact]
    public async Task An_assessment_beside_late_facts_ends_where_the_facts_lead()
    {
        var customers = await BuyersAsync("late", "400.00");

        var running = api.PostAsync(Olga, "/api/v1/assessments", """{"asOf":"2026-03-10"}""");
        await Task.WhenAll(customers.Select((_, n) => api.BuysAsync($"late-{n}", $"late-{n}-2", "2026-03-08T09:00:00+08:00", "600.00")));
        var result = (await DoneAsync(await running))["result"]!;
        await api.AtRestAsync();

        Assert.Equal(0, (int)result["failed"]!);
        foreach (var customer in customers)
        {
            var lines = await HistoryAsync(customer);
            Assert.Equal("silver", (string?)lines[^1]!["held"]);
            OneAfterAnother(lines);
        }
    }

    [Fact]
    public async Task A_merge_beside_an_override_loses_neither()
    {
        for (var n = 0; n < 10; n++)
        {
            var (survivor, duplicate) = (await api.OrdinaryAsync($"kept-{n}"), await api.OrdinaryAsync($"gone-{n}"));
            var id = await api.AskAsync(survivor);
            await api.AtRestAsync();
            using var customer = await api.Person("ann", Roles.Agent).GetAsync($"/api/v1/customers/{survivor:D}");

            var merging = api.SendAsync(
                api.Person("ann", Roles.Agent), $"/api/v1/customers/{survivor:D}/merges",
                $$"""{"duplicate":"{{duplicate:D}}","reason":"The same person."}""", customer.Headers.ETag!.Tag);
            var approving = api.SendAsync(api.Person("bob", Roles.Approver), $"{ApiWithOverrides.PathOf(survivor)}/{id:D}/approval", "{}", "\"v1\"");
            using (var merged = await merging) Assert.True(merged.IsSuccessStatusCode, await merged.Content.ReadAsStringAsync());
            using (var approved = await approving) Assert.True(approved.IsSuccessStatusCode, await approved.Content.ReadAsStringAsync());
            await api.AtRestAsync();

            Assert.Equal("in-force", (string?)(await api.OverrideAsync(survivor, id))["status"]);
            await api.EffectiveAsync(survivor, "gold");
            Assert.Equal("left", (string?)(await HistoryAsync(duplicate))[^1]!["outcome"]);
            OneAfterAnother(await HistoryAsync(survivor));
        }
    }

    private HttpClient Olga => api.Person("olga", Roles.Operator);

    /// <summary>Customers who are known since yesterday.</summary>
    private async Task<IReadOnlyList<Guid>> BuyersAsync(string name, string amount)
    {
        var customers = await Task.WhenAll(
            Enumerable.Range(0, Customers).Select(n => api.BuysAsync($"{name}-{n}", $"{name}-{n}-1", "2026-03-09T09:00:00+08:00", amount)));
        await api.AtRestAsync();
        return customers;
    }

    private Task<JsonNode> DoneAsync(JsonNode run) =>
        api.EventuallyAsync($"/api/v1/assessments/{run["id"]}", progress => (string?)progress["state"] == "done");

    private Task<JsonArray> HistoryAsync(Guid customer) => api.HistoryAsync(customer, 1);

    /// <summary>No decision supersedes one that another superseded already, and no day has two that stand.</summary>
    private static void OneAfterAnother(IEnumerable<JsonNode?> lines)
    {
        var superseded = lines.Select(line => (string?)line!["supersedes"]).OfType<string>().ToList();
        Assert.Equal(superseded.Distinct(), superseded);
        var stand = lines.Where(line => (string?)line!["kind"] == "decision" && !superseded.Contains((string)line["id"]!))
            .Select(line => $"{line!["trigger"]} {line["asOf"]}").ToList();
        Assert.Equal(stand.Distinct(), stand);
    }
}
