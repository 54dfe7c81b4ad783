using System.Net;
using System.Text.Json;
using CustomerTiering.Access;
using CustomerTiering.Api.Tests.Faults;
using CustomerTiering.Api.Tests.Tiering;

namespace CustomerTiering.Api.Tests.Activity;

/// <summary>Whatever a correction changes, every view, guard and report follows.</summary>
public sealed class CorrectionScenarioTests(ApiWithMembershipInForce api) : IClassFixture<ApiWithMembershipInForce>
{
    private const string Day = "2026-02-0";

    [Fact]
    public async Task A_cancellation_corrected_to_another_purchase_gives_the_first_one_back()
    {
        var customer = await BuyAsync("s9", "s9p", 1, "1500");
        await BuyAsync("s9", "s9q", 2, "100");
        await RecordAsync("/cancellations", Fact("s9", "s9c", 3, "\"of\":\"s9p\""));
        Assert.Equal(["100 100", "1500 0"], await NetsAsync(customer));

        await CorrectAsync("s9", "s9x", "cancellation", "s9c", """{"of":"s9q"}""");

        Assert.Equal(["100 0", "1500 1500"], await NetsAsync(customer));
        await RefusedAsync("/cancellations", Fact("s9", "s9e", 5, "\"of\":\"s9q\""), "already-cancelled");
        await RecordAsync("/cancellations", Fact("s9", "s9d", 5, "\"of\":\"s9p\""));
        Assert.Equal(["100 0", "1500 0"], await NetsAsync(customer));
        // Back to the purchase that is cancelled by now.
        await RefusedAsync("/corrections", Correction("s9", "s9y", "cancellation", "s9c", """{"of":"s9p"}"""), "already-cancelled");
        await RefusedAsync("/corrections", Correction("s9", "s9z", "cancellation", "s9c", """{"of":"is-not-there"}"""), "unknown-purchase");
        await BuyAsync("s9", "is-not-there", 6, "7");
        Assert.Contains("7 7", await NetsAsync(customer));
        await RebuiltIsLiveAsync("purchases", "customer-facts");
    }

    [Fact]
    public async Task A_return_corrected_to_another_purchase_is_held_against_what_is_left_of_that_one()
    {
        var customer = await BuyAsync("r1", "r1p", 1, "50");
        await BuyAsync("r1", "r1q", 2, "100");
        await RecordAsync("/returns", Fact("r1", "r1a", 3, "\"of\":\"r1p\",\"currency\":\"CNY\",\"amount\":50"));
        await RecordAsync("/returns", Fact("r1", "r1b", 4, "\"of\":\"r1q\",\"currency\":\"CNY\",\"amount\":60"));

        await RefusedAsync("/corrections", Correction("r1", "r1w", "return", "r1a", """{"of":"r1q"}"""), "return-exceeds-purchase");
        await CorrectAsync("r1", "r1x", "return", "r1a", """{"of":"r1q","amount":40}""");
        Assert.Equal(["100 0", "50 50"], await NetsAsync(customer));
        await RefusedAsync("/returns", Fact("r1", "r1c", 5, "\"of\":\"r1q\",\"currency\":\"CNY\",\"amount\":\"0.01\""), "return-exceeds-purchase");

        // Once more of the fact that stands in the stream of another purchase.
        await CorrectAsync("r1", "r1y", "return", "r1a", """{"amount":"39.99"}""");
        await RecordAsync("/returns", Fact("r1", "r1c", 5, "\"of\":\"r1q\",\"currency\":\"CNY\",\"amount\":\"0.01\""));
        await CorrectAsync("r1", "r1z", "return", "r1a", """{"of":null}""");
        Assert.Equal(["0 -39.99", "100 39.99", "50 50"], await NetsAsync(customer));
        await RebuiltIsLiveAsync("purchases", "customer-facts");
    }

    [Fact]
    public async Task A_purchase_is_worth_nothing_once_it_is_corrected_to_less_than_was_returned()
    {
        var customer = await BuyAsync("w1", "w1p", 1, "100");
        await RecordAsync("/returns", Fact("w1", "w1r", 2, "\"of\":\"w1p\",\"currency\":\"CNY\",\"amount\":80"));
        await CorrectAsync("w1", "w1k", "purchase", "w1p", """{"amount":70}""");
        Assert.Equal(["70 0"], await NetsAsync(customer));
    }

