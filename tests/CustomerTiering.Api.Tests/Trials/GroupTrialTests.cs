using System.Text.Json.Nodes;
using CustomerTiering.Access;
using CustomerTiering.Api.Tests.Lifecycle;
using CustomerTiering.Api.Tests.Tiering;

namespace CustomerTiering.Api.Tests.Trials;

/// <summary>What is tried and previewed where the companies of a group are judged as one: what would be decided then, of all of them.</summary>
public sealed class GroupTrialTests(ApiWithGroupsInForce api) : IClassFixture<ApiWithGroupsInForce>
{
    private readonly HttpClient _everybody = api.Person("all", [.. Roles.All]);

    [Fact]
    public async Task A_trial_judges_a_group_by_the_facts_of_all_members()
    {
        var companies = await CompaniesAsync("tried", "2500.00", "2499.99");
        var lower = api.InForce.Replace("\"atLeast\": 5000", "\"atLeast\": 4999.99", StringComparison.Ordinal);
        var alone = lower.Replace("\"judge\": \"group\",", "", StringComparison.Ordinal);

        var asDecided = await MoversAsync("""{"name":"membership","version":1}""");
        var tried = await MoversAsync($$"""{"document":{{lower}}}""", $$"""{"document":{{alone}}}""");

        Assert.Equal(2, companies.Length);
        foreach (var company in companies)
        {
            Assert.DoesNotContain(company, asDecided[0].Keys);
            Assert.Equal("silver gold metric spend 4999.99", tried[0][company]);
            Assert.DoesNotContain(company, tried[1].Keys);
        }
    }

    [Fact]
    public async Task A_supposed_fact_of_one_company_moves_it_with_its_group_and_a_supposed_group_brings_its_tier()
    {
        var companies = await CompaniesAsync("supposed", "2500.00", "2499.99");
        var lone = await api.CompanyAsync("supposed-lone", "2026-03-10T08:00:00+08:00", null);
        await api.HistoryAsync(lone, 1);

        Assert.Empty(await TriedAsync(companies[0], ""));
        Assert.Equal(
            ["at-once 2026-03-11 gold"],
            await TriedAsync(companies[0], """{"kind":"purchase","at":"2026-03-11T09:00:00+08:00","currency":"CNY","amount":"0.01"}"""));
        Assert.Equal(
            ["at-once 2026-03-11 silver"],
            await TriedAsync(lone, """{"kind":"customer","at":"2026-03-11T09:00:00+08:00","type":"company","group":"supposed"}"""));
    }

    [Fact]
    public async Task One_company_is_tried_on_a_draft_from_what_its_group_held()
    {
        var companies = await CompaniesAsync("drafted", "900.00", "900.00");
        var stricter = api.InForce.Replace("\"atLeast\": 1000", "\"atLeast\": 2000", StringComparison.Ordinal)
            .Replace("\"atLeast\": 800", "\"atLeast\": 1800.01", StringComparison.Ordinal)
            .Replace("\"grace\": \"P30D\", ", "", StringComparison.Ordinal)
                .Replace("\"movement\"", "\"transition\": \"at-once\", \"movement\"", StringComparison.Ordinal);
        string Body(bool carry) =>
            $$"""{"customer":"{{companies[1]}}","document":{{stricter}},"from":"2026-03-11","asOf":"2026-03-11","carryHeld":{{(carry ? "true" : "false")}}}""";

        var afresh = await api.PostAsync(_everybody, "/api/v1/trials/customer", Body(carry: false));
        var carried = await api.PostAsync(_everybody, "/api/v1/trials/customer", Body(carry: true));

        Assert.Equal(["joining 2026-03-11 ordinary"], Lines(afresh));
        Assert.Equal(["transition 2026-03-11 ordinary"], Lines(carried));
        Assert.Equal(("downgraded", 0), ((string?)carried["entries"]![0]!["outcome"], (int)carried["entries"]![0]!["version"]!));
    }

