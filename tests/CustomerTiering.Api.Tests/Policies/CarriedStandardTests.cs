using System.Net;
using System.Text.Json.Nodes;
using CustomerTiering.Access;
using CustomerTiering.Api.Tests.Lifecycle;
using CustomerTiering.Api.Tests.Tiering;

namespace CustomerTiering.Api.Tests.Policies;

/// <summary>A standard is carried to another company as one file, and is the same there or refused.</summary>
public sealed class CarriedStandardTests(ApiWithMembershipInForce api) : IClassFixture<ApiWithMembershipInForce>
{
    private HttpClient There => api.With(api.Tokens.Issue(api.OtherTenant, "otto", [Roles.PolicyAuthor]));

    private async Task<JsonObject> FileAsync() => (await api.EventuallyAsync("/api/v1/policies/membership/versions/1/file", _ => true)).AsObject();

    [Fact]
    public async Task Drafted_elsewhere_from_its_file_it_has_the_same_digest_and_whoever_drafts_it_is_its_author()
    {
        var file = await FileAsync();
        var drafted = await api.PostAsync(There, "/api/v1/policies", file.ToJsonString());
        Assert.Equal(((string?)file["digest"], "draft", 1), ((string?)drafted["digest"], (string?)drafted["status"], (int)drafted["version"]!));

        var there = JsonNode.Parse(await There.GetStringAsync("/api/v1/policies/membership/versions/1"))!;
        Assert.True(JsonNode.DeepEquals(file["document"], there["document"]));
        Assert.Equal(["otto"], there["authors"]!.AsArray().Select(author => (string)author!));
        Assert.Equal(file.ToJsonString(), JsonNode.Parse(await There.GetStringAsync("/api/v1/policies/membership/versions/1/file"))!.ToJsonString());
    }

    [Fact]
    public async Task A_file_that_was_tampered_with_is_refused_and_nothing_is_drafted()
    {
        var file = await FileAsync();
        file["name"] = "tampered";
        file["document"]!["ladder"] = "tampered";

        await RefusedAsync(file, "$.digest");
        Assert.Equal(HttpStatusCode.NotFound, (await There.GetAsync("/api/v1/policies/tampered/versions/1")).StatusCode);
    }

    [Fact]
    public async Task Attributes_that_the_text_names_and_that_are_not_declared_there_are_refused_where_they_stand()
    {
        await api.PostAsync(api.Person("ann", Roles.PolicyAuthor), "/api/v1/attributes", """{"name":"grade","type":"text","class":"plain"}""");
        const string Graded = """
            {"schema":"tier-policy/1","ladder":"graded","timeZone":"Asia/Shanghai","currency":"CNY",
             "tiers":[{"code":"all"},{"code":"some","qualify":{"attribute":"grade","equals":"A"}}]}
            """;
        await api.PostAsync(api.Person("ann", Roles.PolicyAuthor), "/api/v1/policies", Graded);
        var file = await api.EventuallyAsync("/api/v1/policies/graded/versions/1/file", _ => true);

        await RefusedAsync(file.AsObject(), "$.document.tiers[1].qualify.attribute");
    }

    private async Task RefusedAsync(JsonObject file, params string[] fields)
    {
        using var refused = await api.SendAsync(There, "/api/v1/policies", file.ToJsonString());
        Assert.Equal(fields, (await refused.ProblemAsync(HttpStatusCode.BadRequest, "invalid-request")).Fields());
    }
}
