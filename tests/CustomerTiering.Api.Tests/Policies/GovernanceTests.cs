using System.Net;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json.Nodes;
using CustomerTiering.Access;
using CustomerTiering.Api.Tests.Faults;
using CustomerTiering.Api.Tests.Lifecycle;
using CustomerTiering.Api.Tests.Tiering;

namespace CustomerTiering.Api.Tests.Policies;

/// <summary>The server on 10 March 2026; two people must approve a service plan, one a policy.</summary>
public sealed class ApiWithTwoApprovals : ApiWithMembershipInForce
{
    protected override Dictionary<string, string?> Configuration =>
        new() { ["Governance:Approvals:service-plans"] = "2", ["Governance:Term"] = "P30D" };

    /// <summary>A plan that ann drafted and submitted, version 1; its digest.</summary>
    internal async Task<string> SubmittedAsync(string code)
    {
        var author = Person("ann", Roles.PolicyAuthor);
        var drafted = await PostAsync(author, "/api/v1/service-plans", Plan(code));
        await PostAsync(author, $"/api/v1/service-plans/{code}/versions/1/submission", null, "\"v1\"");
        return (string)drafted["digest"]!;
    }

    internal Task<HttpResponseMessage> ApproveAsync(string approver, string code, string digest, int tag, string more = "") => SendAsync(
        Person(approver, Roles.Approver), $"/api/v1/service-plans/{code}/versions/1/approval", $$"""{"digest":"{{digest}}"{{more}} }""",
        $"\"v{tag}\"");

    internal Task<JsonNode> VersionAsync(string code, Func<JsonNode, bool>? until = null) =>
        this.EventuallyAsync($"/api/v1/service-plans/{code}/versions/1", until ?? (_ => true));

    internal static string Plan(string code) => $$"""{"schema":"service-plan/1","entitlements":{},"name":{"en":"A plan"},"code":"{{code}}"}""";
}

public sealed class GovernanceTests(ApiWithTwoApprovals api) : IClassFixture<ApiWithTwoApprovals>
{
    private static readonly HttpStatusCode[] OneOfTwo = [HttpStatusCode.OK, HttpStatusCode.PreconditionFailed];

    [Fact]
    public async Task Of_two_who_approve_at_once_one_reads_again_and_no_approval_is_lost()
    {
        var digest = await api.SubmittedAsync("at-once");
        string[] approvers = ["bob", "carl"];
        var answers = await Task.WhenAll(approvers.Select(approver => api.ApproveAsync(approver, "at-once", digest, 2)));
        Assert.Equal(OneOfTwo, answers.Select(answer => answer.StatusCode).Order());

        var second = approvers[Array.FindIndex(answers, answer => answer.StatusCode != HttpStatusCode.OK)];
        var approved = await (await api.ApproveAsync(second, "at-once", digest, 3)).ValueAsync();
        Assert.Equal(("approved", 2, 2), (
            approved.GetProperty("status").GetString(), approved.GetProperty("given").GetInt32(), approved.GetProperty("needed").GetInt32()));
        Assert.Equal(approvers, (await api.VersionAsync("at-once"))["approvals"]!.AsArray().Select(one => (string)one!["by"]!).Order());
    }

    [Fact]
    public async Task The_first_of_two_approvals_leaves_it_submitted_and_its_giver_can_not_be_the_second()
    {
        var digest = await api.SubmittedAsync("not-twice");
        Assert.Equal("submitted", (await (await api.ApproveAsync("bob", "not-twice", digest, 2)).ValueAsync()).GetProperty("status").GetString());

        await (await api.ApproveAsync("bob", "not-twice", digest, 3)).ProblemAsync(HttpStatusCode.UnprocessableEntity, "approved-already");
        await (await api.ApproveAsync("ann", "not-twice", digest, 3)).ProblemAsync(HttpStatusCode.Forbidden, "author-approves");
        using var unused = await api.SendAsync(
            api.Person("olga", Roles.Operator), "/api/v1/service-plans/not-twice/versions/1/force", """{"from":"2025-01-01"}""", "\"v3\"");
        await unused.ProblemAsync(HttpStatusCode.UnprocessableEntity, "not-approved");
    }

