using CustomerTiering.Access;
using CustomerTiering.Api.Tests.Lifecycle;
using static CustomerTiering.Api.Tests.Tiering.Overrides.ApiWithOverrides;

namespace CustomerTiering.Api.Tests.Tiering.Overrides;

/// <summary>Overrides by themselves, as days go by.</summary>
public sealed class PassingTimeTests(ApiWithOverrides api) : IClassFixture<ApiWithOverrides>
{
    [Fact]
    public async Task Granted_ahead_it_begins_on_its_day_ends_after_its_last_and_the_plan_follows()
    {
        var customer = await api.OrdinaryAsync("ahead");
        await api.GrantAsync(customer, from: "2026-03-20", until: "2026-03-31");
        var revoked = await api.OrdinaryAsync("revoked");
        var id = await api.GrantAsync(revoked, from: "2026-03-20", until: "2026-04-30");
        await api.PlanAsync(customer, "basic", "2026-03-20");

        // 19 March, 23:59 in Shanghai: not yet.
        api.Clock.MoveTo(new(2026, 3, 19, 15, 59, 0, TimeSpan.Zero));
        await api.EffectiveAsync(customer, "ordinary");

        api.Clock.MoveTo(new(2026, 3, 19, 16, 0, 1, TimeSpan.Zero));
        await api.EffectiveAsync(customer, "gold");
        await api.PlanAsync(customer, "gold-care", "2026-03-20");
        await api.PlanAsync(customer, "basic", "2026-03-19");

        // Taken back on the 25th, it served to the 24th.
        await api.EffectiveAsync(revoked, "gold");
        api.Clock.MoveTo(new(2026, 3, 25, 4, 0, 0, TimeSpan.Zero));
        await api.PostAsync(api.Person("olga", Roles.Operator), $"{PathOf(revoked)}/{id:D}/revocation", """{"reason":"Misunderstood."}""", "\"v4\"");
        await api.EffectiveAsync(revoked, "ordinary");
        var record = await api.OverrideAsync(revoked, id);
        Assert.Equal(("revoked", "2026-03-24", "Misunderstood."),
            ((string?)record["status"], (string?)record["lastDay"], (string?)record["revocation"]!["text"]));
        await api.PlanAsync(revoked, "gold-care", "2026-03-24");
        await api.PlanAsync(revoked, "basic", "2026-03-25");

        api.Clock.MoveTo(new(2026, 3, 31, 15, 59, 0, TimeSpan.Zero));
        await api.EffectiveAsync(customer, "gold");
        api.Clock.MoveTo(new(2026, 3, 31, 16, 0, 1, TimeSpan.Zero));
        await api.EffectiveAsync(customer, "ordinary");
        await api.PlanAsync(customer, "gold-care", "2026-03-31");
        await api.PlanAsync(customer, "basic", "2026-04-01");

        // The effective tier from its first day to its last, then the held one again, in reports too.
        var months = (await api.EventuallyAsync("/api/v1/reports/migration?ladder=membership&from=2026-03-01&to=2026-04-30", _ => true)).AsArray()
            .Select(one => $"{one!["month"]} {one["from"] ?? "-"} {one["to"]} {one["customers"]}");
        Assert.Equal(["2026-03 - gold 1", "2026-03 - ordinary 1", "2026-04 gold ordinary 1", "2026-04 ordinary ordinary 1"],
            months.Order(StringComparer.Ordinal));
    }
}
