using System.Net.Http.Json;
using System.Text;
using System.Text.Json.Nodes;
using CustomerTiering.Access;
using CustomerTiering.EventLog.Work;
using CustomerTiering.Tiering.Assessments;
using Microsoft.Extensions.DependencyInjection;

namespace CustomerTiering.Api.Tests.Tiering;

/// <summary>More customers than fit one piece have amounts that a version lets count.</summary>
public sealed class ManyRateBackfillsTests(ApiWithMembershipInForce api) : IClassFixture<ApiWithMembershipInForce>
{
    private const int Customers = 401;

    [Fact]
    public async Task Many_customers_are_decided_again_by_a_run_in_pieces()
    {
        var lines = string.Concat(Enumerable.Range(1, Customers).Select(i =>
            $$"""{"kind":"purchase","customer":"many-{{i}}","id":"m-{{i}}","at":"2026-03-06T10:00:00+08:00","currency":"USD","amount":"200"}"""
                + "\n"));
        using var answer = await api.Person("shop", Roles.Recorder)
            .PostAsync("/api/v1/facts", new StringContent(lines, Encoding.UTF8, "application/x-ndjson"));
        Assert.True(answer.IsSuccessStatusCode);
        await CountAsync("ordinary");

        await api.InForceAsync(
            "policies", "membership",
            ApiWithMembershipInForce.Membership.Replace(""" "currency": "CNY",""",
                """ "currency": "CNY", "rates": [ { "currency": "USD", "from": "2026-03-06", "rate": "7" } ],"""), 2, "2026-03-11");

        await CountAsync("silver");
        var run = Assert.Single(await api.App.Services.GetRequiredService<Runs>().LatestAsync(api.Tenant, AssessmentRuns.About.Kind, 10, default));
        Assert.Equal(2, run.Chunks);
        var progress = await UncountedCalls.UntilAsync(
            async () => (await api.Person("olga", Roles.Operator).GetFromJsonAsync<JsonNode>($"/api/v1/assessments/{run.Id:D}"))!,
            one => (string?)one["state"] == "done");
        Assert.Equal(
            (Customers, 0, 2), ((int)progress["result"]!["customers"]!, (int)progress["result"]!["failed"]!, (int)progress["scope"]!["ratesOf"]!));
    }

    private Task CountAsync(string tier) => UncountedCalls.UntilAsync(
        async () => (await api.Person("rita", Roles.Reviewer).GetFromJsonAsync<JsonArray>("/api/v1/reports/tiers"))!,
        tiers => tiers.Count == 1 && (string?)tiers[0]!["tier"] == tier && (int)tiers[0]!["customers"]! == Customers);
}