    [Fact]
    public async Task An_approval_that_nobody_used_lapses_when_its_last_day_is_over()
    {
        var digest = await api.SubmittedAsync("lapsing");
        var start = DateOnly.FromDateTime(api.Clock.GetUtcNow().UtcDateTime);
        foreach (var (approver, tag) in ((string, int)[])[("bob", 2), ("carl", 3)])
            await (await api.ApproveAsync(approver, "lapsing", digest, tag)).ValueAsync();
        api.Clock.MoveTo(new(start.AddDays(30).ToDateTime(new(12, 0)), TimeSpan.Zero));
        Assert.Equal("approved", (string?)(await api.VersionAsync("lapsing"))["status"]);

        api.Clock.MoveTo(new(start.AddDays(31).ToDateTime(new(0, 0)), TimeSpan.Zero));
        // recorded by itself
        await api.VersionAsync("lapsing", version => (string?)version["status"] == "lapsed" && version["approvals"]!.AsArray().Count == 0);

        using var late = await api.SendAsync(
            api.Person("olga", Roles.Operator), "/api/v1/service-plans/lapsing/versions/1/force", """{"from":"2025-01-01"}""", "\"v5\"");
        await late.ProblemAsync(HttpStatusCode.UnprocessableEntity, "approval-lapsed");
        await (await api.ApproveAsync("bob", "lapsing", digest, 5)).ValueAsync();
    }

    [Fact]
    public async Task A_trial_that_was_looked_at_is_of_this_text_and_done_and_its_digest_is_recorded()
    {
        var digest = await api.SubmittedAsync("tried");
        var (done, running, other) = (await TrialAsync("tried", digest, "done"), await TrialAsync("tried", digest, "running"),
            await TrialAsync("tried", new string('0', 64), "done"));

        await (await api.ApproveAsync("bob", "tried", digest, 2, Trial(other))).ProblemAsync(HttpStatusCode.UnprocessableEntity, "another-trial");
        await (await api.ApproveAsync("bob", "tried", digest, 2, Trial(running))).ProblemAsync(HttpStatusCode.UnprocessableEntity, "trial-not-done");
        await (await api.ApproveAsync("bob", "tried", digest, 2, Trial(Guid.NewGuid()))).ProblemAsync(HttpStatusCode.NotFound, "not-found");
        await (await api.ApproveAsync("bob", "tried", digest, 2, Trial(done))).ValueAsync();

        var approval = (await api.VersionAsync("tried"))["approvals"]![0]!;
        Assert.Equal(Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes("""{"customers":2}"""))), (string?)approval["trialDigest"]);
        var difference = await api.EventuallyAsync("/api/v1/service-plans/tried/versions/1/difference", _ => true);
        Assert.Equal((string?)difference["digest"], (string?)approval["differenceDigest"]);

        static string Trial(Guid run) => $",\"trial\":\"{run}\"";
    }

    [Fact]
    public async Task What_a_version_changes_is_told_against_the_one_in_force_as_data_and_in_words()
    {
        await api.PostAsync(api.Person("ann", Roles.PolicyAuthor), "/api/v1/policies",
            ApiWithMembershipInForce.Membership.Replace("5000", "6000", StringComparison.Ordinal));
        var difference = await api.EventuallyAsync("/api/v1/policies/membership/versions/2/difference", _ => true);

        var change = Assert.Single(difference["changes"]!.AsArray())!;
        Assert.Equal((1, "$.tiers[?@.code=='gold'].qualify.atLeast", "5000", "6000"),
            ((int)difference["to"]!, (string?)change["path"], (string?)change["before"], (string?)change["after"]));
        Assert.Equal(
            ("gold: qualify: spend at least 5000 → 6000", "gold：晋级条件：spend 不低于 5000 → 6000"), ((string?)change["en"], (string?)change["zh"]));
        Assert.Empty((await api.EventuallyAsync("/api/v1/policies/membership/versions/2/difference?to=2", _ => true))["changes"]!.AsArray());
        using var unknown = await api.Person("rita", Roles.Reviewer).GetAsync("/api/v1/policies/membership/versions/2/difference?to=7");
        Assert.Equal(["to"], (await unknown.ProblemAsync(HttpStatusCode.BadRequest, "invalid-request")).Fields());
    }

    private async Task<Guid> TrialAsync(string name, string digest, string state)
    {
        var (run, ended) = (Guid.NewGuid(), state == "done");
        var parameters = $$"""{"drafts":[{"name":"{{name}}","version":1,"digest":"{{digest}}"}]}""";
        return await api.OwnerAsync<Guid>(
            $"insert into run (tenant_id, run_id, kind, state, parameters, created, ended, chunks, result) values ('{api.Tenant}', '{run}', "
                + $"'trial', '{state}', '{parameters}', now(), " +
            (ended ? "now(), 0, '{ \"customers\": 2 }')" : "null, 1, null)") + " returning run_id");
    }
}
