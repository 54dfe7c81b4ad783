using System.Net;
using System.Text.Json;
using CustomerTiering.Access;
using CustomerTiering.Api.Tests.ServicePlans;

namespace CustomerTiering.Api.Tests.Packs;

/// <summary>In a company that has plans of its own in force, so that a policy may name no others but those drafted with it.</summary>
public sealed class InstallPackTests(ApiWithServicePlans api) : IClassFixture<ApiWithServicePlans>
{
    private HttpClient Author => api.Person("ann", Roles.PolicyAuthor);

    private static string[] Standing(JsonElement answer) => [.. answer.GetProperty("standards").EnumerateArray()
        .Select(one =>
            $"{one.GetProperty("kind").GetString()}/{one.GetProperty("name").GetString()} v{one.GetProperty("version").GetInt32()} "
                + $"{one.GetProperty("status").GetString()}")];

    [Fact]
    public async Task The_packs_are_listed_and_each_can_be_read_whole()
    {
        var all = await api.As(Roles.Reviewer).GetAsync("/api/v1/packs").ValueAsync();
        Assert.Equal(
            ["e-commerce", "service", "retail", "shop", "bank", "chain", "technology", "standard", "key-accounts"],
            all.EnumerateArray().Select(pack => pack.GetProperty("id").GetString()));
        Assert.Equal(5, all[7].GetProperty("ladders").GetArrayLength());

        var bank = await api.As(Roles.Reviewer).GetAsync("/api/v1/packs/bank").ValueAsync();
        Assert.Equal("tier-policy/1", bank.GetProperty("ladders")[0].GetProperty("policy").GetProperty("schema").GetString());
        Assert.Equal("银行", bank.GetProperty("name").GetProperty("zh").GetString());
        Assert.NotEqual(0, bank.GetProperty("sources").GetArrayLength());
        await (await api.As(Roles.Reviewer).GetAsync("/api/v1/packs/none")).ProblemAsync(HttpStatusCode.NotFound, "not-found");
        await (await Author.PostAsync("/packs/none/installation", "{}")).ProblemAsync(HttpStatusCode.NotFound, "not-found");
    }

    [Fact]
    public async Task An_installation_drafts_everything_at_once_declares_what_it_asks_for_and_again_adds_nothing()
    {
        var answer = await Author.PostAsync("/packs/technology/installation", "{}", "key-1").ValueAsync(HttpStatusCode.Created);
        Assert.Equal(
            ["service-plans/technology-follow-up v1 draft", "service-plans/technology-basic v1 draft", "service-plans/technology-vip v1 draft",
                "policies/technology-account v1 draft"],
            Standing(answer));
        var declared = await Author.GetAsync("/api/v1/attributes").ValueAsync();
        Assert.Empty(((string[])["industry", "size"]).Except(declared.EnumerateArray().Select(one => one.GetProperty("name").GetString()!)));

        var head = await api.HeadAsync();
        Assert.Equal(answer.GetRawText(), (
            await Author.PostAsync("/packs/technology/installation", "{}", "key-1").ValueAsync(HttpStatusCode.Created)).GetRawText());
        Assert.Equal(
            answer.GetRawText(), (await Author.PostAsync("/packs/technology/installation", "{}").ValueAsync(HttpStatusCode.Created)).GetRawText());
        Assert.Equal(head, await api.HeadAsync());
        await (await Author.PostAsync("/packs/technology/installation", """{"currency":"EUR"}""", "key-1"))
            .ProblemAsync(HttpStatusCode.UnprocessableEntity, "idempotency-key-reused");
    }

    [Fact]
    public async Task Who_installed_a_pack_is_its_author_and_never_approves_it()
    {
        var answer = await Author.PostAsync("/packs/chain/installation", "{}").ValueAsync(HttpStatusCode.Created);
        var policy = answer.GetProperty("standards").EnumerateArray().Single(one => one.GetProperty("kind").GetString() == "policies");
        await api.PostAsync(Author, "/api/v1/policies/chain-value/versions/1/submission", null, "\"v1\"");
        var digest = $$"""{"digest":"{{policy.GetProperty("digest").GetString()}}"}""";

        using var own = await api.SendAsync(api.Person("ann", Roles.Approver), "/api/v1/policies/chain-value/versions/1/approval", digest, "\"v2\"");
        await own.ProblemAsync(HttpStatusCode.Forbidden, "author-approves");
        var other = await api.PostAsync(api.Person("ben", Roles.Approver), "/api/v1/policies/chain-value/versions/1/approval", digest, "\"v2\"");
        Assert.Equal("approved", (string?)other["status"]);
    }

    [Fact]
    public async Task A_lifecycle_comes_only_on_request_and_two_packs_do_not_meet()
    {
        var without = Standing(await Author.PostAsync("/packs/retail/installation", "{}").ValueAsync(HttpStatusCode.Created));
        var with = Standing(await Author.PostAsync("/packs/shop/installation", """{"lifecycle":true}""").ValueAsync(HttpStatusCode.Created));

        Assert.DoesNotContain(without, one => one.StartsWith("lifecycles/", StringComparison.Ordinal));
        Assert.Equal("lifecycles/lifecycle v1 draft", with[^1]);
        Assert.Empty(without.Intersect(with));
    }

    [Fact]
    public async Task A_currency_or_zone_that_is_none_is_told_once_and_nothing_is_drafted()
    {
        var head = await api.HeadAsync();
        var refused = await Author.PostAsync("/packs/shop/installation", """{"currency":"XXQ","timeZone":"Mars/Olympus","lifecycle":true}""");

        Assert.Equal(["$.currency", "$.timeZone"], (await refused.ProblemAsync(HttpStatusCode.BadRequest, "invalid-request")).Fields());
        Assert.Equal(head, await api.HeadAsync());
    }

    [Fact]
    public async Task An_attribute_that_is_declared_otherwise_stands_against_the_whole_pack()
    {
        await api.As(Roles.Agent).PostAsync("/attributes", """{"name":"creditGrade","type":"number","class":"plain"}""");
        var head = await api.HeadAsync();

        await (await Author.PostAsync("/packs/bank/installation", "{}")).ProblemAsync(HttpStatusCode.Conflict, "attribute-declared-otherwise");
        Assert.Equal(head, await api.HeadAsync());
    }
}
