using System.Text.Json.Nodes;
using CustomerTiering.Access;
using CustomerTiering.Api.Tests.Faults;
using CustomerTiering.Api.Tests.Tiering.Overrides;

namespace CustomerTiering.Api.Tests.Tiering;

/// <summary>Around midnight in Shanghai, which is four in the afternoon in UTC: which day it is, is for the ladder's time zone to say.</summary>
public sealed class TodayTests(ApiWithOverrides api) : IClassFixture<ApiWithOverrides>
{
    [Fact]
    public async Task A_request_for_the_10th_lapses_at_midnight_in_the_ladders_zone()
    {
        var customer = await api.OrdinaryAsync("lapses");
        var id = await api.AskAsync(customer, until: "2026-03-10");
        var granted = await api.OrdinaryAsync("midnight");
        await api.GrantAsync(granted, from: "2026-03-11", until: "2026-03-11");
        await api.AtRestAsync();

        api.Clock.MoveTo(new(2026, 3, 10, 15, 59, 0, TimeSpan.Zero));
        Assert.Equal("requested", (string?)(await api.OverrideAsync(customer, id))["status"]);
        Assert.Equal([id], await ListedAsync("open"));

        api.Clock.MoveTo(new(2026, 3, 10, 16, 0, 1, TimeSpan.Zero));
        Assert.Equal("lapsed", (string?)(await api.OverrideAsync(customer, id))["status"]);
        Assert.Empty(await ListedAsync("open"));
        Assert.Equal([id], await ListedAsync("lapsed"));

        // It is the 11th in Shanghai, and the 10th in UTC: reports of today have the tier that began at midnight.
        await api.EffectiveAsync(granted, "gold");
        await api.PlanAsync(granted, "gold-care", "2026-03-11");
        Assert.Equal(("gold 1, ordinary 1", "ordinary 2"), (await TiersAsync(""), await TiersAsync("?asOf=2026-03-10")));
        Assert.Equal("gold-care", (string?)(await GetAsync($"/api/v1/customers/{granted:D}/service-plans"))[0]!["plan"]);
        Assert.Equal(["basic", "gold-care"], (await GetAsync("/api/v1/reports/plans")).AsArray().Select(one => (string?)one!["plan"]));
        Assert.Single((await GetAsync("/api/v1/service-plans/gold-care/customers"))["items"]!.AsArray());
    }

    private async Task<IEnumerable<Guid>> ListedAsync(string state) =>
        (await GetAsync($"/api/v1/overrides?state={state}"))["items"]!.AsArray().Select(one => (Guid)one!["id"]!);

    private async Task<string> TiersAsync(string query) =>
        string.Join(", ", (await GetAsync("/api/v1/reports/tiers" + query)).AsArray().Select(one => $"{one!["tier"]} {one["customers"]}"));

    private async Task<JsonNode> GetAsync(string path) => JsonNode.Parse(await api.Person("rita", Roles.Reviewer).GetStringAsync(path))!;
}

/// <summary>The same ladder with its days in Chicago, which in March is five hours behind UTC (from the 8th on).</summary>
public sealed class ApiWithOverridesInChicago : ApiWithOverrides
{
    protected override string Policy => base.Policy.Replace("Asia/Shanghai", "America/Chicago", StringComparison.Ordinal);
}

/// <summary>Around midnight in UTC, which is the evening before in Chicago.</summary>
public sealed class TodayInChicagoTests(ApiWithOverridesInChicago api) : IClassFixture<ApiWithOverridesInChicago>
{
    [Theory]
    [InlineData("2026-03-11T04:59:00Z", "requested")]
    [InlineData("2026-03-11T05:00:01Z", "lapsed")]
    public async Task A_request_for_the_10th_is_open_until_midnight_in_Chicago(string now, string status)
    {
        var customer = await api.OrdinaryAsync("chicago-" + status, "2026-03-09T09:00:00-05:00");
        var id = await api.AskAsync(customer, until: "2026-03-10");

        api.Clock.MoveTo(DateTimeOffset.Parse(now, null));

        Assert.Equal(status, (string?)(await api.OverrideAsync(customer, id))["status"]);
        api.Clock.MoveTo(new(2026, 3, 10, 4, 0, 0, TimeSpan.Zero));
    }
}
