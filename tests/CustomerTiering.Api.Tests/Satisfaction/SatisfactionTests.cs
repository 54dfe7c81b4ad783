using System.Net;
using CustomerTiering.Access;

namespace CustomerTiering.Api.Tests.Satisfaction;

public sealed class SatisfactionTests(ApiWithSurveys api) : IClassFixture<ApiWithSurveys>
{
    [Fact]
    public async Task A_customers_satisfaction_has_scores_rate_last_answers_and_open_complaints()
    {
        var seen = await api.As(Roles.Agent).GetAfterAsync($"/customers/{api.Customer}/satisfaction", api.Last).ValueAsync();
        var csat = seen.GetProperty("surveys")[0];
        Assert.Equal("csat", csat.GetProperty("survey").GetString());
        Assert.Equal(2, csat.GetProperty("answers").GetInt32());
        Assert.True(csat.GetProperty("few").GetBoolean());
        Assert.Equal("0.5", csat.GetProperty("topTwoBox").GetProperty("value").GetString());
        Assert.Equal("3.5", csat.GetProperty("mean").GetProperty("value").GetString());
        Assert.Equal("0.6667", csat.GetProperty("responseRate").GetString()); // three asked; one answer names its asking, one names none
        Assert.Equal("""{"2":1,"5":1}""", csat.GetProperty("histogram").GetRawText());
        Assert.Equal([2, 5], seen.GetProperty("lastAnswers").EnumerateArray().Select(one => one.GetProperty("score").GetInt32()));
        Assert.Equal(2, seen.GetProperty("complaints").GetInt32());
        var open = Assert.Single(seen.GetProperty("openComplaints").EnumerateArray());
        Assert.Equal("delivery", open.GetProperty("category").GetString());
        Assert.Equal(1, open.GetProperty("reopened").GetInt32());
    }

    [Fact]
    public async Task Months_are_those_of_the_zone_that_is_asked_for()
    {
        Assert.Equal(["2024-03 csat 1", "2024-04 csat 2", "2024-04 nps 1"], await MonthsAsync(""));
        Assert.Equal(["2024-03 csat 0", "2024-04 csat 3", "2024-04 nps 1"], await MonthsAsync("&timeZone=Asia/Shanghai"));
    }

    [Fact]
    public async Task The_report_is_CSV_where_that_is_preferred()
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, "/api/v1/reports/satisfaction?from=2024-04&to=2024-04");
        request.Headers.TryAddWithoutValidation("Accept", "text/csv");
        request.Headers.TryAddWithoutValidation("Log-Position", api.Last.Headers.GetValues("Log-Position").Single());
        var csv = await (await api.As(Roles.Reviewer).SendAsync(request)).Content.ReadAsStringAsync();
        Assert.StartsWith(
            "month,survey,answers,few,asked,responseRate,topTwoBox,topTwoBoxLow,topTwoBoxHigh,mean,meanLow,meanHigh,nps,npsLow,npsHigh\r\n", csv,
            StringComparison.Ordinal);
        Assert.Contains("2024-04,nps,1,true,0,,,,,,,,100,100,100\r\n", csv, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("from=2024-4&to=2024-05", "from")]
    [InlineData("from=2024-04", "to")]
    [InlineData("from=2024-04&to=2024-03", "to")]
    [InlineData("from=2000-01&to=2020-01", "to")]
    [InlineData("from=2024-04&to=2024-05&timeZone=Nowhere", "timeZone")]
    public async Task A_span_that_is_none_is_refused(string query, string field)
    {
        var problem = await (await api.As(Roles.Reviewer).GetAsync("/api/v1/reports/satisfaction?" + query))
            .ProblemAsync(HttpStatusCode.BadRequest, "invalid-request");
        Assert.Equal([field], problem.Fields());
    }

    private async Task<IEnumerable<string>> MonthsAsync(string zone)
    {
        var months = await api.As(Roles.Reviewer).GetAfterAsync("/satisfaction/months?from=2024-03&to=2024-12" + zone, api.Last).ValueAsync();
        return months.EnumerateArray().Select(one => (Month: one.GetProperty("month").GetString(), Summary: one.GetProperty("summary")))
            .Select(one => $"{one.Month} {one.Summary.GetProperty("survey").GetString()} {one.Summary.GetProperty("answers").GetInt32()}").ToList();
    }
}

/// <summary>A customer who was asked three times, answered twice, and complained twice; another with one answer of each survey.</summary>
public sealed class ApiWithSurveys : RunningApi, IAsyncLifetime
{
    public Guid Customer { get; private set; }

    public HttpResponseMessage Last { get; private set; } = null!;

    async Task IAsyncLifetime.InitializeAsync()
    {
        await InitializeAsync();
        foreach (var id in (string[])["q1", "q2", "q3"])
            await this.RecordAsync("/surveys/asked", $$"""{"customer":"Y","id":"{{id}}","at":"2024-03-20T10:00:00Z","survey":"csat"}""");
        (Customer, _, _) = await this.RecordAsync(
            "/surveys/answers", """{"customer":"Y","id":"a1","of":"q1","at":"2024-03-31T18:00:00Z","survey":"csat","score":5}""");
        await this.RecordAsync("/surveys/answers", """{"customer":"Y","id":"a2","at":"2024-04-02T10:00:00Z","survey":"csat","score":1}""");
        await this.RecordAsync(
            "/corrections", """{"customer":"Y","id":"k1","at":"2024-04-03T10:00:00Z","ofKind":"survey","of":"a2","replaces":{"score":2}}""");
        await this.RecordAsync("/surveys/answers", """{"customer":"Z","id":"b1","at":"2024-04-05T10:00:00Z","survey":"csat","score":4}""");
        await this.RecordAsync("/surveys/answers", """{"customer":"Z","id":"b2","at":"2024-04-05T10:00:00Z","survey":"nps","score":9}""");
        await this.RecordAsync("/complaints", """{"customer":"Y","id":"c1","at":"2024-04-05T10:00:00Z","category":"delivery"}""");
        await this.RecordAsync("/complaints/resolutions", """{"customer":"Y","id":"s1","of":"c1","at":"2024-04-06T10:00:00Z"}""");
        await this.RecordAsync("/complaints/reopenings", """{"customer":"Y","id":"o1","of":"c1","at":"2024-04-07T10:00:00Z"}""");
        await this.RecordAsync("/complaints", """{"customer":"Y","id":"c2","at":"2024-04-05T10:00:00Z"}""");
        (_, _, Last) = await this.RecordAsync("/complaints/resolutions", """{"customer":"Y","id":"s2","of":"c2","at":"2024-04-06T10:00:00Z"}""");
    }
}
