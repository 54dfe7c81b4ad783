using System.Net;
using CustomerTiering.Access;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;

namespace CustomerTiering.Api.Tests.Faults;

public sealed class ApiWithMovableClock : RunningApi
{
    public MovableClock Clock { get; } = new(new(2026, 3, 10, 12, 0, 0, TimeSpan.Zero));

    protected override void Services(IServiceCollection services) => services.Replace(ServiceDescriptor.Singleton<TimeProvider>(Clock));
}

/// <summary>A clock that jumps an hour (16): the order stays, and tokens are forgiven 30 seconds, not more.</summary>
public sealed class ClockTests(ApiWithMovableClock api) : IClassFixture<ApiWithMovableClock>
{
    [Fact]
    public async Task Recorded_times_never_go_back_and_positions_have_no_gap_though_the_clock_jumps_both_ways()
    {
        var recorder = api.As(Roles.Recorder);
        var noon = api.Clock.GetUtcNow();
        foreach (var (hours, id) in new[] { (0, "now"), (-1, "back"), (1, "ahead"), (0, "back-again") })
        {
            api.Clock.MoveTo(noon.AddHours(hours));
            var client = hours == 0 ? recorder : api.As(Roles.Recorder); // a token of that clock
            Assert.Equal(HttpStatusCode.Created, (await client.PostAsync("/api/v1/purchases", RetriesTests.Purchase("clock", id), id)).StatusCode);
        }

        var order = await api.RowsAsync($"select position from event where tenant_id = '{api.Tenant}' order by recorded, position");
        Assert.Equal(Enumerable.Range(1, order.Count).Select(position => $"{position}"), order);
    }

    [Fact]
    public async Task A_token_is_judged_again_once_the_clock_has_gone_back_before_it_was_made()
    {
        var start = api.Clock.GetUtcNow();
        var token = api.Tokens.Issue(api.Tenant, "somebody", [Roles.Reviewer], TimeSpan.FromHours(1));
        Assert.Equal(HttpStatusCode.OK, await AskAsync(token));

        api.Clock.MoveTo(start.AddHours(-1));
        Assert.Equal(HttpStatusCode.Unauthorized, await AskAsync(token));
        api.Clock.MoveTo(start.AddSeconds(-15)); // within what is forgiven
        Assert.Equal(HttpStatusCode.OK, await AskAsync(token));
        api.Clock.MoveTo(start.AddHours(1).AddSeconds(15));
        Assert.Equal(HttpStatusCode.OK, await AskAsync(token));
        api.Clock.MoveTo(start.AddHours(1).AddSeconds(45));
        Assert.Equal(HttpStatusCode.Unauthorized, await AskAsync(token));
    }

    private async Task<HttpStatusCode> AskAsync(string token) => (await api.With(token).GetAsync("/api/v1/me")).StatusCode;
}
