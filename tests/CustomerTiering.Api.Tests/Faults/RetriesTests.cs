using System.Net;
using System.Net.Sockets;
using System.Text;
using CustomerTiering.Access;
using CustomerTiering.Api.Tests.Tiering;

namespace CustomerTiering.Api.Tests.Faults;

/// <summary>Concurrency and retries (part A), over HTTP as a client meets them.</summary>
public sealed class RetriesTests(ApiWithMembershipInForce api) : IClassFixture<ApiWithMembershipInForce>
{
    private readonly HttpClient _recorder = api.Person("shop", Roles.Recorder);

    [Fact]
    public async Task A_command_sent_fifty_times_at_once_has_one_set_of_events_and_one_answer()
    {
        var key = "fifty";
        var answers =
            await Task.WhenAll(Enumerable.Range(0, 50).Select(_ => _recorder.PostAsync("/api/v1/purchases", Purchase("fifty", "f-1"), key)));

        Assert.All(answers, answer => Assert.Contains(answer.StatusCode, (HttpStatusCode[])[HttpStatusCode.Created, HttpStatusCode.Conflict]));
        var told = await Task.WhenAll(
            answers.Where(answer => answer.StatusCode == HttpStatusCode.Created).Select(answer => answer.Content.ReadAsStringAsync()));
        Assert.Single(told.Distinct());
        var customer = System.Text.Json.JsonDocument.Parse(told[0]).RootElement.GetProperty("customer").GetGuid();
        Assert.Equal(["CustomerRegistered 1", "PurchaseMade 1"], await EventsOfAsync(customer));
    }

    [Fact]
    public async Task A_key_for_another_body_is_refused_and_nothing_is_written()
    {
        await (await _recorder.PostAsync("/api/v1/purchases", Purchase("key", "k-1"), "reused")).JsonAsync(HttpStatusCode.Created);
        var before = await FactsAsync();

        await (await _recorder.PostAsync("/api/v1/purchases", Purchase("key", "k-2"), "reused"))
            .ProblemAsync(HttpStatusCode.UnprocessableEntity, "idempotency-key-reused");

        Assert.Equal(before, await FactsAsync());
        // The key is the caller's own: somebody else's command of that key is another command.
        await (await api.Person("other-shop", Roles.Recorder).PostAsync("/api/v1/purchases", Purchase("key", "k-2"), "reused"))
            .JsonAsync(HttpStatusCode.Created);
    }

    [Fact]
    public async Task Every_POST_that_appends_asks_for_a_key_and_writes_nothing_without_it()
    {
        var before = await FactsAsync();
        var everybody = api.Person("all", [.. Roles.All]);
        foreach (var operation in (
            await Surface.OfAsync(api)).Operations.Where(one => one.Method == HttpMethod.Post && one.TakesJson && !Questions.Contains(one.Path)))
        {
            Assert.True(operation.NeedsKey, $"{operation} takes no key");
            using var request = operation.Request(FilledIn(operation.Path), "{}"u8.ToArray());
            request.Headers.Remove("Idempotency-Key");
            await (await everybody.SendAsync(request)).ProblemAsync(HttpStatusCode.BadRequest, "idempotency-key-missing");
        }
        Assert.Equal(before, await FactsAsync());
    }

    [Fact]
    public async Task Of_two_changes_of_what_was_read_as_one_version_one_is_done_and_the_stream_has_no_gap()
    {
        var author = api.Person("ann", Roles.PolicyAuthor);
        await api.PostAsync(
            author, "/api/v1/policies", ApiWithMembershipInForce.Membership.Replace("\"membership\"", "\"raced\"", StringComparison.Ordinal));

        var answers = await Task.WhenAll(Enumerable.Range(0, 8).Select(i =>
            author.PostAsync("/api/v1/policies/raced/versions/1/submission", "", $"race-{i}", "\"v1\"")));

        var done = answers.Where(answer => answer.StatusCode == HttpStatusCode.OK).ToArray();
        Assert.Single(done);
        Assert.All(answers.Except(
            done), answer => Assert.Contains(answer.StatusCode, (HttpStatusCode[])[HttpStatusCode.Conflict, HttpStatusCode.PreconditionFailed]));
        Assert.Equal(["1", "2"], await api.RowsAsync(
            $"select version from event where tenant_id = '{api.Tenant}' and stream = 'policy/raced' order by position"));
    }

