using System.Net.Http.Json;
using System.Text.Json.Nodes;
using CustomerTiering.Access;
using CustomerTiering.Api.Commands;

namespace CustomerTiering.Api.Tests.Tiering;

/// <summary>
/// A second version that asks for more, judges at once, and has another name for gold: previewed, put in force for tomorrow, and then the day comes.
/// </summary>
public sealed class TransitionScenarioTests(ApiWithMembershipInForce api) : IClassFixture<ApiWithMembershipInForce>
{
    private static readonly string Stricter = ApiWithMembershipInForce.Membership
        .Replace("\"atLeast\": 1000", "\"atLeast\": 2000", StringComparison.Ordinal)
            .Replace("\"atLeast\": 800", "\"atLeast\": 1800", StringComparison.Ordinal)
        .Replace("\"code\": \"gold\", \"name\": { \"en\": \"Gold\" }", "\"code\": \"premium\", \"name\": { \"en\": \"Premium\" }",
            StringComparison.Ordinal)
        .Replace("\"grace\": \"P30D\", ", "", StringComparison.Ordinal)
            .Replace("\"movement\"", "\"transition\": \"at-once\",\n  \"movement\"", StringComparison.Ordinal);

    [Fact]
    public async Task A_version_judges_held_tiers_on_its_first_day_as_its_preview_said()
    {
        var falls = await api.BuysAsync("falls", "t-1", "2026-03-10T09:00:00+08:00", "1799.99");
        var stays = await api.BuysAsync("stays", "t-2", "2026-03-10T09:00:00+08:00", "1800.00");
        var renamed = await api.BuysAsync("renamed", "t-3", "2026-03-10T09:00:00+08:00", "5000.00");
        foreach (var customer in (Guid[])[falls, stays, renamed]) await api.HistoryAsync(customer, 1);
        var author = api.Person("ann", Roles.PolicyAuthor);
        var drafted = await api.PostAsync(author, "/api/v1/policies", Stricter);
        await api.App.Services.SettleAsync(api.Tenant, CancellationToken.None); // nothing follows any more from what was recorded
        var head = await api.HeadAsync();

        var result = await PreviewAsync(author, """{"from":"2026-03-11"}""");
        Assert.Equal("""{"gold → premium":1,"silver → ordinary":1}""",
            result["moves"]!.ToJsonString(new() { Encoder = System.Text.Encodings.Web.JavaScriptEncoder.UnsafeRelaxedJsonEscaping }));
        var mover = result["movers"]!.AsArray().Single(one => (Guid)one!["customer"]! == falls)!;
        Assert.Equal(("2026-03-11", "transition", "downgraded"), ((string?)mover["asOf"], (string?)mover["trigger"], (string?)mover["outcome"]));
        Assert.Equal("silver: metric spend at least 1800, found 1799.99", (string?)mover["reasons"]![0]);
        Assert.Equal(head, await api.HeadAsync());

        await api.PostAsync(author, "/api/v1/policies/membership/versions/2/submission", null, "\"v5\"");
        await api.PostAsync(api.Person("bob", Roles.Approver), "/api/v1/policies/membership/versions/2/approval",
            $$"""{"digest":"{{drafted["digest"]}}"}""", "\"v6\"");
        await api.PostAsync(
            api.Person("olga", Roles.Operator), "/api/v1/policies/membership/versions/2/force", """{"from":"2026-03-11"}""", "\"v7\"");
        api.Clock.MoveTo(new(2026, 3, 12, 4, 0, 0, TimeSpan.Zero));

        Assert.Equal("transition membership/2 2026-03-11 downgraded ordinary from 2026-03-12", Line((await api.HistoryAsync(falls, 2))[1]));
        Assert.Equal("transition membership/2 2026-03-11 retained silver from 2026-03-10", Line((await api.HistoryAsync(stays, 2))[1]));
        Assert.Equal("transition membership/2 2026-03-11 retained premium from 2026-03-11", Line((await api.HistoryAsync(renamed, 2))[1]));
    }

    private async Task<JsonNode> PreviewAsync(HttpClient client, string body)
    {
        var started = await api.PostAsync(client, "/api/v1/policies/membership/versions/2/transition-preview", body);
        using var patience = new CancellationTokenSource(TimeSpan.FromSeconds(60));
        while (true)
        {
            var progress = await client.GetFromJsonAsync<JsonNode>($"/api/v1/transition-previews/{started["id"]}", patience.Token);
            if ((string?)progress!["state"] == "done") return progress["result"]!;
            Assert.Equal("running", (string?)progress["state"]);
            await Task.Delay(50, patience.Token);
        }
    }

    private static string Line(JsonNode? line) =>
        $"{line!["trigger"]} {line["policy"]!["id"]}/{line["policy"]!["version"]} {line["asOf"]} {line["outcome"]} {line["held"]} from "
            + $"{line["effectiveFrom"]}";
}
