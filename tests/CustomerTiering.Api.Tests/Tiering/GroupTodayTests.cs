using System.Text.Json.Nodes;
using CustomerTiering.Access;
using CustomerTiering.Api.Tests.Lifecycle;

namespace CustomerTiering.Api.Tests.Tiering;

/// <summary>
/// A company's late fact on a day on which its group has a review: what is due that day waits for its end, with whatever else comes of it.
/// </summary>
public sealed class GroupTodayTests(ApiWithGroupsInForce api) : IClassFixture<ApiWithGroupsInForce>
{
    [Fact]
    public async Task What_is_due_today_is_decided_at_the_days_end_with_all_that_the_day_brings()
    {
        var (first, second) =
            (await api.CompanyAsync("g-1", "2026-03-10T08:00:00+08:00", "g"), await api.CompanyAsync("g-2", "2026-03-10T08:00:00+08:00", "g"));
        foreach (var company in (Guid[])[first, second]) await api.HistoryAsync(company, 1);
        await api.BuysAsync("g-1", "g-1-1", "2026-03-10T09:00:00+08:00", "1000.00");
        foreach (var company in (Guid[])[first, second]) await EndsAsync(company, "at-once 2026-03-10 upgraded silver");

        // Noon of the day of the review.
        api.Clock.MoveTo(new(2026, 4, 1, 4, 0, 0, TimeSpan.Zero));
        await api.PostAsync(
            api.Person("shop", Roles.Recorder), "/api/v1/returns",
            """{"customer":"g-1","id":"g-1-2","at":"2026-03-20T09:00:00+08:00","of":"g-1-1","currency":"CNY","amount":"200.01"}""");
        foreach (var company in (Guid[])[first, second]) await EndsAsync(company, "recheck 2026-03-20 downgraded ordinary");
        await api.BuysAsync("g-2", "g-2-1", "2026-04-01T18:00:00+08:00", "200.00");

        api.Clock.MoveTo(new(2026, 4, 1, 17, 0, 0, TimeSpan.Zero));
        foreach (var company in (Guid[])[first, second])
        {
            var history = await EndsAsync(company, "review 2026-04-01 retained ordinary");
            Assert.Single(history, line => (string?)line!["asOf"] == "2026-04-01");
        }
    }

    private async Task<JsonArray> EndsAsync(Guid company, string last) => (await api.EventuallyAsync(
        $"/api/v1/customers/{company:D}/tiers/membership/history",
        lines => lines.AsArray()[^1] is var line && $"{line!["trigger"]} {line["asOf"]} {line["outcome"]} {line["held"]}" == last)).AsArray();
}