    [Fact]
    public async Task A_preview_of_a_fact_names_the_decisions_of_all_members_which_are_then_made()
    {
        var companies = await CompaniesAsync("previewed", "2500.00", "2499.99");
        const string Fact =
            """{"kind":"purchase","customer":"previewed-1","id":"previewed-more","at":"2026-03-10T10:00:00+08:00","currency":"CNY","amount":"0.01"}""";

        var previews = (await api.PostAsync(_everybody, $"/api/v1/customers/{companies[0]:D}/facts/preview", Fact)).AsArray();

        Assert.Equal(companies.Order(), previews.Select(one => (Guid)one!["customer"]!).Order());
        Assert.All(previews, one => Assert.Equal(("gold", "upgraded"), ((string?)one!["would"]!["held"], (string?)one["would"]!["outcome"])));
        foreach (var company in companies) await api.HistoryAsync(company, 2);
        await api.BuysAsync("previewed-1", "previewed-more", "2026-03-10T10:00:00+08:00", "0.01");
        foreach (var company in companies) Assert.Equal("gold", (string?)(await api.HistoryAsync(company, 3))[2]!["held"]);
    }

    [Fact]
    public async Task A_preview_of_a_transition_judges_groups_as_the_version_would()
    {
        var falls = await CompaniesAsync("falling", "900.00", "899.99");
        var stays = await CompaniesAsync("staying", "900.00", "900.00");
        var stricter = api.InForce.Replace("\"atLeast\": 1000", "\"atLeast\": 2000", StringComparison.Ordinal)
            .Replace("\"atLeast\": 800", "\"atLeast\": 1800", StringComparison.Ordinal)
            .Replace("\"grace\": \"P30D\", ", "", StringComparison.Ordinal)
                .Replace("\"movement\"", "\"transition\": \"at-once\", \"movement\"", StringComparison.Ordinal);
        var version = (int)(await api.PostAsync(api.Person("ann", Roles.PolicyAuthor), "/api/v1/policies", stricter))["version"]!;

        var started =
            await api.PostAsync(_everybody, $"/api/v1/policies/membership/versions/{version}/transition-preview", """{"from":"2026-03-11"}""");
        var movers = (await DoneAsync($"/api/v1/transition-previews/{started["id"]}"))["movers"]!.AsArray()
            .ToDictionary(one => (Guid)one!["customer"]!, one => one!);

        Assert.Equal((2, 2), (falls.Length, stays.Length));
        foreach (var company in falls)
        {
            Assert.Equal("silver ordinary 2026-03-11 transition",
                $"{movers[company]["from"]} {movers[company]["to"]} {movers[company]["asOf"]} {movers[company]["trigger"]}");
            Assert.Equal("silver: metric spend at least 1800, found 1799.99", (string?)movers[company]["reasons"]![0]);
        }
        foreach (var company in stays) Assert.DoesNotContain(company, movers.Keys);
    }

    [Fact]
    public async Task A_group_with_an_amount_without_a_rate_is_judged_by_all_others_and_each_is_told_what_does_not_count()
    {
        var companies = await CompaniesAsync("foreign", "900.00", "900.00");
        await api.BuysInDollarsAsync("foreign-2", "foreign-usd", "2026-03-10T10:00:00+08:00", "1.00");

        foreach (var (gold, held) in new[] { ("1800", "gold"), ("1800.01", "silver") })
        {
            var (tried, previewed) = await DraftedAsync(gold);
            foreach (var run in (JsonNode[])[tried, previewed])
                Assert.DoesNotContain(
                    companies, company => run["failures"]!.ToJsonString().Contains(company.ToString("D"), StringComparison.Ordinal));
            foreach (var movers in (JsonArray[])[tried["movers"]!["listed"]!.AsArray(), previewed["movers"]!.AsArray()])
                Assert.Equal(held == "gold" ? companies.Order() : [],
                    movers.Where(one => companies.Contains((Guid)one!["customer"]!)).Select(one => (Guid)one!["customer"]!).Order());
        }
        foreach (var company in companies)
        {
            var alone = await api.PostAsync(
                _everybody, "/api/v1/trials/customer", $$"""{"customer":"{{company}}","ladder":"membership","asOf":"2026-05-01"}""");
            Assert.Equal(["review 2026-04-01 silver", "review 2026-05-01 silver"], Lines(alone));
            Assert.All(alone["entries"]!.AsArray(),
                entry => Assert.Equal("""[{"currency":"USD","facts":1,"sum":"1"}]""", entry!["uncounted"]!.ToJsonString()));
        }
    }

