using System.Net.Http.Json;
using System.Text.Json.Nodes;
using CustomerTiering.Access;
using CustomerTiering.Api.Tests.Lifecycle;

namespace CustomerTiering.Api.Tests.Tiering;

/// <summary>Groups are there before the first day of what judges them: of a stricter version that judges at once, and of another ladder.</summary>
public sealed class GroupTransitionTests(ApiWithGroupsInForce api) : IClassFixture<ApiWithGroupsInForce>
{
    [Fact]
    public async Task On_its_first_day_a_version_judges_groups_and_a_ladder_takes_them_in()
    {
        var falls = await CompaniesAsync("falls", "899.99");
        var stays = await CompaniesAsync("stays", "900.00");
        var stricter = api.InForce.Replace("\"atLeast\": 1000", "\"atLeast\": 2000", StringComparison.Ordinal)
            .Replace("\"atLeast\": 800", "\"atLeast\": 1800", StringComparison.Ordinal)
            .Replace("\"grace\": \"P30D\", ", "", StringComparison.Ordinal)
                .Replace("\"movement\"", "\"transition\": \"at-once\",\n  \"movement\"", StringComparison.Ordinal);
        await BeginAsync("membership", stricter, version: 2, tag: 4);
        await BeginAsync(
            "club", api.InForce.Replace("\"ladder\": \"membership\"", "\"ladder\": \"club\"", StringComparison.Ordinal), version: 1, tag: 0);

        api.Clock.MoveTo(new(2026, 3, 12, 4, 0, 0, TimeSpan.Zero));

        foreach (var company in falls) Assert.Equal("transition 2026-03-11 downgraded ordinary", Line(await LastAsync(company, "membership")));
        foreach (var company in stays) Assert.Equal("transition 2026-03-11 retained silver", Line(await LastAsync(company, "membership")));
        foreach (var company in falls) Assert.Equal("joining 2026-03-11 joined silver", Line(await LastAsync(company, "club")));

        // Tried with what was held the day before, it says what was decided; afresh those who stay would not have come so far.
        Assert.Empty((await MoversAsync(stricter, carry: true)).Intersect([.. falls, .. stays]));
        Assert.Equal(stays.Order(), (await MoversAsync(stricter, carry: false)).Intersect([.. falls, .. stays]).Order());
    }

    /// <summary>Two companies of a group that bought for 900.00 and for an amount, and hold silver together.</summary>
    private async Task<Guid[]> CompaniesAsync(string group, string amount)
    {
        Guid[] companies = [await api.CompanyAsync($"{group}-1", "2026-03-10T08:00:00+08:00", group),
            await api.CompanyAsync($"{group}-2", "2026-03-10T08:01:00+08:00", group)];
        foreach (var company in companies) await api.HistoryAsync(company, 1);
        await api.BuysAsync($"{group}-1", $"{group}-1", "2026-03-10T09:00:00+08:00", "900.00");
        await api.BuysAsync($"{group}-2", $"{group}-2", "2026-03-10T09:01:00+08:00", amount);
        foreach (var company in companies) Assert.Equal("silver", (string?)(await api.HistoryAsync(company, 2))[1]!["held"]);
        return companies;
    }

    /// <summary>Takes a text through all its steps; it begins tomorrow.</summary>
    private async Task BeginAsync(string ladder, string text, int version, int tag)
    {
        var author = api.Person("ann", Roles.PolicyAuthor);
        var drafted = await api.PostAsync(author, "/api/v1/policies", text);
        var path = $"/api/v1/policies/{ladder}/versions/{version}/";
        await api.PostAsync(author, path + "submission", null, $"\"v{tag + 1}\"");
        await api.PostAsync(api.Person("bob", Roles.Approver), path + "approval", $$"""{"digest":"{{drafted["digest"]}}"}""", $"\"v{tag + 2}\"");
        await api.PostAsync(api.Person("olga", Roles.Operator), path + "force", """{"from":"2026-03-11"}""", $"\"v{tag + 3}\"");
    }

    /// <summary>Whom a draft in force from 11 March would have elsewhere on that day.</summary>
    private async Task<IEnumerable<Guid>> MoversAsync(string draft, bool carry)
    {
        var started = await api.PostAsync(
            api.Person("ann", Roles.PolicyAuthor), "/api/v1/trials",
            $$"""{"drafts":[{"document":{{draft}}}],"from":"2026-03-11","to":"2026-03-12","carryHeld":{{(carry ? "true" : "false")}}}""");
        var trial = await api.EventuallyAsync($"/api/v1/trials/{started["id"]}", trial => (string?)trial["state"] == "done");
        return trial["result"]!["drafts"]![0]!["movers"]!["listed"]!.AsArray().Select(mover => (Guid)mover!["customer"]!);
    }

    /// <summary>The decision as of the first day, once it is there.</summary>
    private async Task<JsonNode> LastAsync(Guid company, string ladder)
    {
        var client = api.Person("rita", Roles.Reviewer);
        using var patience = new CancellationTokenSource(TimeSpan.FromSeconds(60));
        while (true)
        {
            using var answer = await client.GetAsync($"/api/v1/customers/{company:D}/tiers/{ladder}/history", patience.Token);
            if (answer.IsSuccessStatusCode && (await answer.Content.ReadFromJsonAsync<JsonArray>(patience.Token))!.FirstOrDefault(
                line => (string?)line!["asOf"] == "2026-03-11") is { } line)
                return line;
            await Task.Delay(50, patience.Token);
        }
    }

    private static string Line(JsonNode line) => $"{line["trigger"]} {line["asOf"]} {line["outcome"]} {line["held"]}";
}
