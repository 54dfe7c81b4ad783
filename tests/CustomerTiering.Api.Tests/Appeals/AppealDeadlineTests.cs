using System.Text.Json.Nodes;
using CustomerTiering.Access;
using CustomerTiering.Api.Tests.Lifecycle;
using CustomerTiering.Api.Tests.Tiering;

namespace CustomerTiering.Api.Tests.Appeals;

/// <summary>An appeal of 10 March 2026 is answered by 10 April, in days of UTC.</summary>
public sealed class AppealDeadlineTests(ApiWithMembershipInForce api) : IClassFixture<ApiWithMembershipInForce>
{
    [Fact]
    public async Task A_missed_deadline_is_recorded_once_the_last_day_is_over_and_listed_until_it_is_answered()
    {
        var customer = await api.BuysAsync("slow", "slow-1", "2026-03-09T09:00:00+08:00", "10.00");
        var decision = (string)(await api.HistoryAsync(customer, 1))[0]!["id"]!;
        var appeal = (string)(await api.PostAsync(
            api.Person("ann", Roles.Agent), $"/api/v1/customers/{customer:D}/appeals",
            $$"""{"decision":"{{decision}}","grounds":"I bought more.","channel":"mail"}"""))["id"]!;

        api.Clock.MoveTo(new(2026, 4, 10, 23, 59, 0, TimeSpan.Zero));
        Assert.Empty(await OverdueAsync());
        Assert.Equal(appeal, (string?)Assert.Single(
            (await api.EventuallyAsync("/api/v1/appeals?state=open", open => open["items"]!.AsArray().Count == 1))["items"]!.AsArray())!["id"]);

        api.Clock.MoveTo(new(2026, 4, 11, 0, 0, 1, TimeSpan.Zero));
        var missed = await api.EventuallyAsync($"/api/v1/appeals/{appeal}", one => (bool)one["missed"]!);
        Assert.True((bool)missed["overdue"]!);
        Assert.Equal(appeal, (string?)Assert.Single(await OverdueAsync())!["id"]);

        var dora = api.Person("dora", Roles.PrivacyOfficer);
        await api.PostAsync(dora, $"/api/v1/appeals/{appeal}/review", null, "\"v2\"");
        await api.PostAsync(dora, $"/api/v1/appeals/{appeal}/dismissal", """{"reasons":"It counts from the day of payment."}""", "\"v3\"");
        await api.EventuallyAsync("/api/v1/appeals?state=overdue", overdue => overdue["items"]!.AsArray().Count == 0);
        Assert.True((bool)(await api.EventuallyAsync($"/api/v1/appeals/{appeal}", _ => true))["missed"]!);
    }

    private async Task<JsonArray> OverdueAsync() => (await api.EventuallyAsync("/api/v1/appeals?state=overdue", _ => true))["items"]!.AsArray();
}
