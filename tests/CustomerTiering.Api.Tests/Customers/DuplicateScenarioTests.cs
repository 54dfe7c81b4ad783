using System.Net;
using CustomerTiering.Access;
using CustomerTiering.Api.Tests.Faults;

namespace CustomerTiering.Api.Tests.Customers;

/// <summary>What is done about those who may be one: each test with a company of its own.</summary>
public sealed class DuplicateScenarioTests : ApiWithSomeWhoMayBeOne
{
    [Fact]
    public async Task Once_merged_they_are_one_and_whoever_agreed_with_the_duplicate_agrees_with_the_survivor()
    {
        await MergeAsync("b-1", "b-2");
        Assert.Equal(["attributes.phone: b-1 b-3"], DuplicatesTests.Sets(
            await AsksAsync("/customers/duplicates?by=attributes.phone")).Where(set => set.Contains("b-", StringComparison.Ordinal)));

        // What only the duplicate said counts, whatever the survivor says later.
        await Describe("b-1", """{"name":"Berta Changed"}""");
        await this.RegisterAsync("""{"externalId":"e-1","type":"person","name":"Second Berta"}""");
        Last = await As(Roles.Agent).PostAsync("/customers", """{"externalId":"e-2","type":"person","name":"berta, CHANGED"}""");
        Assert.Equal(["name: e-1", "name: e-2"], DuplicatesTests.Others(
            await AsksAsync($"/customers/{Ids["b-1"]}/duplicates")).Where(other => !other.Contains("b-3", StringComparison.Ordinal)).Order());
        await (await As(Roles.Agent).GetAsync($"/api/v1/customers/{Ids["b-2"]}/duplicates"))
            .ProblemAsync(HttpStatusCode.UnprocessableEntity, "customer-merged");
    }

    [Fact]
    public async Task A_pair_that_was_dismissed_is_listed_no_more_not_even_under_a_survivor_and_may_be_merged_all_the_same()
    {
        await DismissAsync("c-1", "c-2");
        Assert.DoesNotContain("name: c-1 c-2", DuplicatesTests.Sets(await AsksAsync("/customers/duplicates")));
        Assert.Empty(DuplicatesTests.Others(await AsksAsync($"/customers/{Ids["c-2"]}/duplicates")));

        // Of three, two pairs remain to be looked at; then none.
        await DismissAsync("b-3", "b-1");
        Assert.Contains("attributes.phone: b-1 b-2 b-3", DuplicatesTests.Sets(await AsksAsync("/customers/duplicates")));
        Assert.Equal(["attributes.phone: b-2"], DuplicatesTests.Others(await AsksAsync($"/customers/{Ids["b-3"]}/duplicates")));

        // b-2 is b-1, and b-1 is not b-3.
        await MergeAsync("b-2", "b-1");
        Assert.DoesNotContain(DuplicatesTests.Sets(await AsksAsync("/customers/duplicates")), set => set.Contains("b-3", StringComparison.Ordinal));

        await MergeAsync("c-1", "c-2");
    }

    [Fact]
    public async Task What_was_put_right_or_taken_away_is_no_agreement_any_more()
    {
        await Describe("a-2", """{"name":"Anna Other"}""");
        Assert.Contains("attributes.email attributes.phone: a-1 a-2", DuplicatesTests.Sets(await AsksAsync("/customers/duplicates")));

        Last = await As(Roles.Agent).SendAsync(
            HttpMethod.Patch, $"/customers/{Ids["a-2"]}/attributes", """{"attributes":{"email":null}}""", ("If-Match", await TagAsync("a-2")));
        Assert.Contains("attributes.phone: a-1 a-2", DuplicatesTests.Sets(await AsksAsync("/customers/duplicates")));
    }

    [Fact]
    public async Task What_ten_have_in_common_is_told_unless_asked_otherwise_and_what_eleven_have_is_not()
    {
        for (var i = 4; i <= 10; i++)
            Last = await As(Roles.Agent).PostAsync("/customers", $$"""{"externalId":"b-{{i}}","attributes":{"phone":"5551"},"type":"person"}""");
        Assert.Contains(DuplicatesTests.Sets(await AsksAsync("/customers/duplicates")),
            set => set.StartsWith("attributes.phone: b-1 b-10 ", StringComparison.Ordinal));
        Assert.Equal(9, DuplicatesTests.Others(await AsksAsync($"/customers/{Ids["b-1"]}/duplicates")).Count());

        Last = await As(Roles.Agent).PostAsync("/customers", """{"externalId":"b-11","attributes":{"phone":"5551"},"type":"person"}""");
        Assert.DoesNotContain(DuplicatesTests.Sets(await AsksAsync("/customers/duplicates")), set => set.Contains("b-1", StringComparison.Ordinal));
        Assert.Empty(DuplicatesTests.Others(await AsksAsync($"/customers/{Ids["b-1"]}/duplicates")));
    }

