using System.Net;
using System.Net.Http.Json;
using System.Text.Json.Nodes;
using CustomerTiering.Access;
using CustomerTiering.Api.Tests.Faults;
using CustomerTiering.Api.Tests.Lifecycle;

namespace CustomerTiering.Api.Tests.Tiering;

/// <summary>Why this tier, what the next one takes, what keeps this one: asked over HTTP, and tried by doing it.</summary>
public sealed class ExplanationTests(ApiWithMembershipInForce api) : IClassFixture<ApiWithMembershipInForce>
{
    private HttpClient Reviewer => api.Person("rita", Roles.Reviewer);

    [Fact]
    public async Task What_the_explanation_asks_for_gives_the_tier_and_a_cent_less_does_not()
    {
        var customer = await api.BuysAsync("climber", "cl-1", "2026-03-01T09:00:00+08:00", "760.00");
        await api.HistoryAsync(customer, 1);

        var ordinary = await ExplainAsync($"customers/{customer:D}/tiers/membership/explanation");
        var move = ordinary["next"]!["paths"]![0]!["moves"]![0]!;
        Assert.Equal(("ordinary", "silver", "240", "2027-02-28"),
            ((string?)ordinary["tier"], (string?)ordinary["next"]!["tier"], (string?)move["delta"], (string?)move["by"]));
        Assert.Equal("spend 240.00 CNY more by 28 February 2027", (string?)ordinary["next"]!["paths"]![0]!["words"]);
        Assert.Null(ordinary["keep"]);

        await api.BuysAsync("climber", "cl-2", "2026-03-10T09:00:00+08:00", "239.99");
        var still = await ExplainAsync($"customers/{customer:D}/tiers/membership/explanation");
        Assert.Equal(("ordinary", "0.01"), ((string?)still["tier"], (string?)still["next"]!["paths"]![0]!["moves"]![0]!["delta"]));

        await api.BuysAsync("climber", "cl-3", "2026-03-10T10:00:00+08:00", "0.01");
        var upgraded = (await api.HistoryAsync(customer, 2))[1]!;
        Assert.Equal("silver", (string?)upgraded["held"]);

        var silver = await ExplainAsync($"decisions/{upgraded["id"]}/explanation?language=zh&audience=customer");
        Assert.Equal(
            [
                "您自2026年3月10日起由ordinary升级为silver，因为最近12个月消费额为1,000元（要求不低于1,000元）。", "您的等级：silver，有效期至2026年9月9日。",
                "您在2027年2月28日前（含当日）再消费4,000元，即可升至gold。", "按目前情况，2026年9月9日评定时可继续保有silver。", "自2026年3月1日以来：最近12个月消费额由760元变为1,000元。",
            ],
            silver["words"]!.AsArray().Select(line => (string?)line));
        Assert.True((bool)silver["keep"]!["holds"]!);
        Assert.Equal(("spend", "760", "1000"), Change(silver));
    }

    [Fact]
    public async Task A_downgrade_says_what_would_have_avoided_it_and_what_changed_since_the_decision_before()
    {
        var customer = await api.BuysAsync("fallen", "fa-1", "2026-03-09T09:00:00+08:00", "1000.00");
        await api.HistoryAsync(customer, 1);
        await api.PostAsync(
            api.Person("shop", Roles.Recorder), "/api/v1/returns",
            """{"customer":"fallen","id":"far-1","at":"2026-03-10T09:00:00+08:00","of":"fa-1","currency":"CNY","amount":"200.01"}""");
        var fallen = (await api.HistoryAsync(customer, 2))[1]!;
        Assert.Equal("downgraded", (string?)fallen["outcome"]);

        var explanation = await ExplainAsync($"decisions/{fallen["id"]}/explanation");

        Assert.Equal("spend 0.01 CNY more from 11 March 2025 to 10 March 2026", (string?)explanation["avoided"]!["paths"]![0]!["words"]);
        Assert.Equal(("silver", "retain"), ((string?)explanation["avoided"]!["tier"], (string?)explanation["avoided"]!["rule"]));
        Assert.Equal(("spend", "1000", "799.99"), Change(explanation));
        Assert.Equal(
            "Downgraded from Silver to Ordinary from 10 March 2026 on after a return or cancellation, because the spend in the last 12 months is "
                + "799.99 CNY (at least 800.00 CNY required).",
            (string?)explanation["words"]![0]);
        var chinese = await ExplainAsync($"decisions/{fallen["id"]}/explanation?language=zh");
        Assert.Contains(
            "最近12个月消费额", chinese["why"]!.AsArray().SelectMany(rule => rule!["criteria"]!.AsArray()).Select(one => (string?)one!["subject"]));
        Assert.Contains(
            "metric spend", explanation["trace"]!.AsArray().SelectMany(rule => rule!["criteria"]!.AsArray()).Select(one => (string?)one!["subject"]));
    }

