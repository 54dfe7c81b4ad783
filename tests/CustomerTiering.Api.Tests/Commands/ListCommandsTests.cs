using System.Text.Json;
using CustomerTiering.Access;
using CustomerTiering.Api.Tests.Tiering.Overrides;

namespace CustomerTiering.Api.Tests.Commands;

/// <summary>Lists of what has come to its end, so that no clock makes anything else of it.</summary>
public sealed class ListCommandsTests(ApiWithOverrides api) : IClassFixture<ApiWithOverrides>
{
    [Fact]
    public async Task A_rejected_override_and_a_dismissed_appeal_are_listed_with_who_took_part()
    {
        var customer = await api.OrdinaryAsync("listed");
        var asked = await api.AskAsync(customer);
        await api.PostAsync(
            api.Person("bob", Roles.Approver), $"{ApiWithOverrides.PathOf(customer)}/{asked:D}/rejection", """{"comment":"Too much."}""", "\"v1\"");
        var decision = (Guid)(await api.HistoryAsync(customer, 1))[0]!["id"]!;
        var filed = await api.PostAsync(
            api.Person("ann", Roles.Agent), $"/api/v1/customers/{customer:D}/appeals",
            $$"""{"decision":"{{decision}}","grounds":"I bought more.","channel":"mail"}""");
        var dora = api.Person("dora", Roles.Approver);
        await api.PostAsync(dora, $"/api/v1/appeals/{filed["id"]}/review", null, "\"v1\"");
        await api.PostAsync(dora, $"/api/v1/appeals/{filed["id"]}/dismissal", """{"reasons":"It counts from the day of payment."}""", "\"v2\"");

        var refused = Assert.Single(await ListAsync("override", "list", "--state", "rejected"));
        Assert.Equal(
            $"{customer:D} membership {asked:D} rejected exact gold 2026-03-10 2026-03-31 goodwill ann 1",
            Line(refused, "customer", "ladder", "id", "status", "kind", "tier", "from", "until", "reason", "requestedBy", "needed"));
        Assert.Equal(0, refused.GetProperty("approvedBy").GetArrayLength());
        Assert.Empty(await ListAsync("override", "list", "--state", "open"));

        var dismissed = Assert.Single(await ListAsync("appeal", "list"));
        Assert.Equal(
            $"{filed["id"]} {customer:D} membership {decision:D} dismissed False ann dora",
            Line(dismissed, "id", "customer", "ladder", "decision", "status", "overdue", "filedBy", "reviewer"));
        Assert.Empty(await ListAsync("appeal", "list", "--state", "overdue"));

        foreach (var name in new[] { "override", "appeal" }) Assert.StartsWith("┌", (await RunAsync(name, "list")).Output, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("override", "--state: 'nonsense' is not one of open, rejected, lapsed, granted, in-force, revoked, expired, ended.")]
    [InlineData("appeal", "--state: 'nonsense' is not one of open, overdue, filed, under-review, upheld, dismissed, closed.")]
    public async Task A_state_that_there_is_not_is_refused(string name, string message)
    {
        var refused = await RunAsync(name, "list", "--state", "nonsense");

        Assert.Equal((1, message), (refused.Code, refused.ErrorLines[0]));
    }

    private async Task<IReadOnlyList<JsonElement>> ListAsync(params string[] arguments) =>
        [.. (await RunAsync([.. arguments, "--json"])).Json.EnumerateArray()];

    private Task<CommandRun> RunAsync(params string[] arguments) =>
        CommandRun.OfAsync(api.Settings, [.. arguments, "--tenant", api.Tenant.ToString()]);

    private static string Line(JsonElement row, params string[] members) =>
        string.Join(' ', members.Select(member => row.GetProperty(member).ToString()));
}
