using System.Net.Http.Headers;
using System.Text;
using CustomerTiering.Access;

namespace CustomerTiering.Api.Tests.Faults;

/// <summary>
/// Hostile bodies (33) and members that nobody may set (32), at every endpoint that takes a body: the named answer, and nothing stored.
/// </summary>
public sealed class InputTests(RunningApi api) : IClassFixture<RunningApi>
{
    private readonly HttpClient _everybody = api.As([.. Roles.All]);

    public static TheoryData<string, int> Bodies => new()
    {
        { "more than 256 kB", 413 }, { "64 levels", 400 }, { "100,000 levels", 400 }, { "1,000,000 items", 413 }, { "a member twice", 400 },
            { "half a surrogate pair", 400 },
        { "NUL escaped", 400 }, { "NUL raw", 400 }, { "1e400", 400 }, { "20 digits", 400 }, { "not UTF-8", 400 }, { "a byte order mark", 400 },
        { "half a document", 400 },
        { "gzip", 415 }, { "text/plain", 415 }, { "UTF-16", 415 }, { "no type", 415 }, { "no length and too large", 413 },
    };

    [Theory]
    [MemberData(nameof(Bodies))]
    public async Task A_hostile_body_gets_its_answer_everywhere_and_leaves_nothing(string fault, int status)
    {
        var before = await StoredAsync();
        foreach (var operation in (await Surface.OfAsync(api)).Operations.Where(one => one.TakesJson))
        {
            using var request = operation.Request(RetriesTests.FilledIn(operation.Path), Body(fault));
            Disguise(request, fault);
            using var answer = await _everybody.SendAsync(request);
            Assert.True(status == (int)answer.StatusCode, $"{operation}: {answer.StatusCode} {await answer.Content.ReadAsStringAsync()}");
            Assert.Null(await answer.FaultAsync());
        }
        Assert.Equal(before, await StoredAsync());
    }

    [Fact]
    public async Task A_hundred_thousand_items_within_the_limit_are_refused_in_bounded_time()
    {
        var body = Wire.Bytes($"[{string.Join(',', Enumerable.Repeat("1", 100_000))}]");
        var before = await StoredAsync();
        foreach (var operation in (await Surface.OfAsync(api)).Operations.Where(one => one.TakesJson))
        {
            using var patience = new CancellationTokenSource(TimeSpan.FromSeconds(10));
            using var answer = await _everybody.SendAsync(operation.Request(RetriesTests.FilledIn(operation.Path), body), patience.Token);
            Assert.True(400 == (int)answer.StatusCode, $"{operation}: {answer.StatusCode}");
            Assert.Null(await answer.FaultAsync());
        }
        Assert.Equal(before, await StoredAsync());
    }

    [Fact]
    public async Task Members_that_nobody_may_set_are_refused_and_named()
    {
        var before = await StoredAsync();
        foreach (var operation in (await Surface.OfAsync(api)).Operations.Where(one => one.TakesJson))
        {
            string[] forbidden = [.. new[] { "tier", "tenant", "approvedBy", "version" }.Where(member =>
                !operation.Body!.Value.Schema.TryGetProperty("properties", out var known) || !known.TryGetProperty(member, out _))];
            // A fact's kind says which members it has.
            var kind = operation.Path.EndsWith("/facts/preview", StringComparison.Ordinal) ? "\"kind\":\"purchase\"," : "";
            var body = $$"""{{{kind}}{{string.Join(',', forbidden.Select(member => $"\"{member}\":\"x\""))}}}""";
            using var answer = await _everybody.SendAsync(operation.Request(RetriesTests.FilledIn(operation.Path), Wire.Bytes(body)));
            Assert.True(400 == (int)answer.StatusCode, $"{operation}: {answer.StatusCode}");
            var problem = System.Text.Json.JsonDocument.Parse(await answer.Content.ReadAsStringAsync()).RootElement;
            Assert.True(!forbidden.Select(member => "$." + member).Except(problem.Fields()).Any(),
                $"{operation} names {string.Join(", ", problem.Fields())}");
        }
        Assert.Equal(before, await StoredAsync());
    }

    private static byte[] Body(string fault) => fault switch
    {
        "more than 256 kB" or "no length and too large" => Wire.Bytes($"{{\"note\":\"{new string('x', 262_144)}\"}}"),
        "64 levels" => Wire.Bytes($"{{\"note\":{new string('[', 64)}{new string(']', 64)}}}"),
        "100,000 levels" => Wire.Bytes(new string('[', 100_000)),
        "1,000,000 items" => Wire.Bytes($"[{string.Join(',', Enumerable.Repeat("1", 1_000_000))}]"),
        "a member twice" => """{"note":"a","note":"b"}"""u8.ToArray(),
        "half a surrogate pair" => """{"note":"\ud800"}"""u8.ToArray(),
        "NUL escaped" => """{"note":"\u0000"}"""u8.ToArray(),
        "NUL raw" => "{\"note\":\"\0\"}"u8.ToArray(),
        "1e400" => """{"amount":1e400}"""u8.ToArray(),
        "20 digits" => """{"amount":12345678901234567890}"""u8.ToArray(),
        "not UTF-8" => [.. "{\"note\":\""u8, 0xC3, 0x28, .. "\"}"u8],
        "a byte order mark" => [0xEF, 0xBB, 0xBF, .. "{}"u8],
        "half a document" => "{\"note\":"u8.ToArray(),
        "UTF-16" => Encoding.Unicode.GetBytes("{}"),
        _ => "{}"u8.ToArray(),
    };

    private static void Disguise(HttpRequestMessage request, string fault)
    {
        var headers = request.Content!.Headers;
        if (fault == "gzip") headers.ContentEncoding.Add("gzip");
        if (fault == "text/plain") headers.ContentType = new("text/plain");
        if (fault == "UTF-16") headers.ContentType = MediaTypeHeaderValue.Parse("application/json; charset=utf-16");
        if (fault == "no type") headers.ContentType = null;
        if (fault == "no length and too large") request.Headers.TransferEncodingChunked = true;
    }

    /// <summary>All that a refused request could have left.</summary>
    private Task<List<string>> StoredAsync() => api.RowsAsync(
        "select (select sum(position) from log_head), (select count(*) from event), (select count(*) from idempotency), (select count(*) from "
            + "person), (select count(*) from person_key), (select count(*) from run)");
}