    [Fact]
    public async Task What_an_old_decision_asks_for_rests_on_what_was_known_then()
    {
        var customer = await api.BuysAsync("early", "ea-1", "2026-03-01T09:00:00+08:00", "300.00");
        var joined = (await api.HistoryAsync(customer, 1))[0]!;
        var then = await ExplainAsync($"decisions/{joined["id"]}/explanation");

        // A late fact of a day before it leaves the window earlier; the decision of then does not know it.
        await api.BuysAsync("early", "ea-2", "2025-06-01T09:00:00+08:00", "100.00");
        var later = await ExplainAsync($"decisions/{joined["id"]}/explanation");

        Assert.Equal("spend 700.00 CNY more by 28 February 2027", (string?)then["next"]!["paths"]![0]!["words"]);
        Assert.Equal(then["next"]!.ToJsonString(), later["next"]!.ToJsonString());
    }

    [Fact]
    public async Task A_tier_whose_day_has_passed_is_shown_as_overdue_and_listed()
    {
        // A run over the past gives silver until 31 July 2025; nothing is due today, and no timer judges what ended before.
        var customer = await api.KnownOnlyNowAsync("overdue", ("2025-02-01T09:00:00+08:00", "1000.00"));
        var run = await api.PostAsync(api.Person("olga", Roles.Operator), "/api/v1/assessments", """{"asOf":"2025-02-15"}""");
        await api.EventuallyAsync($"/api/v1/assessments/{run["id"]}", progress => (string?)progress["state"] == "done");
        await api.AtRestAsync();

        var words = (await ExplainAsync($"customers/{customer:D}/tiers/membership/explanation"))["words"]!.AsArray()
            .Select(line => (string?)line).ToList();
        Assert.Equal("It expired on 31 July 2025 and will be judged by the next run or timer.", words[2]);
        Assert.Equal("To keep Silver after 10 March 2026, by that day: spend 800.00 CNY more.", words[4]);
        Assert.DoesNotContain(words.Skip(3), line => line!.Contains("by 31 July 2025", StringComparison.Ordinal));
        var tier = Assert.Single((await Reviewer.GetFromJsonAsync<JsonArray>($"/api/v1/customers/{customer:D}/tiers"))!)!;
        Assert.Equal(("silver", "2025-07-31"), ((string?)tier["held"], (string?)tier["overdue"]));
        Assert.Equal(
            $$"""{"customer":"{{customer:D}}","ladder":"membership","held":"silver","expired":"2025-07-31","inGrace":false,"asOf":"2025-02-15"}""",
            await OverdueAsync(customer));

        await api.PostAsync(api.Person("olga", Roles.Operator), $"/api/v1/customers/{customer:D}/assessments", """{"asOf":"2026-03-09"}""");
        await api.AtRestAsync();

        Assert.Null(await OverdueAsync(customer));
    }

    [Fact]
    public async Task What_is_asked_wrongly_is_refused_with_everything_that_is_wrong()
    {
        var customer = await api.BuysAsync("asked", "as-1", "2026-03-01T09:00:00+08:00", "1.00");
        await api.HistoryAsync(customer, 1);

        using var wrong = await Reviewer.GetAsync($"/api/v1/customers/{customer:D}/tiers/membership/explanation?language=de&audience=everybody");
        using var unknown = await Reviewer.GetAsync($"/api/v1/customers/{customer:D}/tiers/credit/explanation");
        using var before = await Reviewer.GetAsync($"/api/v1/customers/{customer:D}/tiers/membership/explanation?asOf=2026-02-28");

        Assert.Equal(HttpStatusCode.BadRequest, wrong.StatusCode);
        Assert.Equal(["language", "audience"], (
            await wrong.Content.ReadFromJsonAsync<JsonNode>())!["errors"]!.AsArray().Select(error => (string?)error!["field"]));
        Assert.Equal((HttpStatusCode.NotFound, HttpStatusCode.NotFound), (unknown.StatusCode, before.StatusCode));
    }

    private async Task<string?> OverdueAsync(Guid customer) =>
        (await Reviewer.GetFromJsonAsync<JsonNode>("/api/v1/reports/overdue?ladder=membership"))!["items"]!.AsArray()
        .SingleOrDefault(line => (Guid)line!["customer"]! == customer)?.ToJsonString();

    private async Task<JsonNode> ExplainAsync(string path)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, $"/api/v1/{path}");
        request.Headers.Add("Log-Position", $"{await api.HeadAsync(api.Tenant)}");
        using var answer = await Reviewer.SendAsync(request);
        var text = await answer.Content.ReadAsStringAsync();
        Assert.True(answer.IsSuccessStatusCode, $"{path}: {(int)answer.StatusCode} {text}");
        return JsonNode.Parse(text)!;
    }

    private static (string?, string?, string?) Change(JsonNode explanation)
    {
        var change = Assert.Single(explanation["since"]!["metrics"]!.AsArray())!;
        return ((string?)change["name"], (string?)change["before"], (string?)change["after"]);
    }
}
