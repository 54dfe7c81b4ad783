using System.Net;
using CustomerTiering.Access;
using CustomerTiering.Api.Tests.Tiering;

namespace CustomerTiering.Api.Tests.Faults;

/// <summary>Who wrote a standard never approves it (31), and what was read as another version is not changed (34).</summary>
public sealed class SeparationTests(ApiWithMembershipInForce api) : IClassFixture<ApiWithMembershipInForce>
{
    [Fact]
    public async Task An_author_who_comes_back_with_an_approvers_token_is_refused_and_nothing_is_appended()
    {
        var digest = await SubmittedAsync("came-back", "wanda");
        var versions = await VersionsAsync("came-back");

        using var refused = await api.SendAsync(
            api.Person("wanda", Roles.Approver), "/api/v1/policies/came-back/versions/1/approval", $$"""{"digest":"{{digest}}"}""", "\"v2\"");

        await refused.ProblemAsync(HttpStatusCode.Forbidden, "author-approves");
        Assert.Equal(versions, await VersionsAsync("came-back"));
    }

    [Fact]
    public async Task Whoever_revised_anothers_draft_is_an_author_too()
    {
        await api.PostAsync(api.Person("first", Roles.PolicyAuthor), "/api/v1/policies", Policy("revised"));
        using var revision = new HttpRequestMessage(HttpMethod.Put, "/api/v1/policies/revised/versions/1")
        { Content = Answers.Json(Policy("revised").Replace("5000", "6000", StringComparison.Ordinal)) };
        revision.Headers.TryAddWithoutValidation("If-Match", "\"v1\"");
        var revised = await (await api.Person("second", Roles.PolicyAuthor).SendAsync(revision)).JsonAsync(HttpStatusCode.OK);
        await api.PostAsync(api.Person("first", Roles.PolicyAuthor), "/api/v1/policies/revised/versions/1/submission", null, "\"v2\"");
        var approval = $$"""{"digest":"{{revised.GetProperty("digest").GetString()}}"}""";

        foreach (var author in (string[])["first", "second"])
        {
            using var refused = await api.SendAsync(
                api.Person(author, Roles.Approver, Roles.Operator), "/api/v1/policies/revised/versions/1/approval", approval, "\"v3\"");
            await refused.ProblemAsync(HttpStatusCode.Forbidden, "author-approves");
        }
        await api.PostAsync(api.Person("third", Roles.Approver), "/api/v1/policies/revised/versions/1/approval", approval, "\"v3\"");
    }

    [Fact]
    public async Task Two_who_approve_at_once_approve_once()
    {
        var digest = await SubmittedAsync("at-once", "wanda");

        var answers = await Task.WhenAll(Enumerable.Range(0, 6).Select(i => api.Person($"approver-{i}", Roles.Approver).PostAsync(
            "/api/v1/policies/at-once/versions/1/approval", $$"""{"digest":"{{digest}}"}""", $"approve-{i}", "\"v2\"")));

        Assert.Single(answers, answer => answer.StatusCode == HttpStatusCode.OK);
        Assert.Equal(["1", "2", "3"], await VersionsAsync("at-once"));
    }

    [Theory]
    [InlineData(null, HttpStatusCode.PreconditionRequired, "if-match-missing")]
    [InlineData("*", HttpStatusCode.BadRequest, "if-match-form")]
    [InlineData("W/\"v1\"", HttpStatusCode.BadRequest, "if-match-form")]
    [InlineData("\"v1\", \"v2\"", HttpStatusCode.BadRequest, "if-match-form")]
    [InlineData("\"v1\"", HttpStatusCode.PreconditionFailed, "stale-version")]
    [InlineData("\"v9\"", HttpStatusCode.PreconditionFailed, "stale-version")]
    public async Task A_change_names_the_version_that_was_read(string? tag, HttpStatusCode status, string code)
    {
        var versions = await VersionsAsync("membership");
        using var answer = await api.SendAsync(api.Person("ann", Roles.PolicyAuthor), "/api/v1/policies/membership/versions/1/submission", null, tag);

        await answer.ProblemAsync(status, code);
        Assert.Equal(versions, await VersionsAsync("membership"));
    }

    [Fact]
    public async Task What_the_caller_has_is_not_sent_again()
    {
        var reviewer = api.Person("rita", Roles.Reviewer);
        var tag = (await reviewer.GetAsync("/api/v1/policies/membership/versions/1")).Headers.ETag!;
        using var again = new HttpRequestMessage(HttpMethod.Get, "/api/v1/policies/membership/versions/1");
        again.Headers.IfNoneMatch.Add(tag);

        var answer = await reviewer.SendAsync(again);

        Assert.Equal(HttpStatusCode.NotModified, answer.StatusCode);
        Assert.Empty(await answer.Content.ReadAsByteArrayAsync());
    }

    private static string Policy(string ladder) =>
        ApiWithMembershipInForce.Membership.Replace("\"membership\"", $"\"{ladder}\"", StringComparison.Ordinal);

    private async Task<string> SubmittedAsync(string ladder, string author)
    {
        var drafted = await api.PostAsync(api.Person(author, Roles.PolicyAuthor), "/api/v1/policies", Policy(ladder));
        await api.PostAsync(api.Person(author, Roles.PolicyAuthor), $"/api/v1/policies/{ladder}/versions/1/submission", null, "\"v1\"");
        return (string)drafted["digest"]!;
    }

    private Task<List<string>> VersionsAsync(string ladder) =>
        api.RowsAsync($"select version from event where tenant_id = '{api.Tenant}' and stream = 'policy/{ladder}' order by position");
}
