using System.Net;
using System.Text;
using System.Text.Json.Nodes;
using CustomerTiering.Access;
using CustomerTiering.Api.Tests.Faults;
using CustomerTiering.Api.Tests.Lifecycle;
using Npgsql;

namespace CustomerTiering.Api.Tests.Tiering.Assessments;

/// <summary>What assessments over HTTP are held against; it is 10 March 2026, noon in Shanghai.</summary>
public sealed class AssessmentDoorTests(ApiWithMembershipInForce api) : IClassFixture<ApiWithMembershipInForce>
{
    [Fact]
    public async Task A_customer_is_assessed_as_of_today_and_not_as_of_tomorrow()
    {
        var customer = await api.BuysAsync("tomorrow", "t-1", "2026-03-09T09:00:00+08:00", "1000.00");
        await api.HistoryAsync(customer, 1);
        await api.AtRestAsync();
        var head = await api.HeadAsync();
        var path = $"/api/v1/customers/{customer:D}/assessments";

        Assert.Equal("as-of-in-the-future", await RefusalAsync(path, """{"asOf":"2026-03-11"}"""));
        Assert.Equal(head, await api.HeadAsync());
        Assert.Equal("retained", (string?)(await api.PostAsync(Olga, path, """{"asOf":"2026-03-10"}"""))[0]!["outcomes"]![0]);
    }

    [Theory]
    [InlineData("""{"asOf":"2026-03-11"}""", "as-of-in-the-future")]
    [InlineData("""{"from":"2026-01-01","to":"2026-03-11"}""", "as-of-in-the-future")]
    [InlineData("""{"asOf":"2024-12-31"}""", "no-policy-in-force")]
    [InlineData("""{"asOf":"2026-03-10","ladder":"credit"}""", "no-policy-in-force")]
    public async Task A_run_that_could_decide_nothing_right_is_refused_and_not_made(string body, string code)
    {
        var runs = await api.OwnerAsync<long>("select count(*) from run");

        Assert.Equal(code, await RefusalAsync("/api/v1/assessments", body));

        Assert.Equal(runs, await api.OwnerAsync<long>("select count(*) from run"));
    }

    [Fact]
    public async Task A_run_covers_all_customers_whose_facts_were_acknowledged_before_it()
    {
        var lines = Enumerable.Range(1, 700).Select(n =>
            $$"""{"kind":"purchase","customer":"covered-{{n}}","id":"c-{{n}}","at":"2026-03-09T09:00:00+08:00","currency":"CNY","amount":"10.00"}""");
        using var facts = new StringContent(string.Join('\n', lines), Encoding.UTF8, "application/x-ndjson");
        using var recorded = await api.Person("shop", Roles.Recorder).PostAsync("/api/v1/facts", facts);
        Assert.Equal(HttpStatusCode.OK, recorded.StatusCode);

        var run = await api.PostAsync(Olga, "/api/v1/assessments", """{"asOf":"2026-03-10"}""");

        var known = await KnownAsync();
        var done = await api.EventuallyAsync($"/api/v1/assessments/{run["id"]}", progress => (string?)progress["state"] == "done");
        Assert.True(known >= 700);
        Assert.Equal(known, (long)done["result"]!["customers"]!);
    }

    [Theory]
    [InlineData("/api/v1/assessments", """{"asOf":"2026-03-10"}""", "/api/v1/assessments/{0}")]
    [InlineData("/api/v1/trials", """{"drafts":[{"name":"membership"}]}""", "/api/v1/trials/{0}")]
    [InlineData("/api/v1/policies/membership/versions/1/transition-preview", "{}", "/api/v1/transition-previews/{0}")]
    public async Task A_run_waits_for_the_read_model_that_it_lists_customers_from(string path, string body, string progress)
    {
        await api.AtRestAsync();
        await using var held = await HeldBackAsync();
        await api.BuysAsync("behind-" + path.Length, "behind-" + path.Length, "2026-03-10T09:00:00+08:00", "10.00");

        var asked = api.PostAsync(Olga, path, body);
        await Task.Delay(500);
        Assert.False(asked.IsCompleted);
        await held.CloseAsync();

        var run = await asked;
        var done = await api.EventuallyAsync(string.Format(null, progress, run["id"]), one => (string?)one["state"] == "done");
        // A preview counts those who hold a tier by then; the run has them in its pieces in any case.
        if (!path.EndsWith("preview", StringComparison.Ordinal)) Assert.Equal(await KnownAsync(), (long)done["result"]!["customers"]!);
        Assert.Equal((await KnownAsync() + 399) / 400, (int)done["chunks"]!);
    }

    [Fact]
    public async Task A_run_whose_read_model_does_not_catch_up_is_not_made_and_says_when_to_come_again()
    {
        await api.AtRestAsync();
        var runs = await api.OwnerAsync<long>("select count(*) from run");
        await using var held = await HeldBackAsync();
        await api.BuysAsync("stuck", "stuck", "2026-03-10T09:00:00+08:00", "10.00");

        using var answer = await api.SendAsync(Olga, "/api/v1/assessments", """{"asOf":"2026-03-10"}""");

        await answer.ProblemAsync(HttpStatusCode.ServiceUnavailable, "not-yet-there");
        Assert.NotNull(answer.Headers.RetryAfter);
        Assert.Equal(runs, await api.OwnerAsync<long>("select count(*) from run"));
    }

    /// <summary>Nobody folds facts until this connection is closed.</summary>
    private async Task<NpgsqlConnection> HeldBackAsync()
    {
        var connection = new NpgsqlConnection(api.OwnerConnection);
        await connection.OpenAsync();
        await using var hold = new NpgsqlCommand("begin; select from projection where name = 'customer-facts' for update", connection);
        await hold.ExecuteNonQueryAsync();
        return connection;
    }

    private Task<long> KnownAsync() => api.OwnerAsync<long>($"select count(*) from person where tenant_id = '{api.Tenant}'");

    private HttpClient Olga => api.Person("olga", Roles.Operator);

    private async Task<string> RefusalAsync(string path, string body)
    {
        using var answer = await api.SendAsync(Olga, path, body);
        Assert.Equal(HttpStatusCode.UnprocessableEntity, answer.StatusCode);
        return (string)JsonNode.Parse(await answer.Content.ReadAsStringAsync())!["code"]!;
    }
}