    [Fact]
    public async Task Of_a_group_whose_amounts_are_too_large_to_be_added_nobody_is_judged_and_each_is_told_why()
    {
        var companies = await CompaniesAsync("vast", "900.00", "900.00");
        await api.BuysAsync("vast-2", "vast-more", "2026-03-10T10:00:00+08:00", "1000000000000000.00");

        var (tried, previewed) = await DraftedAsync("4000");
        var alone = await api.PostAsync(
            _everybody, "/api/v1/trials/customer", $$"""{"customer":"{{companies[0]}}","ladder":"membership","asOf":"2026-05-01"}""");

        foreach (var failures in (JsonArray[])[tried["failures"]!["listed"]!.AsArray(), previewed["failures"]!.AsArray()])
        {
            Assert.Equal(companies.Order(), failures.Select(one => Guid.Parse(((string)one!).AsSpan(0, 36))).Order());
            Assert.All(failures, one => Assert.Contains("The sum of metric 'spend' of customer ", (string?)one, StringComparison.Ordinal));
        }
        Assert.Contains("is beyond 10^15", (string?)alone["failure"], StringComparison.Ordinal);
        Assert.Empty(alone["entries"]!.AsArray());
    }

    /// <summary>
    /// What a draft of the membership comes to for which gold takes this amount: tried on 10 March, and previewed with its transition on 11 March.
    /// </summary>
    private async Task<(JsonNode Tried, JsonNode Previewed)> DraftedAsync(string gold)
    {
        var draft = api.InForce.Replace("\"atLeast\": 5000", $"\"atLeast\": {gold}", StringComparison.Ordinal)
            .Replace("\"movement\"", "\"transition\": \"at-once\", \"movement\"", StringComparison.Ordinal);
        var version = (int)(await api.PostAsync(api.Person("ann", Roles.PolicyAuthor), "/api/v1/policies", draft))["version"]!;
        var trial = await api.PostAsync(_everybody, "/api/v1/trials", $$"""{"drafts":[{"document":{{draft}}}],"to":"2026-03-10"}""");
        var preview =
            await api.PostAsync(_everybody, $"/api/v1/policies/membership/versions/{version}/transition-preview", """{"from":"2026-03-11"}""");
        return ((await DoneAsync($"/api/v1/trials/{trial["id"]}"))["drafts"]![0]!, await DoneAsync($"/api/v1/transition-previews/{preview["id"]}"));
    }

    /// <summary>Two companies of a group that bought on 10 March for these amounts, and hold silver together.</summary>
    private async Task<Guid[]> CompaniesAsync(string group, params string[] amounts)
    {
        var companies = new List<Guid>();
        foreach (var (_, i) in amounts.Select((amount, i) => (amount, i)))
            companies.Add(await api.CompanyAsync($"{group}-{i + 1}", $"2026-03-10T08:0{i}:00+08:00", group));
        foreach (var company in companies) await api.HistoryAsync(company, 1);
        foreach (var (amount, i) in amounts.Select((amount, i) => (amount, i)))
            await api.BuysAsync($"{group}-{i + 1}", $"{group}-{i + 1}", $"2026-03-10T09:0{i}:00+08:00", amount);
        foreach (var company in companies) Assert.Equal("silver", (string?)(await api.HistoryAsync(company, 2))[1]!["held"]);
        return [.. companies];
    }

    /// <summary>Whom each draft would have elsewhere on 10 March: from where, to where and by what.</summary>
    private async Task<IReadOnlyList<Dictionary<Guid, string>>> MoversAsync(params string[] drafts)
    {
        var started = await api.PostAsync(_everybody, "/api/v1/trials", $$"""{"drafts":[{{string.Join(',', drafts)}}],"to":"2026-03-10"}""");
        var result = await DoneAsync($"/api/v1/trials/{started["id"]}");
        return [.. result["drafts"]!.AsArray().Select(draft => draft!["movers"]!["listed"]!.AsArray().ToDictionary(
            one => (Guid)one!["customer"]!, one => $"{one!["from"]} {one["to"]} {one["because"]![0]!["subject"]} {one["because"]![0]!["actual"]}"))];
    }

    private async Task<JsonNode> DoneAsync(string address) => (await api.EventuallyAsync(address, run => (string?)run["state"] == "done"))["result"]!;

    /// <summary>What would be decided of a company after 10 March, up to 12 March, if this happened.</summary>
    private async Task<IEnumerable<string>> TriedAsync(Guid company, string fact) => Lines(await api.PostAsync(
        _everybody, "/api/v1/trials/customer", $$"""{"customer":"{{company}}","ladder":"membership","asOf":"2026-03-12","facts":[{{fact}}]}"""));

    private static IEnumerable<string> Lines(JsonNode timeline) =>
        timeline["entries"]!.AsArray().Select(entry => $"{entry!["trigger"]} {entry["asOf"]} {entry["held"]}");
}
