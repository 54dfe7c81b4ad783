using CustomerTiering.Api.Tests.Faults;

namespace CustomerTiering.Api.Tests.Segments;

/// <summary>By itself, as days go by. The clock is moved, so that nobody else is in this company.</summary>
public sealed class PassingTimeTests(ApiWithSegmentsInForce api) : IClassFixture<ApiWithSegmentsInForce>
{
    [Fact]
    public async Task Facts_silence_and_another_version_move_a_customer_and_each_time_the_tier_is_judged()
    {
        var customer = await api.BuysAsync("often", "o-1", "2026-03-09T09:00:00+08:00", "10.00");
        await api.ClubAsync(customer, "guest");
        await api.BuysAsync("often", "o-2", "2026-03-10T09:00:00+08:00", "10.00");
        Assert.Equal(["2026-03-10 frequent entered"], await api.ChangesAsync(customer, 1));
        await api.ClubAsync(customer, "insider");
        var line = (await api.GetAsync($"/api/v1/customers/{customer:D}/segments/history", _ => true)).AsArray()[0]!;
        Assert.Equal(("2", "1"), ((string?)line["metrics"]!["orders_90d"], line["definition"]!["version"]!.ToJsonString()));

        // 61 days of silence are on 10 May, which is judged when it is over, in Shanghai.
        api.Clock.MoveTo(new(2026, 5, 10, 15, 58, 0, TimeSpan.Zero));
        Assert.Single(await api.ChangesAsync(customer, 1));
        api.Clock.MoveTo(new(2026, 5, 10, 16, 0, 5, TimeSpan.Zero));
        Assert.Equal("2026-05-10 silent entered", (await api.ChangesAsync(customer, 2))[^1]);
        Assert.Equal("2026-05-10", (string?)(await api.ClubAsync(customer, "missed"))["effectiveFrom"]);

        // The first purchase leaves the 90 days on 7 June.
        api.Clock.MoveTo(new(2026, 6, 7, 16, 0, 5, TimeSpan.Zero));
        Assert.Equal("2026-06-07 frequent left", (await api.ChangesAsync(customer, 3))[^1]);
        var then = await api.GetAsync($"/api/v1/customers/{customer:D}/segments?asOf=2026-06-06", _ => true);
        Assert.Equal(["frequent 2026-03-10", "silent 2026-05-10"], then.AsArray().Select(one => $"{one!["segment"]} {one["since"]}"));

        // A purchase ends the silence at once; without either segment the tier falls at the month's review.
        await api.BuysAsync("often", "o-3", "2026-06-08T09:00:00+08:00", "10.00");
        Assert.Equal("2026-06-08 silent left", (await api.ChangesAsync(customer, 4))[^1]);
        api.Clock.MoveTo(new(2026, 6, 30, 16, 0, 5, TimeSpan.Zero));
        await api.ClubAsync(customer, "guest");

        // On the first day of a version everybody is judged, though nothing happened.
        await api.InstallAsync("segments", "frequent",
            ApiWithSegmentsInForce.Frequent.Replace("\"atLeast\": 2", "\"atLeast\": 1", StringComparison.Ordinal), "2026-07-05", version: 2);
        api.Clock.MoveTo(new(2026, 7, 5, 16, 0, 5, TimeSpan.Zero));
        Assert.Equal("2026-07-05 frequent entered", (await api.ChangesAsync(customer, 5))[^1]);
        await api.ClubAsync(customer, "insider");

        // A retired segment has nobody in it.
        await api.PostAsync(api.Person("olga", Access.Roles.Operator), "/api/v1/segments/frequent/retirement",
            """{"from":"2026-07-08","reason":"replaced"}""", "\"v8\"");
        api.Clock.MoveTo(new(2026, 7, 8, 16, 0, 5, TimeSpan.Zero));
        Assert.Equal("2026-07-08 frequent left", (await api.ChangesAsync(customer, 6))[^1]);

        await api.RebuiltIsLiveAsync("customer-segments");
        await api.RebuiltIsLiveAsync("customer-facts");
    }
}
