using System.Net;
using CustomerTiering.Access;

namespace CustomerTiering.Api.Tests.Audit;

public sealed class AuditTests(RunningApi api) : IClassFixture<RunningApi>
{
    private HttpClient Reviewer => api.As(Roles.Reviewer);

    [Fact]
    public async Task A_customers_trail_says_what_when_and_who()
    {
        var (id, tag) = await api.RegisterAsync("""{"externalId":"T-1","type":"person","name":"Ana","since":"2024-01-02T00:00:00Z"}""");
        await (await api.As(Roles.Agent).ChangeAsync(HttpMethod.Put, $"/customers/{id}/details", """{"name":"Anna"}""", tag)).ValueAsync();
        var trail = (await Reviewer.GetAsync($"/api/v1/audit/customers/{id}").ValueAsync()).GetProperty("items");
        Assert.Equal(["CustomerRegistered", "CustomerDescribed", "CustomerDetailsCorrected"],
            trail.EnumerateArray().Select(one => one.GetProperty("type").GetString()));
        Assert.Equal("somebody", trail[0].GetProperty("actor").GetString());
        Assert.Equal("2024-01-02T00:00:00.000000Z", trail[0].GetProperty("effective").GetString());
        Assert.Equal("T-1", trail[0].GetProperty("data").GetProperty("externalId").GetString());
        Assert.Equal("Anna", trail[2].GetProperty("data").GetProperty("name").GetString());
        Assert.Equal(trail[0].GetProperty("position").GetInt64() + 1, trail[1].GetProperty("position").GetInt64());
    }

    [Fact]
    public async Task The_trail_comes_as_lines_or_as_a_table_too()
    {
        var (id, _) = await api.RegisterAsync("""{"externalId":"T-3","type":"person","name":"Ana"}""");
        var lines = await GetAsync($"/api/v1/audit/customers/{id}?limit=1", "application/x-ndjson");
        Assert.Single((await lines.Content.ReadAsStringAsync()).Split('\n', StringSplitOptions.RemoveEmptyEntries));
        var next = lines.Headers.GetValues("Link").Single();
        Assert.EndsWith("rel=\"next\"", next, StringComparison.Ordinal);
        var rest = await (await GetAsync(next[1..next.IndexOf('>', StringComparison.Ordinal)], "application/x-ndjson")).Content.ReadAsStringAsync();
        Assert.Contains("CustomerDescribed", rest, StringComparison.Ordinal);

        var table = await (await GetAsync($"/api/v1/audit/customers/{id}", "text/csv")).Content.ReadAsStringAsync();
        Assert.StartsWith(
            "position,id,type,subject,effective,recorded,actor,cause,correlation,stream,version,data\r\n", table, StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_whole_log_is_read_from_a_position_on()
    {
        await api.RegisterAsync("""{"externalId":"T-4","type":"person"}""");
        var head = await api.HeadAsync();
        var last = await Reviewer.GetAsync($"/api/v1/audit/events?after={head - 1}").ValueAsync();
        Assert.Equal(head, Assert.Single(last.GetProperty("items").EnumerateArray()).GetProperty("position").GetInt64());
        Assert.Equal(0, (await Reviewer.GetAsync($"/api/v1/audit/events?after={head}").ValueAsync()).GetProperty("items").GetArrayLength());
        await (await Reviewer.GetAsync("/api/v1/audit/events?after=-1")).ProblemAsync(HttpStatusCode.BadRequest, "invalid-request");
        foreach (var role in Roles.All.Where(role => role != Roles.Reviewer))
            await (await api.As(role).GetAsync("/api/v1/audit/events")).ProblemAsync(HttpStatusCode.Forbidden, "forbidden");
    }

    [Fact]
    public async Task Of_what_is_not_there_there_is_no_trail()
    {
        await (await Reviewer.GetAsync($"/api/v1/audit/customers/{Guid.Empty}")).ProblemAsync(HttpStatusCode.NotFound, "not-found");
        await (await Reviewer.GetAsync("/api/v1/audit/standards/policies/none")).ProblemAsync(HttpStatusCode.NotFound, "not-found");
        await (await Reviewer.GetAsync("/api/v1/audit/standards/laws/none")).ProblemAsync(HttpStatusCode.NotFound, "not-found");
        await (await Reviewer.GetAsync($"/api/v1/audit/runs/{Guid.Empty}")).ProblemAsync(HttpStatusCode.NotFound, "not-found");
        var (id, _) = await api.RegisterAsync("""{"externalId":"T-5","type":"person"}""");
        var stranger = api.With(api.Tokens.Issue(api.OtherTenant, "somebody", [Roles.Reviewer]));
        await (await stranger.GetAsync($"/api/v1/audit/customers/{id}")).ProblemAsync(HttpStatusCode.NotFound, "not-found");
        Assert.Equal(0, (await stranger.GetAsync("/api/v1/audit/events").ValueAsync()).GetProperty("items").GetArrayLength());
    }

    [Fact]
    public async Task A_customers_state_has_two_times()
    {
        var (customer, _, _) =
            await api.RecordAsync("/customers/facts", """{"customer":"T-6","id":"f1","at":"2024-01-01T00:00:00Z","type":"person","group":"North"}""");
        var before = await api.HeadAsync();
        await api.RecordAsync("/customers/facts", """{"customer":"T-6","id":"f2","at":"2024-03-01T00:00:00Z","type":"person","group":"South"}""");
        async Task<string?> GroupAsync(string query) =>
            (await Reviewer.GetAsync($"/api/v1/customers/{customer}/state?{query}").ValueAsync()).GetProperty("group").GetString();
        Assert.Equal("North", await GroupAsync("asOf=2024-02-29"));
        Assert.Equal("South", await GroupAsync("asOf=2024-03-01"));
        Assert.Equal("North", await GroupAsync($"asOf=2024-03-01&knownAt={before}"));
        var state = await Reviewer.GetAsync($"/api/v1/customers/{customer}/state?asOf=2023-12-31").ValueAsync();
        Assert.False(state.TryGetProperty("joined", out _));
        Assert.Equal(0, state.GetProperty("facts").GetArrayLength());
    }

    private async Task<HttpResponseMessage> GetAsync(string path, string accept)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, path);
        request.Headers.TryAddWithoutValidation("Accept", accept);
        return await Reviewer.SendAsync(request);
    }
}
