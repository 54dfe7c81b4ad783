using System.Net;
using CustomerTiering.Access;
using CustomerTiering.Api.Tests.Faults;

namespace CustomerTiering.Api.Tests.Lifecycle;

/// <summary>The clock is moved, so that nobody else is in this company.</summary>
public sealed class StageLadderTests(ApiWithStageLadderInForce api) : IClassFixture<ApiWithStageLadderInForce>
{
    [Fact]
    public async Task A_move_to_a_stage_raises_the_tier_at_once_by_silence_too_and_the_survivors_own_stage_holds()
    {
        var customer = await api.BuysAsync("quiet", "q-1", "2026-03-10T09:00:00+08:00", "100.00");
        Assert.Equal("2026-03-10", await api.SinceAsync(customer, "welcome"));

        // Growing after 90 days, so that the next review takes the tier back.
        api.Clock.MoveTo(new(2026, 6, 30, 16, 0, 5, TimeSpan.Zero));
        Assert.Equal("2026-07-01", await api.SinceAsync(customer, "known"));

        // 151 days of silence are on 8 August, which is judged when it is over, in Shanghai.
        api.Clock.MoveTo(new(2026, 8, 8, 16, 0, 5, TimeSpan.Zero));
        Assert.Equal("2026-08-08", await api.SinceAsync(customer, "rescue"));
        var why = await api.GetAsync($"/api/v1/customers/{customer:D}/tiers/care/explanation", _ => true);
        Assert.Contains("one of at-risk | dormant", why.ToJsonString(), StringComparison.Ordinal);

        // A duplicate's stage is none of the survivor's.
        var survivor = await api.BuysAsync("loud", "l-1", "2026-08-09T00:01:00+08:00", "100.00");
        Assert.Equal("2026-08-09", await api.SinceAsync(survivor, "welcome"));
        await api.PostAsync(
            api.Person("ada", Roles.Agent), $"/api/v1/customers/{survivor:D}/merges", $$"""{"duplicate":"{{customer:D}}","reason":"one card"}""");
        await api.StagesAsync(survivor, "growing");

        await api.RebuiltIsLiveAsync("customer-facts");
        await api.RebuiltIsLiveAsync("stages");
    }

    [Fact]
    public async Task Once_a_lifecycle_is_in_force_a_stage_that_it_lacks_is_refused()
    {
        var policy = ApiWithStageLadderInForce.Care.Replace("\"dormant\"", "\"asleep\"", StringComparison.Ordinal)
            .Replace("\"care\"", "\"other\"", StringComparison.Ordinal);
        using var refused = await api.SendAsync(api.Person("ann", Roles.PolicyAuthor), "/api/v1/policies", policy);
        Assert.Equal(["$.tiers[2].qualify.stage[1]"], (await refused.ProblemAsync(HttpStatusCode.BadRequest, "invalid-request")).Fields());
    }
}
