using System.Net;
using System.Net.Http.Headers;
using System.Text;
using System.Text.Json;
using CustomerTiering.Access;

namespace CustomerTiering.Api.Tests.Http.Contract;

public sealed class RequestContractTests(RunningApi api) : IClassFixture<RunningApi>
{
    private const string Good = """{"number":"A1","amount":"12.50"}""";

    private readonly HttpClient _client = api.As(Roles.Recorder);

    [Fact]
    public async Task A_command_is_taken_with_its_key_and_answered_with_position_and_version()
    {
        var answer = await _client.PostOrderAsync(Answers.Json(Good), "\"k-1\"");

        Assert.Equal(HttpStatusCode.Created, answer.StatusCode);
        Assert.Equal("7", Assert.Single(answer.Headers.GetValues("Log-Position")));
        Assert.Equal("\"v1\"", answer.Headers.ETag!.ToString());
        var taken = JsonDocument.Parse(await answer.Content.ReadAsStringAsync()).RootElement;
        Assert.Equal("k-1", taken.GetProperty("key").GetString());
        Assert.Equal("somebody POST /api/v1/test/orders", taken.GetProperty("scope").GetString());
        Assert.Equal("12.5", taken.GetProperty("amount").GetString());
    }

    [Fact]
    public async Task The_fingerprint_is_of_the_meaning_of_a_body_and_not_of_its_spelling()
    {
        var first = await FingerprintAsync(Good);

        Assert.Equal(first, await FingerprintAsync("""{ "amount" : "12.50", "number":"\u00411" }"""));
        Assert.NotEqual(first, await FingerprintAsync("""{"number":"A1","amount":"12.51"}"""));
    }

    [Theory]
    [InlineData(null, "idempotency-key-missing")]
    [InlineData("", "idempotency-key-form")]
    [InlineData("\"a b\"", "idempotency-key-form")]
    public async Task A_command_without_a_usable_key_is_refused(string? key, string code) =>
        await (await _client.PostOrderAsync(Answers.Json(Good), key)).ProblemAsync(HttpStatusCode.BadRequest, code);

    [Theory]
    [InlineData(200, HttpStatusCode.Created)]
    [InlineData(201, HttpStatusCode.BadRequest)]
    public async Task A_key_has_at_most_200_characters(int length, HttpStatusCode expected) =>
        Assert.Equal(expected, (await _client.PostOrderAsync(Answers.Json(Good), new string('k', length))).StatusCode);

    [Theory]
    [InlineData("""{"number":"A1","number":"A2"}""", "$.number")]
    [InlineData("""{"number":"\ud800"}""", "$.number")]
    [InlineData("""{"number":"\u0000"}""", "$.number")]
    [InlineData("""{"amount":1e400}""", "$.amount")]
    [InlineData("""{"amount":12345678901234567890}""", "$.amount")]
    [InlineData("""{"count":12345678901234567890}""", "$.count")]
    [InlineData("""{"lines":[{"sku":"a"},{"sku":1}]}""", "$.lines[1].sku")]
    [InlineData("""{"day":"2026-02-30"}""", "$.day")]
    [InlineData("""{"amount":"1,5"}""", "$.amount")]
    [InlineData("""{"number":"A1",}""", "$.number")]
    [InlineData("""{"tier":"gold"}""", "$.tier")]
    [InlineData("""[1]""", "$")]
    [InlineData("", "$")]
    public async Task A_malformed_body_is_refused_at_its_place(string body, string path)
    {
        var problem = await (await _client.PostOrderAsync(Answers.Json(body)))
            .ProblemAsync(HttpStatusCode.BadRequest, body.Length == 0 ? "body-missing" : "malformed-json");

        Assert.Equal([path], problem.Fields());
    }

    [Fact]
    public async Task Everything_that_is_wrong_with_a_body_is_told_at_once()
    {
        var wrong = await (await _client.PostOrderAsync(Answers.Json("""{"tier":"gold","amount":true,"lines":[{"unitPrice":"x"}]}""")))
            .ProblemAsync(HttpStatusCode.BadRequest, "malformed-json");
        var invalid = await (await _client.PostOrderAsync(Answers.Json("""{"amount":0,"lines":[{}]}""")))
            .ProblemAsync(HttpStatusCode.BadRequest, "invalid-request");

        Assert.Equal(["$.tier", "$.amount", "$.lines[0].unitPrice"], wrong.Fields());
        Assert.Equal(["$.number", "$.amount", "$.lines[0].sku"], invalid.Fields());
    }

