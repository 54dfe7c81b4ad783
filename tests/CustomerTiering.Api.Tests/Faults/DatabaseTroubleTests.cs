using System.Net;
using CustomerTiering.Access;

namespace CustomerTiering.Api.Tests.Faults;

/// <summary>What the database refuses, over HTTP: the append fails in the way and as often as a test says.</summary>
public sealed class DatabaseTroubleTests(RunningApi api) : IClassFixture<RunningApi>, IAsyncLifetime
{
    private readonly HttpClient _recorder = api.As(Roles.Recorder);

    public Task InitializeAsync() => Task.CompletedTask;

    public Task DisposeAsync() =>
        api.OwnerAsync<object>("drop trigger if exists trouble on event; drop function if exists trouble; drop sequence if exists tries");

    [Theory]
    [InlineData("40P01", 4), InlineData("40001", 4), InlineData("55P03", 4), InlineData("53100", 1)]
    public async Task What_goes_on_failing_is_503_with_Retry_After_and_the_same_command_succeeds_later(string state, int tries)
    {
        await FailAsync(state, times: tries);
        var head = await api.HeadAsync();

        var answer = await SendAsync(state);
        await answer.ProblemAsync(HttpStatusCode.ServiceUnavailable, "outcome-unknown");
        Assert.NotNull(answer.Headers.RetryAfter);
        Assert.Equal((tries, head), (await api.OwnerAsync<long>("select last_value from tries"), await api.HeadAsync()));
        Assert.Equal(0, await api.OwnerAsync<long>($"select count(*) from event where tenant_id = '{api.Tenant}' and position > {head}"));

        Assert.Equal(HttpStatusCode.Created, (await SendAsync(state)).StatusCode);
    }

    [Theory]
    [InlineData("40P01"), InlineData("40001"), InlineData("55P03")]
    public async Task What_passes_within_three_more_tries_is_not_noticed(string state)
    {
        await FailAsync(state, times: 3);

        Assert.Equal(HttpStatusCode.Created, (await SendAsync("passing-" + state)).StatusCode);
    }

    [Fact]
    public async Task What_the_database_cancels_is_503_with_Retry_After_and_stores_nothing()
    {
        await FailAsync("57014", times: 1);
        var head = await api.HeadAsync();

        var answer = await SendAsync("cancelled");

        await answer.ProblemAsync(HttpStatusCode.ServiceUnavailable, "store-unavailable");
        Assert.NotNull(answer.Headers.RetryAfter);
        Assert.Equal(head, await api.HeadAsync());
    }

    private Task<HttpResponseMessage> SendAsync(string id) => _recorder.PostAsync("/api/v1/purchases", RetriesTests.Purchase("trouble", id), id);

    private Task FailAsync(string state, int times) => api.OwnerAsync<object>(
        "drop trigger if exists trouble on event; drop function if exists trouble; drop sequence if exists tries; create sequence tries; grant "
            + "usage on tries to tiering_runtime; "
        + "create function trouble() returns trigger language plpgsql as $$begin "
        + $"if nextval('tries') <= {times} then raise exception 'trouble' using errcode = '{state}'; end if; return null; end$$; "
        + "create trigger trouble before insert on event for each statement execute function trouble()");
}