    [Fact]
    public async Task Who_agrees_in_most_comes_first()
    {
        foreach (var id in (string[])["a-3", "a-4"])
            Last = await As(
                Roles.Agent).PostAsync("/customers", $$"""{"externalId":"{{id}}","attributes":{"phone":"44 20 79460018"},"type":"person"}""");
        string[] found = [.. DuplicatesTests.Others(await AsksAsync($"/customers/{Ids["a-1"]}/duplicates"))];
        Assert.Equal(
            ["attributes.email attributes.phone name: a-2", "attributes.phone: a-3", "attributes.phone: a-4"], [found[0], .. found[1..].Order()]);
    }

    [Fact]
    public async Task A_dismissal_is_of_two_who_are_there_and_says_why_and_is_recorded_of_both()
    {
        var agent = As(Roles.Agent);
        await (await agent.PostAsync($"/customers/{Ids["a-1"]}/dismissed-duplicates", """{"other":null,"reason":""}"""))
            .ProblemAsync(HttpStatusCode.BadRequest, "invalid-request");
        await (await agent.PostAsync($"/customers/{Ids["a-1"]}/dismissed-duplicates", $$"""{"other":"{{Ids["a-1"]}}","reason":"x"}"""))
            .ProblemAsync(HttpStatusCode.UnprocessableEntity, "dismissal-of-itself");
        await (await agent.PostAsync($"/customers/{Ids["a-1"]}/dismissed-duplicates", $$"""{"other":"{{Guid.NewGuid()}}","reason":"x"}"""))
            .ProblemAsync(HttpStatusCode.NotFound, "not-found");
        await DismissAsync("a-1", "a-2");
        foreach (var one in (string[])["a-1", "a-2"])
        {
            var events =
                await this.RowsAsync(
                    $"select type, convert_from(leaf, 'UTF8') like '%twins%' from event where tenant_id = '{Tenant}' and subject = '{Ids[one]}' "
                        + $"order by position");
            Assert.Equal("DuplicateDismissed False", events[^1]);
        }
        // The tag that is read is the one that a change expects.
        Last = await agent.SendAsync(
            HttpMethod.Patch, $"/customers/{Ids["a-1"]}/attributes", """{"attributes":{"phone":"1"}}""", ("If-Match", await TagAsync("a-1")));
        Assert.Equal(HttpStatusCode.OK, Last.StatusCode);
    }

    [Fact]
    public async Task What_they_are_found_by_is_made_again_from_the_log()
    {
        await DismissAsync("c-1", "c-2");
        await MergeAsync("b-1", "b-2");
        await AsksAsync("/customers/duplicates");
        var (keys, pairs) = (await StoredAsync("person_match_key"), await StoredAsync("person_dismissal"));
        Assert.Equal((true, true), (keys.Count > 10, pairs.Count == 1));

        await this.OwnerAsync<object>($"delete from person_match_key where tenant_id = '{Tenant}'");
        await this.OwnerAsync<object>($"delete from person_dismissal where tenant_id = '{Tenant}'");
        await this.OwnerAsync<object>($"update follower set position = 0 where tenant_id = '{Tenant}' and name = 'match-keys'");
        Last = await As(Roles.Agent).PostAsync("/customers", """{"externalId":"f-1","type":"person"}""");
        await AsksAsync("/customers/duplicates");

        Assert.Equal(keys, await StoredAsync("person_match_key"));
        Assert.Equal(pairs, await StoredAsync("person_dismissal"));
    }

    private Task<List<string>> StoredAsync(string table) => this.RowsAsync($"select t::text from {table} t where tenant_id = '{Tenant}' order by 1");

    private async Task<string> TagAsync(string name) => (await As(Roles.Agent).GetAfterAsync($"/customers/{Ids[name]}", Last)).Headers.ETag!.Tag;

    private async Task Describe(string name, string json)
    {
        Last = await As(Roles.Agent).SendAsync(HttpMethod.Put, $"/customers/{Ids[name]}/details", json, ("If-Match", await TagAsync(name)));
        Assert.Equal(HttpStatusCode.OK, Last.StatusCode);
    }

    private async Task MergeAsync(string survivor, string duplicate)
    {
        Last = await As(
            Roles.Agent).PostAsync($"/customers/{Ids[survivor]}/merges", $$"""{"duplicate":"{{Ids[duplicate]}}","reason":"the same person"}""");
        Assert.Equal(HttpStatusCode.OK, Last.StatusCode);
    }

    private async Task DismissAsync(string one, string other)
    {
        Last = await As(
            Roles.Agent).PostAsync($"/customers/{Ids[one]}/dismissed-duplicates", $$"""{"other":"{{Ids[other]}}","reason":"they are twins"}""");
        Assert.Equal(HttpStatusCode.OK, Last.StatusCode);
    }
}