    [Theory]
    [InlineData(32, false)]
    [InlineData(33, true)]
    [InlineData(64, true)]
    public async Task Nesting_ends_at_32_levels(int levels, bool tooDeep)
    {
        // The command's object is a level of its own; the rest is where a text should be.
        var body = $$"""{"number":{{new string('[', levels - 1)}}{{new string(']', levels - 1)}}}""";
        var problem = await (await _client.PostOrderAsync(Answers.Json(body))).ProblemAsync(HttpStatusCode.BadRequest, "malformed-json");

        Assert.Equal(tooDeep, problem.GetProperty("detail").GetString()!.Contains("32 levels", StringComparison.Ordinal));
    }

    [Theory]
    [InlineData(262_144, HttpStatusCode.Created)]
    [InlineData(262_145, HttpStatusCode.RequestEntityTooLarge)]
    public async Task A_body_has_at_most_256_kB(int bytes, HttpStatusCode expected)
    {
        var answer = await _client.PostOrderAsync(Answers.Json(Good + new string(' ', bytes - Good.Length)));

        if (expected == HttpStatusCode.Created) Assert.Equal(expected, answer.StatusCode);
        else await answer.ProblemAsync(expected, "body-too-large");
    }

    [Fact]
    public async Task A_body_that_does_not_say_its_length_ends_at_256_kB_too()
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, "/api/v1/test/orders")
        { Content = Answers.Json(Good + new string(' ', 300_000)) };
        request.Headers.TransferEncodingChunked = true;

        await (await _client.SendAsync(request)).ProblemAsync(HttpStatusCode.RequestEntityTooLarge, "body-too-large");
    }

    [Theory]
    [InlineData("text/plain", null)]
    [InlineData("application/json; charset=utf-16", null)]
    [InlineData("application/json", "gzip")]
    public async Task Other_media_types_and_encodings_are_refused(string type, string? encoding)
    {
        var content = new ByteArrayContent(Encoding.UTF8.GetBytes(Good)) { Headers = { ContentType = MediaTypeHeaderValue.Parse(type) } };
        if (encoding is not null) content.Headers.ContentEncoding.Add(encoding);

        await (await _client.PostOrderAsync(content)).ProblemAsync(HttpStatusCode.UnsupportedMediaType, "unsupported-media-type");
    }

    [Fact]
    public async Task Invalid_UTF_8_is_refused()
    {
        var content = new ByteArrayContent([.. "{\"number\":\""u8, 0xC3, 0x28, .. "\"}"u8]) { Headers = { ContentType = new("application/json") } };

        await (await _client.PostOrderAsync(content)).ProblemAsync(HttpStatusCode.BadRequest, "malformed-json");
    }

    [Theory]
    [InlineData(null, (HttpStatusCode)428, "if-match-missing")]
    [InlineData("*", HttpStatusCode.BadRequest, "if-match-form")]
    [InlineData("W/\"v3\"", HttpStatusCode.BadRequest, "if-match-form")]
    [InlineData("\"v3\", \"v4\"", HttpStatusCode.BadRequest, "if-match-form")]
    [InlineData("\"v03\"", HttpStatusCode.BadRequest, "if-match-form")]
    public async Task A_change_needs_the_version_that_was_read(string? tag, HttpStatusCode status, string code) =>
        await (await ChangeAsync(tag)).ProblemAsync(status, code);

    [Fact]
    public async Task A_change_is_given_the_version_that_was_read() =>
        Assert.Equal("3", await (await ChangeAsync("\"v3\"")).Content.ReadAsStringAsync());

    [Fact]
    public async Task What_is_known_is_not_sent_again()
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, $"/api/v1/test/orders/{Guid.Empty}");
        request.Headers.TryAddWithoutValidation("If-None-Match", "\"v3\"");
        var answer = await _client.SendAsync(request);

        Assert.Equal(HttpStatusCode.NotModified, answer.StatusCode);
        Assert.Equal("\"v3\"", answer.Headers.ETag!.ToString());
    }

    [Fact]
    public async Task Parameters_that_are_wrong_are_all_named()
    {
        var problem = await (await _client.GetAsync("/api/v1/test/orders/abc?limit=many")).ProblemAsync(HttpStatusCode.BadRequest, "invalid-request");

        Assert.Equal(["id", "limit"], problem.Fields());
    }

    [Theory]
    [InlineData("12", HttpStatusCode.OK)]
    [InlineData("-1", HttpStatusCode.BadRequest)]
    [InlineData("x", HttpStatusCode.BadRequest)]
    public async Task A_log_position_is_a_whole_number(string position, HttpStatusCode expected)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, $"/api/v1/test/orders/{Guid.Empty}");
        request.Headers.Add("Log-Position", position);

        Assert.Equal(expected, (await _client.SendAsync(request)).StatusCode);
    }

    [Fact]
    public async Task A_cursor_goes_on_for_its_own_company_and_no_other()
    {
        var cursor = JsonDocument.Parse(await _client.GetStringAsync("/api/v1/test/orders")).RootElement.GetProperty("next").GetString()!;
        var altered = (cursor[0] == 'A' ? 'B' : 'A') + cursor[1..];
        var other = api.With(api.Tokens.Issue(api.OtherTenant, "somebody", [Roles.Recorder]));

        Assert.Contains("second", await _client.GetStringAsync($"/api/v1/test/orders?cursor={cursor}"), StringComparison.Ordinal);
        await (await _client.GetAsync($"/api/v1/test/orders?cursor={altered}")).ProblemAsync(HttpStatusCode.BadRequest, "bad-cursor");
        await (await other.GetAsync($"/api/v1/test/orders?cursor={cursor}")).ProblemAsync(HttpStatusCode.BadRequest, "bad-cursor");
    }

    [Fact]
    public async Task What_fails_inside_stays_inside()
    {
        var problem = await (await _client.GetAsync("/api/v1/test/failing")).ProblemAsync(HttpStatusCode.InternalServerError, "internal-error");

        Assert.DoesNotContain("secret", problem.GetRawText(), StringComparison.Ordinal);
        Assert.Contains(api.Log.Lines, line => line.Contains("secret inside", StringComparison.Ordinal));
    }

    [Fact]
    public async Task Wrong_addresses_and_methods_are_problems_too()
    {
        await (await _client.GetAsync("/api/v1/nothing")).ProblemAsync(HttpStatusCode.NotFound, "not-found");
        await (await _client.DeleteAsync("/api/v1/me")).ProblemAsync(HttpStatusCode.MethodNotAllowed, "method-not-allowed");
        await (await api.Stranger().GetAsync("/api/v1/nothing")).ProblemAsync(HttpStatusCode.Unauthorized, "unauthenticated");
    }

    [Fact]
    public async Task A_report_is_CSV_for_who_asks_and_harmless_in_a_spreadsheet()
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, "/api/v1/test/report");
        request.Headers.Accept.ParseAdd("text/csv");

        Assert.Equal("sku,unitPrice\r\n'=cmd,-1.5\r\n\"a,\"\"b\"\"\",\r\n", await (await _client.SendAsync(request)).Content.ReadAsStringAsync());
        Assert.Equal("""[{"sku":"=cmd","unitPrice":"-1.5"},{"sku":"a,\"b\""}]""", await _client.GetStringAsync("/api/v1/test/report"));
    }

    [Fact]
    public async Task A_stream_is_answered_line_by_line_and_a_bad_line_stops_nothing()
    {
        var lines = $"{{\"a\":1}}\n\nnot json\r\n\"{new string('x', 65_534)}\"\n\"{new string('x', 65_535)}\"\n\"{new string('x', 400_000)}\"\n{{}}";
        var answer = await _client.PostAsync("/api/v1/test/stream", new StringContent(lines, Encoding.UTF8, "application/x-ndjson"));

        Assert.Equal(
            ["\"1 ok\"", "\"3 The text is not valid JSON at byte 0.\"", "\"4 ok\"", "\"5 A line must have at most 65536 bytes.\"",
                "\"6 A line must have at most 65536 bytes.\"", "\"7 ok\""],
            (await answer.Content.ReadAsStringAsync()).Split('\n', StringSplitOptions.RemoveEmptyEntries));
    }

    private async Task<string> FingerprintAsync(string body) =>
        JsonDocument.Parse(
            await (await _client.PostOrderAsync(Answers.Json(body))).Content.ReadAsStringAsync()).RootElement.GetProperty("fingerprint").GetString()!;

    private async Task<HttpResponseMessage> ChangeAsync(string? tag)
    {
        using var request = new HttpRequestMessage(HttpMethod.Put, $"/api/v1/test/orders/{Guid.Empty}") { Content = Answers.Json(Good) };
        if (tag is not null) request.Headers.TryAddWithoutValidation("If-Match", tag);
        return await _client.SendAsync(request);
    }
}
