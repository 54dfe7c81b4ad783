using System.Text.Json.Nodes;
using CustomerTiering.Access;

namespace CustomerTiering.Api.Tests.Tiering;

/// <summary>
/// Facts of days that are over, of companies that are judged as one: for all of them what would have come out otherwise is decided again.
/// </summary>
public sealed class GroupLateFactsTests(ApiWithGroupsInForce api) : IClassFixture<ApiWithGroupsInForce>
{
    private const string Return =
        """{"customer":"late-1","id":"late-r","at":"2026-02-20T09:00:00+08:00","of":"late-p","currency":"CNY","amount":"200.01"}""";

    [Fact]
    public async Task A_late_return_of_one_corrects_the_tier_of_all_as_its_preview_said()
    {
        List<Guid> companies = [];
        foreach (var name in (string[])["late-1", "late-2"])
        {
            companies.Add(await api.CompanyAsync(name, "2026-02-01T08:00:00+08:00", "late"));
            await api.HistoryAsync(companies[^1], 2);
        }
        Assert.Equal(2, companies.Count);
        await api.BuysAsync("late-1", "late-p", "2026-02-10T09:00:00+08:00", "1000.00");
        string[] stood = ["joining 2026-02-01 joined ordinary", "review 2026-03-01 retained ordinary", "at-once 2026-02-10 upgraded silver",
            "review 2026-03-01 retained silver"];
        foreach (var company in companies) Assert.Equal(stood, (await api.HistoryAsync(company, 4)).Select(Line));

        var everybody = api.Person("eve", Roles.Reviewer, Roles.Agent, Roles.PolicyAuthor, Roles.Operator);
        var previews = (await api.PostAsync(everybody, $"/api/v1/customers/{companies[0]:D}/facts/preview", Return[..^1] + ""","kind":"return"}"""))
            .AsArray();
        await api.PostAsync(api.Person("shop", Roles.Recorder), "/api/v1/returns", Return);

        foreach (var company in companies)
        {
            var after = await api.HistoryAsync(company, 6);
            Assert.Equal([.. stood, "recheck 2026-02-20 downgraded ordinary", "review 2026-03-01 retained ordinary"], after.Select(Line));
            Assert.Equal([null, null, null, Id(after[1]), Id(after[2]), Id(after[3])], after.Select(line => (string?)line!["supersedes"]));
            var previewed = previews.Where(one => (Guid)one!["customer"]! == company).ToList();
            Assert.Equal(after.Skip(4).Select(line => ((string?)line!["supersedes"], (string?)line["asOf"], (string?)line["held"])),
                previewed.Select(one => ((string?)one!["was"]!["id"], (string?)one["would"]!["asOf"], (string?)one["would"]!["held"])));
        }
    }

    [Fact]
    public async Task Who_was_known_before_the_policy_joins_on_its_first_day_and_who_becomes_known_late_with_the_tier_of_the_day()
    {
        var first = await api.CompanyAsync("early-1", "2024-12-01T08:00:00+08:00", "early");
        Assert.Equal("joining 2025-01-01 joined ordinary", Line((await api.HistoryAsync(first, 1))[0]));
        await api.BuysAsync("early-1", "early-p", "2026-02-10T09:00:00+08:00", "1000.00");
        await UntilAsync(first, line => Line(line) == "at-once 2026-02-10 upgraded silver");

        var second = await api.CompanyAsync("early-2", "2026-02-05T08:00:00+08:00", "early");

        var joined = await UntilAsync(second, line => Line(line) == "review 2026-03-01 retained silver");
        Assert.Equal(
            ["at-once 2026-02-05 joined ordinary", "at-once 2026-02-10 upgraded silver", "review 2026-03-01 retained silver"], joined.Select(Line));
    }

    [Fact]
    public async Task Who_turns_out_to_be_another_leaves_the_companies_of_its_group_with_what_they_did_themselves()
    {
        var stays = await api.CompanyAsync("merged-1", "2026-02-01T08:00:00+08:00", "merged");
        var duplicate = await api.CompanyAsync("merged-2", "2026-02-01T08:00:00+08:00", "merged");
        var survivor = await api.CompanyAsync("merged-3", "2026-02-01T08:00:00+08:00", null);
        foreach (var company in (Guid[])[stays, duplicate, survivor]) await api.HistoryAsync(company, 1);
        await api.BuysAsync("merged-1", "merged-p1", "2026-02-10T09:00:00+08:00", "999.99");
        await api.BuysAsync("merged-2", "merged-p2", "2026-02-20T09:00:00+08:00", "0.01");
        var before = await UntilAsync(stays, line => (string?)line["held"] == "silver");

        await api.PostAsync(api.Person("ada", Roles.Agent), $"/api/v1/customers/{survivor:D}/merges",
            $$"""{"duplicate":"{{duplicate:D}}","reason":"one company, two numbers"}""");

        var after = await UntilAsync(stays, line => Line(line) == "at-once 2026-02-20 retained ordinary");
        Assert.Equal(Id(before.Last(line => Line(line) == "at-once 2026-02-20 upgraded silver")),
            (string?)after.Last(line => Line(line) == "at-once 2026-02-20 retained ordinary")!["supersedes"]);
    }

    private async Task<JsonArray> UntilAsync(Guid customer, Func<JsonNode, bool> found)
    {
        for (var lines = 1; ; lines++)
            if (await api.HistoryAsync(customer, lines) is var history && history.Any(line => found(line!))) return history;
            else lines = history.Count;
    }

    private static string Line(JsonNode? line) =>
        $"{(string?)line!["trigger"]} {(string?)line["asOf"]} {(string?)line["outcome"]} {(string?)line["held"]}";

    private static string? Id(JsonNode? line) => (string?)line!["id"];
}