    [Fact]
    public async Task Two_returns_at_once_never_exceed_the_purchase()
    {
        await (await _recorder.PostAsync("/api/v1/purchases", Purchase("twice", "t-1", "10.00"), "t-1")).JsonAsync(HttpStatusCode.Created);

        var answers = await Task.WhenAll(Enumerable.Range(0, 6).Select(i => _recorder.PostAsync(
            "/api/v1/returns",
            $$"""{"customer":"twice","id":"tr-{{i}}","at":"2026-03-10T09:30:00+08:00","of":"t-1","currency":"CNY","amount":"4.00"}""", $"tr-{i}")));

        Assert.Equal(2, answers.Count(answer => answer.StatusCode == HttpStatusCode.Created));
        Assert.All(answers.Where(answer => answer.StatusCode != HttpStatusCode.Created),
            answer => Assert.Contains((int)answer.StatusCode, (int[])[409, 422, 503]));
        Assert.Null((await Task.WhenAll(answers.Select(answer => answer.FaultAsync()))).FirstOrDefault(fault => fault is not null));
    }

    [Fact]
    public async Task Who_lost_the_answer_gets_it_again_by_sending_the_same()
    {
        var body = Purchase("lost", "l-1");
        var before = await api.OwnerAsync<long>($"select count(*) from idempotency where tenant_id = '{api.Tenant}'");
        using (var connection = new TcpClient())
        {
            await connection.ConnectAsync(api.Address.Host, api.Address.Port);
            await connection.GetStream().WriteAsync(Encoding.UTF8.GetBytes(
                $"POST /api/v1/purchases HTTP/1.1\r\nHost: {api.Address.Authority}\r\nAuthorization: "
                    + $"{_recorder.DefaultRequestHeaders.Authorization}\r\n"
                + $"Idempotency-Key: lost\r\nContent-Type: application/json\r\nContent-Length: {body.Length}\r\n\r\n{body}"));
            while (await api.OwnerAsync<long>($"select count(*) from idempotency where tenant_id = '{api.Tenant}'") == before) await Task.Delay(10);
        } // committed; the answer was never read
        var facts = await FactsAsync();

        var again = await _recorder.PostAsync("/api/v1/purchases", body, "lost");
        var told = await again.JsonAsync(HttpStatusCode.Created);

        Assert.Equal(facts, await FactsAsync());
        Assert.Equal($"{told.GetProperty("id").GetGuid()}", Assert.Single(await api.RowsAsync(
            $"select event_id from event where tenant_id = '{api.Tenant}' and position = {Assert.Single(again.Headers.GetValues("Log-Position"))}")));
    }

    /// <summary>What is asked by a body and appends nothing.</summary>
    private static readonly string[] Questions = ["/api/v1/trials/customer", "/api/v1/customers/{customer}/facts/preview"];

    internal static string Purchase(string customer, string id, string amount = "10.00") =>
        $$"""{"customer":"{{customer}}","id":"{{id}}","at":"2026-03-10T09:00:00+08:00","currency":"CNY","amount":"{{amount}}"}""";

    internal static string FilledIn(string path) => System.Text.RegularExpressions.Regex.Replace(
        path, "{(\\w+)}", match => match.Groups[1].Value is "version" ? "1" : Guid.Empty.ToString("D"));

    /// <summary>What people and sources stated: what follows from it by itself may come in between.</summary>
    private Task<long> FactsAsync() =>
        api.OwnerAsync<long>(
            $$"""select count(*) from event where tenant_id = '{{api.Tenant}}' and convert_from(leaf, 'UTF8') not like '{"actor":"service:%'""");

    private Task<List<string>> EventsOfAsync(Guid customer) => api.RowsAsync(
        $"select type, count(*) from event where tenant_id = '{api.Tenant}' and subject = '{customer}' and type in ('CustomerRegistered', "
            + $"'PurchaseMade') group by type order by type");
}
