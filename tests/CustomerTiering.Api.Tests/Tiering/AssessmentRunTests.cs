using System.Net.Http.Json;
using System.Text.Json.Nodes;
using CustomerTiering.Access;
using CustomerTiering.Api.Tests.Faults;
using CustomerTiering.Rules.Facts;
using Microsoft.Extensions.DependencyInjection;

namespace CustomerTiering.Api.Tests.Tiering;

/// <summary>The membership ladder with a second version, whose silver takes 2,000, in force from 1 April 2026; it is 2 May.</summary>
public sealed class ApiWithTwoVersions : ApiWithMembershipInForce
{
    public override async Task InitializeAsync()
    {
        await base.InitializeAsync();
        var author = Person("ann", Roles.PolicyAuthor);
        var drafted =
            await PostAsync(author, "/api/v1/policies", Membership.Replace("\"atLeast\": 1000", "\"atLeast\": 2000", StringComparison.Ordinal));
        await PostAsync(author, "/api/v1/policies/membership/versions/2/submission", null, "\"v5\"");
        await PostAsync(
            Person("bob", Roles.Approver), "/api/v1/policies/membership/versions/2/approval", $$"""{"digest":"{{drafted["digest"]}}"}""", "\"v6\"");
        await PostAsync(Person("olga", Roles.Operator), "/api/v1/policies/membership/versions/2/force", """{"from":"2026-04-01"}""", "\"v7\"");
        Clock.MoveTo(new(2026, 5, 2, 4, 0, 0, TimeSpan.Zero));
        // The run that begins the version, of nobody yet.
        using var patience = new CancellationTokenSource(TimeSpan.FromSeconds(60));
        while (await this.OwnerAsync<long>($"select count(*) from run where tenant_id = '{Tenant}'") == 0) await Task.Delay(20, patience.Token);
    }
}

/// <summary>Assessments of everybody as of a day that is past, of customers whose facts became known only now.</summary>
public sealed class AssessmentRunTests(ApiWithTwoVersions api) : IClassFixture<ApiWithTwoVersions>
{
    [Fact]
    public async Task A_run_over_a_past_date_uses_only_what_was_effective_then()
    {
        var customer = await api.KnownOnlyNowAsync("past", ("2026-03-31T23:59:59+08:00", "999.99"), ("2026-04-01T00:00:00+08:00", "0.01"));

        var result = await RunAsync("2026-03-31");

        var mover = result["movers"]!.AsArray().Single(mover => (Guid)mover!["customer"]! == customer)!;
        Assert.Equal(("membership", "ordinary", "joined", null),
            ((string?)mover["ladder"], (string?)mover["to"], (string?)mover["outcome"], (string?)mover["from"]));
        Assert.Equal((string?)mover["decision"], (string?)(await api.HistoryAsync(customer, 1))[0]!["id"]);
    }

    [Fact]
    public async Task A_run_over_a_past_date_decides_by_the_version_that_was_in_force_on_that_day()
    {
        var before = await api.KnownOnlyNowAsync("before", ("2026-03-20T12:00:00+08:00", "1000.00"));
        await RunAsync("2026-03-31");
        var after = await api.KnownOnlyNowAsync("after", ("2026-04-01T12:00:00+08:00", "1000.00"));
        await RunAsync("2026-04-01");

        Assert.Equal(
            ["2026-03-20 joining silver by 1", "2026-03-31 review silver by 1"], (await api.HistoryAsync(before, 2)).Take(2).Select(ComputedBy));
        Assert.Equal("2026-04-01 joining ordinary by 2", ComputedBy((await api.HistoryAsync(after, 1))[0]));
    }

    [Fact]
    public async Task A_run_over_a_past_date_counts_what_became_known_since()
    {
        var customer = await api.KnownOnlyNowAsync("late", ("2026-03-31T12:00:00+08:00", "1000.00"));

        await RunAsync("2026-03-31");

        Assert.Equal(("2026-03-31", "silver"), (
            (string?)(await api.HistoryAsync(customer, 1))[0]!["asOf"], (string?)(await api.HistoryAsync(customer, 1))[0]!["held"]));
    }

    private static string ComputedBy(JsonNode? line) => $"{line!["asOf"]} {line["trigger"]} {line["computed"]} by {line["policy"]!["version"]}";

    private async Task<JsonNode> RunAsync(string asOf)
    {
        var operators = api.Person("olga", Roles.Operator);
        var started = await api.PostAsync(operators, "/api/v1/assessments", $$"""{"asOf":"{{asOf}}"}""");
        using var patience = new CancellationTokenSource(TimeSpan.FromSeconds(60));
        while (true)
        {
            var progress = await operators.GetFromJsonAsync<JsonNode>($"/api/v1/assessments/{started["id"]}", patience.Token);
            if ((string?)progress!["state"] == "done") return progress["result"]!;
            Assert.Equal("running", (string?)progress["state"]);
            await Task.Delay(20, patience.Token);
        }
    }
}
