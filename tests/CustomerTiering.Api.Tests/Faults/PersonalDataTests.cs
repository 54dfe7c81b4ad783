using System.Net;
using System.Text;
using CustomerTiering.Access;

namespace CustomerTiering.Api.Tests.Faults;

/// <summary>
/// What identifies a person or quotes one is nowhere in plain but in answers: not in the log of the server, not in the log of events, not beside it.
/// </summary>
public sealed class PersonalDataTests(RunningApi api) : IClassFixture<RunningApi>
{
    /// <summary>No other text has it in it, and each personal member holds it.</summary>
    private const string Secret = "Mustermannsgeheimnis";

    private static readonly (string Path, string Body)[] Facts =
    [
        ("/customers/facts", """ "name":"Erika SECRET","type":"person","segments":["vip"] """),
        ("/purchases", """ "currency":"CNY","amount":"10.00" """),
        ("/returns", """ "of":"SECRET-1","currency":"CNY","amount":"1.00" """),
        ("/interactions", """ "channel":"call","direction":"in","purpose":"advice" """),
        ("/referrals", """ "referred":"SECRET-friend" """),
        ("/indicators", """ "name":"assets","value":"5" """),
        ("/surveys/asked", """ "survey":"nps" """),
        ("/surveys/answers", """ "survey":"nps","score":"9","comment":"SECRET says thanks" """),
        ("/complaints", """ "category":"delivery","priority":"high" """),
        ("/complaints/resolutions", """ "of":"SECRET-8" """),
        ("/complaints/reopenings", """ "of":"SECRET-8" """),
        ("/corrections", """ "ofKind":"purchase","of":"SECRET-1","replaces":{"amount":"11.00","note":"SECRET again"} """),
        ("/cancellations", """ "of":"SECRET-1" """),
        ("/reinstatements", """ "of":"SECRET-1" """),
    ];

    [Fact]
    public async Task Personal_texts_sent_everywhere_are_in_no_log_line_and_in_no_row_of_the_log()
    {
        var recorder = api.As(Roles.Recorder);
        Assert.Empty((await FactRoutesAsync()).Except(Facts.Select(fact => "/api/v1" + fact.Path)));
        for (var i = 0; i < Facts.Length; i++)
        {
            var body = $$"""{"customer":"SECRET","id":"SECRET-{{i}}","at":"2026-03-10T{{i + 1:00}}:00:00+08:00","note":"SECRET was there",{{Facts[i].Body}}}""".Replace("SECRET", Secret, StringComparison.Ordinal);
            await (await recorder.PostAsync("/api/v1" + Facts[i].Path, body, $"fact-{i}")).JsonAsync(HttpStatusCode.Created);
            // And each way to be refused: too much, not of this kind, reused, contradicting.
            await RefusedAsync(recorder, Facts[i].Path, body.Replace("\"note\"", "\"nota\"", StringComparison.Ordinal), $"refused-{i}");
            await RefusedAsync(recorder, Facts[i].Path, body.Replace("was there", "was not there", StringComparison.Ordinal), $"reused-{i}");
            await RefusedAsync(recorder, Facts[i].Path, body + "}", $"broken-{i}");
        }

        Assert.DoesNotContain(api.Log.Lines, line => line.Contains(Secret, StringComparison.OrdinalIgnoreCase));
        Assert.Equal(Facts.Length, await api.OwnerAsync<long>(
            $"select count(*) from event where tenant_id = '{api.Tenant}' and type <> 'CustomerRegistered'"));
        foreach (var table in (string[])[
            "event", "idempotency", "person", "person_key", "timer_due", "run", "run_chunk", "log_head", "stream_closed", "projection", "follower"])
            Assert.Equal(0, await HoldingAsync(table, Secret));
    }

    [Fact]
    public async Task The_search_finds_what_is_there_in_plain()
    {
        await api.OwnerAsync<object>(
            $"create table plain (bytes bytea, text text); insert into plain values ('\\x{Hex(Secret)}', ''), ('', 'of {Secret}')");
        Assert.Equal(2, await HoldingAsync("plain", Secret));
        await api.OwnerAsync<object>("drop table plain");
    }

    /// <summary>Rows that hold the text, in a column of text, of JSON, or of bytes, which are shown as hexadecimal digits.</summary>
    private Task<long> HoldingAsync(string table, string text) =>
        api.OwnerAsync<long>($"select count(*) from {table} t where t::text ilike '%{text}%' or t::text like '%{Hex(text)}%'");

    private static string Hex(string text) => Convert.ToHexStringLower(Encoding.UTF8.GetBytes(text));

    private static async Task RefusedAsync(HttpClient recorder, string path, string body, string key)
    {
        using var answer = await recorder.PostAsync("/api/v1" + path, body, key);
        Assert.True((int)answer.StatusCode is >= 400 and < 500, $"{path}: {answer.StatusCode}");
        Assert.Null(await answer.FaultAsync());
    }

    /// <summary>Every route that records one fact: a new one must be tried here too.</summary>
    private async Task<string[]> FactRoutesAsync() =>
        [.. (await Surface.OfAsync(api)).Operations
            .Where(one => one.Method == HttpMethod.Post && one.TakesJson && one.Body!.Value.Schema.TryGetProperty("properties", out var members)
                && members.TryGetProperty("customer", out _) && members.TryGetProperty("at", out _)
                && !one.Path.EndsWith("/facts/preview", StringComparison.Ordinal))
            .Select(one => one.Path)];
}
