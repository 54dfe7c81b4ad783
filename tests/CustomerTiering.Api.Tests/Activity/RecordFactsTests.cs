using System.Net;
using System.Text;
using System.Text.Json;
using CustomerTiering.Access;

namespace CustomerTiering.Api.Tests.Activity;

public sealed class RecordFactsTests(RunningApi api) : IClassFixture<RunningApi>
{
    [Theory]
    [InlineData("/returns", """{"customer":"A-1","id":"r","at":"2024-03-01T00:00:00Z","currency":"EUR","amount":5}""")]
    [InlineData("/interactions", """{"customer":"A-1","id":"i","at":"2024-03-01T00:00:00Z","direction":"in","channel":"call","minutes":3}""")]
    [InlineData("/referrals", """{"customer":"A-1","id":"f","at":"2024-03-01T00:00:00Z","referred":"A-2"}""")]
    [InlineData("/indicators", """{"customer":"A-1","id":"n","at":"2024-03-01T00:00:00Z","name":"assets","value":"1000.50"}""")]
    [InlineData("/surveys/asked", """{"customer":"A-1","id":"q","at":"2024-03-01T00:00:00Z","survey":"nps"}""")]
    [InlineData("/surveys/answers", """{"customer":"A-1","id":"a","at":"2024-03-01T00:00:00Z","survey":"nps","score":9,"comment":"fine"}""")]
    [InlineData("/complaints", """{"customer":"A-1","id":"c","at":"2024-03-01T00:00:00Z","category":"delivery","priority":"high"}""")]
    [InlineData("/customers/facts", """{"customer":"A-1","at":"2024-03-01T00:00:00Z","type":"person"}""")]
    public async Task Each_kind_of_fact_has_its_address_and_can_be_read_there(string path, string body)
    {
        var (_, fact, answer) = await api.RecordAsync(path, body);
        Assert.Equal($"/api/v1/facts/{fact}", answer.Headers.Location!.OriginalString);
        var read = await api.As(Roles.Recorder).GetAsync($"/api/v1/facts/{fact}").ValueAsync();
        Assert.Equal(fact, read.GetProperty("fact").GetProperty("id").GetGuid());
        Assert.Equal("2024-03-01T00:00:00.000000Z", read.GetProperty("fact").GetProperty("effective").GetString());
    }

    [Fact]
    public async Task A_stream_answers_line_by_line_and_a_bad_line_stops_no_other()
    {
        var lines = string.Join('\n',
            """{"kind":"purchase","customer":"B-1","id":"p1","at":"2024-03-01T10:00:00Z","currency":"EUR","amount":"10.00"}""",
            """{"kind":"return","customer":"B-1","id":"r1","of":"p1","at":"2024-03-02T10:00:00Z","currency":"EUR","amount":"4.00"}""",
            """{"kind":"return","customer":"B-1","id":"r2","of":"p1","at":"2024-03-02T11:00:00Z","currency":"EUR","amount":"6.01"}""",
            """{"kind":"purchase","customer":"B-1"}""",
            "{oops",
            "",
            """{"kind":"purchase","customer":"B-1","id":"p2","at":"2024-03-01T10:00:00Z","currency":"EUR","amount":1,"note":"""
                + '"' + new string('x', 70_000) + "\"}",
            """{"kind":"complaint-resolved","customer":"B-1","id":"c1","of":"none","at":"2024-03-02T11:00:00Z"}""");
        var answers = await SendAsync(lines);
        Assert.Equal(
            ["1 recorded ", "2 recorded ", "3 rejected return-exceeds-purchase", "4 rejected invalid-request", "5 rejected malformed-json",
                "7 rejected malformed-json", "8 rejected unknown-complaint"],
            answers.Select(Line));
        Assert.Superset(new HashSet<string?> { "$.id", "$.at", "$.currency" },
            answers[3].GetProperty("errors").EnumerateArray().Select(error => error.GetProperty("field").GetString()).ToHashSet());

        var before = await api.HeadAsync();
        Assert.Equal(["1 duplicate ", "2 duplicate "], (await SendAsync(lines)).Select(Line).Take(2));
        Assert.Equal(before, await api.HeadAsync());
    }