    [Fact]
    public async Task A_reinstated_purchase_counts_as_before_and_may_be_cancelled_again()
    {
        var customer = await BuyAsync("i1", "i1p", 1, "100");
        await RecordAsync("/returns", Fact("i1", "i1r", 2, "\"of\":\"i1p\",\"currency\":\"CNY\",\"amount\":30"));
        await RefusedAsync("/reinstatements", Fact("i1", "i1z", 3, "\"of\":\"i1p\""), "not-cancelled");
        await RecordAsync("/cancellations", Fact("i1", "i1c", 3, "\"of\":\"i1p\""));
        Assert.Equal(["100 0"], await NetsAsync(customer));
        await RecordAsync("/reinstatements", Fact("i1", "i1b", 4, "\"of\":\"i1p\""));
        Assert.Equal(["100 70"], await NetsAsync(customer));
        await RecordAsync("/cancellations", Fact("i1", "i1d", 5, "\"of\":\"i1p\""));
        Assert.Equal(["100 0"], await NetsAsync(customer));
    }

    [Fact]
    public async Task A_correction_leaves_the_texts_alone_that_it_does_not_name()
    {
        await RecordAsync("/interactions", Fact("t1", "t1i", 1, "\"purpose\":\"order\",\"note\":\"prefers mail\""));
        var corrected = await CorrectAsync("t1", "t1k", "interaction", "t1i", """{"purpose":"complaint"}""");
        var fact = await api.As(Roles.Agent).GetAsync($"/api/v1/facts/{corrected.GetProperty("id").GetGuid()}").ValueAsync();
        Assert.Equal("prefers mail", fact.GetProperty("fact").GetProperty("data").GetProperty("texts").GetProperty("note").GetString());
    }

    [Fact]
    public async Task A_correction_of_whom_a_referral_names_leaves_the_other_ones_list_right()
    {
        await RecordAsync("/referrals", Fact("f1", "f1r", 1, "\"referred\":\"f2\""));
        await RecordAsync("/referrals", Fact("f4", "f4r", 2, "\"referred\":\"f2\""));
        var left = await BuyAsync("f2", "f2p", 3, "10");
        await BuyAsync("f3", "f3p", 3, "10");
        await CorrectAsync("f1", "f1k", "referral", "f1r", """{"referred":"f3"}""");
        await api.AtRestAsync();
        Assert.Equal(
            1L, await api.OwnerAsync<long>(
                $"select jsonb_array_length(convert_from(view, 'UTF8')::jsonb -> 'all')::bigint from customer_facts where tenant_id = "
                    + $"'{api.Tenant}' and key = 'by/{left:D}'"));
        await RebuiltIsLiveAsync("customer-facts");
    }

    [Fact]
    public async Task A_resolution_corrected_to_another_complaint_leaves_the_first_one_open()
    {
        await RecordAsync("/complaints", Fact("c1", "c1a", 1, "\"category\":\"late\""));
        var customer = (await RecordAsync("/complaints", Fact("c1", "c1b", 2, "\"category\":\"broken\""))).GetProperty("customer").GetGuid();
        await RecordAsync("/complaints/resolutions", Fact("c1", "c1r", 3, "\"of\":\"c1a\""));
        await CorrectAsync("c1", "c1k", "complaint-resolved", "c1r", """{"of":"c1b"}""");
        await api.AtRestAsync();
        var open = (await api.As(Roles.Agent).GetAsync($"/api/v1/customers/{customer}/satisfaction").ValueAsync()).GetProperty("openComplaints");
        Assert.Equal("late", Assert.Single(open.EnumerateArray()).GetProperty("category").GetString());
        await RefusedAsync("/complaints/resolutions", Fact("c1", "c1s", 4, "\"of\":\"c1b\""), "complaint-not-open");
        await RecordAsync("/complaints/resolutions", Fact("c1", "c1t", 4, "\"of\":\"c1a\""));
        await RefusedAsync("/complaints/reopenings", Fact("c1", "c1u", 2, "\"of\":\"c1a\""), "complaint-open");
        await RebuiltIsLiveAsync("complaints");
    }

    [Fact]
    public async Task One_asking_answered_many_times_counts_once_by_its_latest_answer()
    {
        var asked = await RecordAsync("/surveys/asked", Fact("s10", "q", 1, "\"survey\":\"nps\""));
        for (var i = 0; i < 4; i++)
            await RecordAsync("/surveys/answers", Fact("s10", $"s10a{i}", 2, $"\"survey\":\"nps\",\"score\":{i},\"of\":\"q\""));
        await api.AtRestAsync();
        var seen = await api.As(Roles.Agent).GetAsync($"/api/v1/customers/{asked.GetProperty("customer").GetGuid()}/satisfaction").ValueAsync();
        Assert.Equal("""{"3":1}""", seen.GetProperty("surveys")[0].GetProperty("histogram").GetRawText());
        Assert.Equal("1", seen.GetProperty("surveys")[0].GetProperty("responseRate").GetString());
        Assert.Equal([3], seen.GetProperty("lastAnswers").EnumerateArray().Select(one => one.GetProperty("score").GetInt32()));
        var month = (await api.As(Roles.Reviewer).GetAsync("/api/v1/satisfaction/months?from=2026-02&to=2026-02").ValueAsync()).EnumerateArray();
        Assert.Equal(1, Assert.Single(month).GetProperty("summary").GetProperty("answers").GetInt32());

        await RefusedAsync("/surveys/answers", Fact("s10", "s10x", 3, "\"survey\":\"csat\",\"score\":5,\"of\":\"q\""), "unknown-asking");
        await RefusedAsync("/surveys/answers", Fact("s10b", "s10y", 3, "\"survey\":\"nps\",\"score\":5,\"of\":\"q\""), "unknown-asking");
        await RefusedAsync("/corrections", Correction("s10", "s10z", "survey-asked", "q", """{"survey":"ces"}"""), "unknown-asking");
        await RebuiltIsLiveAsync("surveys");
    }

