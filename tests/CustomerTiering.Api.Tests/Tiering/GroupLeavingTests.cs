using System.Text.Json.Nodes;
using CustomerTiering.Access;
using CustomerTiering.Api.Tests.Faults;

namespace CustomerTiering.Api.Tests.Tiering;

public sealed class GroupLeavingTests(ApiWithGroupsInForce api) : IClassFixture<ApiWithGroupsInForce>
{
    private static (string?, string?, string?, string?) Held(JsonNode? line) =>
        ((string?)line!["held"], (string?)line["outcome"], (string?)line["effectiveFrom"], (string?)line["validUntil"]);

    [Fact]
    public async Task Who_comes_to_a_group_has_its_tier_and_who_leaves_keeps_it_until_it_ends()
    {
        var head = await api.CompanyAsync("globex-1", "2026-03-10T08:00:00+08:00", "globex");
        await api.HistoryAsync(head, 1);
        await api.BuysAsync("globex-1", "h-1", "2026-03-10T09:00:00+08:00", "5000.00");
        Assert.Equal("gold", (string?)(await api.HistoryAsync(head, 2))[1]!["held"]);

        var other = await api.CompanyAsync("globex-2", "2026-03-10T09:30:00+08:00", null);
        Assert.Equal("ordinary", (string?)(await api.HistoryAsync(other, 1))[0]!["held"]);
        await api.CompanyAsync("globex-2", "2026-03-10T10:00:00+08:00", "globex");
        Assert.Equal(("gold", "upgraded", "2026-03-10", "2026-09-09"), Held((await api.HistoryAsync(other, 2))[1]));

        await api.AtRestAsync();
        api.Clock.MoveTo(new(2026, 3, 11, 4, 0, 0, TimeSpan.Zero));
        await api.CompanyAsync("globex-2", "2026-03-11T11:00:00+08:00", null);
        await api.AtRestAsync();
        var asked = await api.PostAsync(api.Person("olga", Roles.Operator), $"/api/v1/customers/{other:D}/assessments", """{"asOf":"2026-03-11"}""");
        Assert.Equal("retained", (string?)asked[0]!["outcomes"]!.AsArray()[^1]);
        Assert.Equal(("gold", "2026-09-09"), ((string?)asked[0]!["to"], (string?)(await api.HistoryAsync(other, 3))[^1]!["validUntil"]));
    }
}

/// <summary>Who belongs to a group on a day is who does at its end.</summary>
public sealed class GroupOfADayTests(ApiWithGroupsInForce api) : IClassFixture<ApiWithGroupsInForce>
{
    [Fact]
    public async Task Who_comes_to_a_group_and_leaves_it_within_a_day_never_belonged_to_it_once_the_day_is_over()
    {
        await api.CompanyAsync("initech-1", "2026-03-09T08:00:00+08:00", "initech");
        await api.BuysAsync("initech-1", "i-1", "2026-03-09T09:00:00+08:00", "5000.00");
        var other = await api.CompanyAsync("initech-2", "2026-03-10T09:30:00+08:00", "initech");
        Assert.Equal("gold", (string?)(await api.HistoryAsync(other, 1))[0]!["held"]);
        await api.CompanyAsync("initech-2", "2026-03-10T11:00:00+08:00", null);
        await api.AtRestAsync();

        api.Clock.MoveTo(new(2026, 3, 12, 4, 0, 0, TimeSpan.Zero));
        await api.PostAsync(api.Person("olga", Roles.Operator), $"/api/v1/customers/{other:D}/assessments", """{"asOf":"2026-03-11"}""");

        var history = await api.HistoryAsync(other, 2);
        Assert.Equal(
            ("2026-03-10", "joined", "ordinary"), ((string?)history[1]!["asOf"], (string?)history[1]!["outcome"], (string?)history[1]!["held"]));
        Assert.Equal((string?)history[0]!["id"], (string?)history[1]!["supersedes"]);
    }
}