    [Theory]
    [InlineData(3, false)]
    [InlineData(9_000, true)]
    public async Task The_answer_says_by_which_position_all_accepted_lines_are_in_the_log(int lines, bool streamed)
    {
        var name = $"positioned-{lines}";
        var facts = Enumerable.Range(1, lines).Select(n =>
            $$"""{"kind":"purchase","customer":"{{name}}","id":"{{name}}-{{n}}","at":"2024-03-01T10:00:00Z","currency":"EUR","amount":"1.00"}""");
        using var body = new StringContent(string.Join('\n', facts.Append("{oops")), Encoding.UTF8, "application/x-ndjson");

        using var answer = await api.As(Roles.Recorder).PostAsync("/api/v1/facts", body);

        var answers = (await answer.Content.ReadAsStringAsync())
            .Split('\n', StringSplitOptions.RemoveEmptyEntries).Select(line => JsonDocument.Parse(line).RootElement).ToList();
        var last = answers.Where(line => line.TryGetProperty("position", out _)).Max(line => line.GetProperty("position").GetInt64());
        Assert.Equal((lines + 1, last), (answers.Count, answers[^1].GetProperty("logPosition").GetInt64()));
        // A body of up to a megabyte is answered whole, with the header; the position of a longer one is in its last line.
        Assert.Equal(!streamed, answer.Headers.TryGetValues("Log-Position", out var header));
        if (!streamed) Assert.Equal($"{last}", header!.Single());
    }

    [Fact]
    public async Task A_stream_of_another_type_or_by_another_role_is_refused()
    {
        using var json = Answers.Json("{}");
        await (await api.As(Roles.Recorder).PostAsync("/api/v1/facts", json))
            .ProblemAsync(HttpStatusCode.UnsupportedMediaType, "unsupported-media-type");
        using var lines = new StringContent("{}", Encoding.UTF8, "application/x-ndjson");
        await (await api.As(Roles.Agent).PostAsync("/api/v1/facts", lines)).ProblemAsync(HttpStatusCode.Forbidden, "forbidden");
    }

    [Fact]
    public async Task A_correction_stands_beside_the_fact_that_it_corrects()
    {
        var (_, fact, _) =
            await api.RecordAsync("/purchases", """{"customer":"B-2","id":"p","at":"2024-03-01T10:00:00Z","currency":"EUR","amount":"10.00"}""");
        await api.RecordAsync(
            "/corrections", """{"customer":"B-2","id":"k","at":"2024-03-05T10:00:00Z","ofKind":"purchase","of":"p","replaces":{"amount":"11.00"}}""");
        var read = await api.As(Roles.Agent).GetAsync($"/api/v1/facts/{fact}").ValueAsync();
        Assert.Equal("10", read.GetProperty("fact").GetProperty("data").GetProperty("amount").GetString());
        Assert.Equal("11", read.GetProperty("corrections")[0].GetProperty("data").GetProperty("replacement").GetProperty("amount").GetString());
    }

    [Fact]
    public async Task An_unknown_fact_and_one_of_another_company_are_not_there()
    {
        var (_, fact, _) =
            await api.RecordAsync("/purchases", """{"customer":"B-3","id":"p-3","at":"2024-03-01T10:00:00Z","currency":"EUR","amount":"10.00"}""");
        await (await api.As(Roles.Agent).GetAsync($"/api/v1/facts/{Guid.Empty}")).ProblemAsync(HttpStatusCode.NotFound, "not-found");
        var stranger = api.With(api.Tokens.Issue(api.OtherTenant, "somebody", [Roles.Agent]));
        await (await stranger.GetAsync($"/api/v1/facts/{fact}")).ProblemAsync(HttpStatusCode.NotFound, "not-found");
    }

    private async Task<List<JsonElement>> SendAsync(string lines)
    {
        using var content = new StringContent(lines, Encoding.UTF8, "application/x-ndjson");
        var answer = await api.As(Roles.Recorder).PostAsync("/api/v1/facts", content);
        Assert.Equal(HttpStatusCode.OK, answer.StatusCode);
        return [.. (await answer.Content.ReadAsStringAsync())
            .Split('\n', StringSplitOptions.RemoveEmptyEntries).Select(line => JsonDocument.Parse(line).RootElement)];
    }

    private static string Line(JsonElement answer) =>
        $"{answer.GetProperty("line").GetInt64()} {answer.GetProperty("status").GetString()} "
            + $"{(answer.TryGetProperty("code", out var code) ? code.GetString() : "")}";
}