    [Fact]
    public async Task A_return_of_another_customers_purchase_is_of_an_unknown_one()
    {
        await BuyAsync("o1", "o1p", 1, "100");
        await RefusedAsync("/returns", Fact("o2", "o2r", 2, "\"of\":\"o1p\",\"currency\":\"CNY\",\"amount\":1"), "unknown-purchase");
        await RefusedAsync("/returns", Fact("o1", "o1r", 2, "\"of\":\"o1p\",\"currency\":\"EUR\",\"amount\":1"), "currency-mismatch");
        await RefusedAsync(
            "/returns", Fact("o1", "o1r", 0, "\"of\":\"o1p\",\"currency\":\"CNY\",\"amount\":1"), "return-before-purchase", "2026-01-31T09:00:00Z");
    }

    [Fact]
    public async Task A_correction_that_comes_with_its_fact_and_one_that_comes_again_are_taken()
    {
        var lines = $"{{\"kind\":\"purchase\",{Fact("b1", "b1p", 1, "\"currency\":\"CNY\",\"amount\":10")[1..]}\n"
            + $"{{\"kind\":\"correction\",{Correction("b1", "b1k", "purchase", "b1p", """{"amount":20}""")[1..]}\n"
            + $"{{\"kind\":\"return\",{Fact("b1", "b1r", 2, "\"of\":\"b1p\",\"currency\":\"CNY\",\"amount\":15")[1..]}\n"
            + $"{{\"kind\":\"correction\",{Correction("b1", "b1l", "purchase", "b1p", """{"channel":"web"}""")[1..]}\n";
        Assert.Equal(["recorded", "recorded", "recorded", "recorded"], await SendAsync(lines));
        Assert.Equal(["duplicate", "duplicate", "duplicate", "duplicate"], await SendAsync(lines));
    }

    [Fact]
    public async Task A_customer_of_spaces_is_none_and_a_space_behind_an_id_is_no_other_customer()
    {
        foreach (var name in (string[])[" ", "\\u00a0", "\\u200b", ""])
        {
            var problem = await (await api.As(Roles.Recorder).PostAsync("/purchases", Fact(name, "s11", 1, "\"currency\":\"CNY\",\"amount\":400")))
                .ProblemAsync(HttpStatusCode.BadRequest, "invalid-request");
            Assert.Equal(["$.customer"], problem.Fields());
        }
        var customer = await BuyAsync("C-12", "s12a", 1, "600");
        Assert.Equal(customer, await BuyAsync("C-12 ", "s12b", 2, "600"));
        await api.AtRestAsync();
        var found = await api.As(Roles.Agent).GetAsync("/api/v1/customers?externalId=" + Uri.EscapeDataString("\u00a0C-12 ")).ValueAsync();
        Assert.Equal(customer, found.GetProperty("items")[0].GetProperty("id").GetGuid());
    }

    [Theory]
    [InlineData("/purchases", "2026-03-11T04:00:00Z", "\"currency\":\"CNY\",\"amount\":1", HttpStatusCode.Created)]
    [InlineData("/purchases", "2026-03-11T05:00:00Z", "\"currency\":\"CNY\",\"amount\":1", HttpStatusCode.BadRequest)]
    [InlineData("/customers/facts", "2028-03-10T04:00:00Z", "\"type\":\"company\"", HttpStatusCode.Created)]
    [InlineData("/customers/facts", "2028-03-10T05:00:00Z", "\"type\":\"company\"", HttpStatusCode.BadRequest)]
    public async Task What_happens_lies_at_most_a_day_ahead_and_what_holds_two_years(string path, string at, string members, HttpStatusCode status)
    {
        var answer = await api.As(Roles.Recorder).PostAsync(path, $"{{\"customer\":\"s17\",\"id\":\"{at}\",\"at\":\"{at}\",{members}}}");
        Assert.Equal(status, answer.StatusCode);
        if (status == HttpStatusCode.BadRequest) Assert.Contains("in-the-future", await answer.Content.ReadAsStringAsync(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task What_is_stated_in_advance_holds_from_its_day_on()
    {
        var customer = (await RecordAsync("/customers/facts", Fact("h1", "h1a", 1, "\"type\":\"person\",\"group\":\"old\"")))
            .GetProperty("customer").GetGuid();
        await RecordAsync("/customers/facts", """{"customer":"h1","id":"h1b","at":"2026-06-01T00:00:00Z","type":"person","group":"new"}""");
        await api.AtRestAsync();
        Assert.Equal("old", (await api.As(Roles.Agent).GetAsync($"/api/v1/customers/{customer}").ValueAsync()).GetProperty("group").GetString());
        Assert.Equal(1, (await api.As(Roles.Agent).GetAsync("/api/v1/customers?group=old").ValueAsync()).GetProperty("items").GetArrayLength());
        Assert.Equal(0, (await api.As(Roles.Agent).GetAsync("/api/v1/customers?group=new").ValueAsync()).GetProperty("items").GetArrayLength());
    }

    [Fact]
    public async Task An_indicator_that_nobody_declared_is_taken_and_listed_as_a_gap()
    {
        await RecordAsync("/indicators", Fact("g1", "g1a", 1, "\"name\":\"assets\",\"value\":1"));
        await api.AtRestAsync();
        Assert.Contains("assets", await GapsAsync());
        await api.As(Roles.Operator).PostAsync("/indicators/declarations",
            """{"name":"assets","names":{"en":"Assets held","zh":"资产"},"unit":"CNY","internal":true}""").ValueAsync(HttpStatusCode.Created);
        Assert.DoesNotContain("assets", await GapsAsync());
        var declared = await api.As(Roles.Agent).GetAsync("/api/v1/indicators/declarations").ValueAsync();
        Assert.Equal("资产", declared[0].GetProperty("names").GetProperty("zh").GetString());
        await (await api.As(Roles.Operator).PostAsync("/indicators/declarations", """{"name":"score","names":{"en":"Score"}}"""))
            .ProblemAsync(HttpStatusCode.BadRequest, "invalid-request");
    }

    private async Task<string[]> GapsAsync() =>
        [.. (await api.As(Roles.Agent).GetAsync("/api/v1/indicators/gaps").ValueAsync())
            .EnumerateArray().Select(gap => gap.GetProperty("name").GetString()!)];

    private async Task<IEnumerable<string?>> SendAsync(string lines)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, "/api/v1/facts")
        { Content = new StringContent(lines, System.Text.Encoding.UTF8, "application/x-ndjson") };
        var answer = await (await api.As(Roles.Recorder).SendAsync(request)).Content.ReadAsStringAsync();
        return answer.Split('\n', StringSplitOptions.RemoveEmptyEntries).Select(line => JsonDocument.Parse(line).RootElement)
            .Where(line => line.TryGetProperty("status", out _)).Select(line => line.GetProperty("status").GetString());
    }

    private async Task<Guid> BuyAsync(string customer, string id, int day, string amount) =>
        (await RecordAsync("/purchases", Fact(customer, id, day, $"\"currency\":\"CNY\",\"amount\":\"{amount}\""))).GetProperty("customer").GetGuid();

    private static string Fact(string customer, string id, int day, string members) =>
        $"{{\"customer\":\"{customer}\",\"id\":\"{id}\",\"at\":\"{Day}{day}T09:00:00Z\",{members}}}";

    private static string Correction(string customer, string id, string kind, string of, string replaces) =>
        Fact(customer, id, 9, $"\"ofKind\":\"{kind}\",\"of\":\"{of}\",\"replaces\":{replaces}");

    private Task<JsonElement> CorrectAsync(string customer, string id, string kind, string of, string replaces) =>
        RecordAsync("/corrections", Correction(customer, id, kind, of, replaces));

    private async Task<JsonElement> RecordAsync(string path, string json) =>
        await api.As(Roles.Recorder).PostAsync(path, json).ValueAsync(HttpStatusCode.Created);

    private async Task RefusedAsync(string path, string json, string code, string? at = null)
    {
        var sent = at is null ? json : json.Replace($"{Day}0T09:00:00Z", at, StringComparison.Ordinal);
        await (await api.As(Roles.Recorder).PostAsync(path, sent)).ProblemAsync(HttpStatusCode.UnprocessableEntity, code);
    }

    private async Task<IEnumerable<string>> NetsAsync(Guid customer)
    {
        await api.AtRestAsync();
        var items = (await api.As(Roles.Agent).GetAsync($"/api/v1/customers/{customer}/purchases").ValueAsync()).GetProperty("items");
        return items.EnumerateArray().Select(item => $"{item.GetProperty("amount").GetString()} {item.GetProperty("net").GetString()}")
            .Order(StringComparer.Ordinal);
    }

    private async Task RebuiltIsLiveAsync(params string[] projections)
    {
        foreach (var projection in projections) await api.RebuiltIsLiveAsync(projection);
    }
}
