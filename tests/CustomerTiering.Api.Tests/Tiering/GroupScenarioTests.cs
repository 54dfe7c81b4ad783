using System.Net.Http.Json;
using System.Text.Json.Nodes;
using CustomerTiering.Access;

namespace CustomerTiering.Api.Tests.Tiering;

public sealed class GroupScenarioTests(ApiWithGroupsInForce api) : IClassFixture<ApiWithGroupsInForce>
{
    private static (string?, string?, string?, string?) Held(JsonNode? line) =>
        ((string?)line!["held"], (string?)line["outcome"], (string?)line["effectiveFrom"], (string?)line["validUntil"]);

    [Fact]
    public async Task Two_companies_of_a_group_reach_gold_together_and_a_cent_less_does_not()
    {
        var first = await api.CompanyAsync("acme-1", "2026-03-10T08:00:00+08:00", "acme");
        var second = await api.CompanyAsync("acme-2", "2026-03-10T08:01:00+08:00", "acme");
        await api.HistoryAsync(first, 1);
        await api.HistoryAsync(second, 1);
        await api.BuysAsync("acme-1", "g-1", "2026-03-10T09:00:00+08:00", "2500.00");
        await api.BuysAsync("acme-2", "g-2", "2026-03-10T09:01:00+08:00", "2499.99");
        Assert.Equal("silver", (string?)(await api.HistoryAsync(second, 2))[1]!["held"]);
        Assert.Equal("silver", (string?)(await api.HistoryAsync(first, 2))[1]!["held"]);

        foreach (var company in (Guid[])[first, second])
        {
            var explained = await api.Person("rita", Roles.Reviewer)
                .GetFromJsonAsync<JsonNode>($"/api/v1/customers/{company:D}/tiers/membership/explanation");
            Assert.Equal(("gold", "0.01"), ((string?)explained!["next"]!["tier"], (string?)explained["next"]!["paths"]![0]!["moves"]![0]!["delta"]));
        }

        await api.BuysAsync("acme-2", "g-3", "2026-03-10T10:00:00+08:00", "0.01");

        foreach (var company in (Guid[])[first, second])
            Assert.Equal(("gold", "upgraded", "2026-03-10", "2026-09-09"), Held((await api.HistoryAsync(company, 3))[2]));
    }

    [Fact]
    public async Task A_groups_name_is_taken_for_no_year_by_the_trial_of_a_new_ladder()
    {
        // Together with its prefix it has a slash where a customer's key has the one before the year.
        await api.CompanyAsync("slashed", "2026-03-10T08:00:00+08:00", $"{new string('a', 30)}/b");
        var fresh = ApiWithMembershipInForce.Membership.Replace("\"ladder\": \"membership\"", "\"ladder\": \"fresh\"", StringComparison.Ordinal);

        using var answer = await api.SendAsync(api.Person("ann", Roles.PolicyAuthor), "/api/v1/trials", $$"""{"drafts":[{"document":{{fresh}}}]}""");

        Assert.Equal(System.Net.HttpStatusCode.Accepted, answer.StatusCode);
    }

    [Fact]
    public async Task A_review_of_one_is_a_review_of_the_group()
    {
        var first = await api.CompanyAsync("initech-1", "2026-03-09T08:00:00+08:00", "initech");
        var second = await api.CompanyAsync("initech-2", "2026-03-09T08:01:00+08:00", "initech");
        await api.HistoryAsync(first, 1);
        await api.HistoryAsync(second, 1);

        await api.PostAsync(api.Person("olga", Roles.Operator), $"/api/v1/customers/{second:D}/assessments", """{"asOf":"2026-03-10"}""");

        var (ofFirst, ofSecond) = ((await api.HistoryAsync(first, 2))[1]!, (await api.HistoryAsync(second, 2))[1]!);
        Assert.Equal(("review", "2026-03-10"), ((string?)ofFirst["trigger"], (string?)ofFirst["asOf"]));
        Assert.Equal((string?)ofFirst["asOf"], (string?)ofSecond["asOf"]);
    }
}
