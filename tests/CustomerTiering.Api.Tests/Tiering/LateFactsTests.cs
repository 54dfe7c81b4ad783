using System.Net.Http.Json;
using System.Text.Json.Nodes;
using CustomerTiering.Access;
using CustomerTiering.Api.Tests.Faults;

namespace CustomerTiering.Api.Tests.Tiering;

/// <summary>
/// Facts of days that are over: what would have come out otherwise is decided again, and what was decided can still be read as it was.
/// </summary>
public sealed class LateFactsTests(ApiWithMembershipInForce api) : IClassFixture<ApiWithMembershipInForce>
{
    [Fact]
    public async Task A_late_return_corrects_the_tier()
    {
        var customer = await api.BuysAsync("late-return", "lr-1", "2026-03-10T09:00:00+08:00", "1000.00");
        await api.HistoryAsync(customer, 1);
        api.Clock.MoveTo(new(2026, 4, 5, 4, 0, 0, TimeSpan.Zero));
        var before = await api.HistoryAsync(customer, 2);
        Assert.Equal(["joining 2026-03-10 joined silver", "review 2026-04-01 retained silver"], before.Select(Line));
        var known = await api.HeadAsync();

        await api.PostAsync(
            api.Person("shop", Roles.Recorder), "/api/v1/returns",
            """{"customer":"late-return","id":"lr-2","at":"2026-03-20T09:00:00+08:00","of":"lr-1","currency":"CNY","amount":"200.01"}""");

        var after = await api.HistoryAsync(customer, 4);
        Assert.Equal(
            ["joining 2026-03-10 joined silver", "review 2026-04-01 retained silver", "recheck 2026-03-20 downgraded ordinary",
                "review 2026-04-01 retained ordinary"],
            after.Select(Line));
        Assert.Equal([Id(after[0]), Id(after[1])], after.Skip(2).Select(line => (string?)line!["supersedes"]));
        Assert.Equal([Id(after[2]), Id(after[3]), null, null], after.Select(line => (string?)line!["supersededBy"]));

        // The tier on 31 March, as known on 5 April, and as known now.
        Assert.Equal(("silver", Id(before[0])), await OnAsync(customer, "2026-03-31", known));
        Assert.Equal(("ordinary", Id(after[2])), await OnAsync(customer, "2026-03-31", await api.HeadAsync()));
        Assert.Equal(("silver", Id(before[0])), await OnAsync(customer, "2026-03-19", await api.HeadAsync()));
    }

    [Fact]
    public async Task A_late_purchase_lets_rise_on_its_day_and_a_correction_takes_it_back()
    {
        var customer = await api.BuysAsync("late-purchase", "lp-1", "2026-02-01T09:00:00+08:00", "10.00");
        await api.HistoryAsync(customer, 1);
        await api.BuysAsync("late-purchase", "lp-9", "2026-02-20T09:00:00+08:00", "1000.00");
        await FebruaryAsync(customer, 2);

        await api.BuysAsync("late-purchase", "lp-2", "2026-02-10T09:00:00+08:00", "990.00");
        var risen = await FebruaryAsync(customer, 4);
        Assert.Equal(["at-once 2026-02-10 upgraded silver", "at-once 2026-02-20 retained silver"], risen.Skip(2).Select(Line));
        Assert.Equal([null, Id(risen[1])], risen.Skip(2).Select(line => (string?)line["supersedes"]));

        await api.PostAsync(
            api.Person("shop", Roles.Recorder), "/api/v1/corrections",
            """{"customer":"late-purchase","id":"lp-3","at":"2026-03-09T09:00:00+08:00","of":"lp-2","ofKind":"purchase","replaces":{"amount":"989.99"}}""");
        var fallen = await FebruaryAsync(customer, 6);
        Assert.Equal(["at-once 2026-02-10 retained ordinary", "at-once 2026-02-20 upgraded silver"], fallen.Skip(4).Select(Line));
        Assert.Equal([Id(risen[2]), Id(risen[3])], fallen.Skip(4).Select(line => (string?)line["supersedes"]));
    }

    [Fact]
    public async Task A_preview_tells_what_a_late_fact_would_change_and_records_nothing()
    {
        var customer = await api.BuysAsync("previewed", "pv-1", "2026-02-01T09:00:00+08:00", "1000.00");
        var made = (await api.HistoryAsync(customer, 1))[0]!;
        // What follows from the purchase may still be recorded meanwhile: a plan that is assigned. Neither a fact nor a decision is.
        Task<long> RecordedAsync() => api.OwnerAsync<long>(
            $"select count(*) from event where subject = '{customer}' and type in ('PurchaseMade', 'PurchaseReturned', 'TierDecided')");
        var before = await RecordedAsync();

        var previewed =
            await PreviewAsync(
                customer, """{"kind":"return","customer":"previewed","id":"pv-2","at":"2026-02-03T09:00:00+08:00","of":"pv-1","currency":"CNY","amount":"200.01"}""");

        var change = (await previewed.Content.ReadFromJsonAsync<JsonArray>())![0]!;
        Assert.Equal(("membership", Id(made)), ((string?)change["ladder"], (string?)change["was"]!["id"]));
        Assert.Equal(("2026-02-03", "recheck", "downgraded", "ordinary"), (
            (string?)change["would"]!["asOf"], (string?)change["would"]!["trigger"], (string?)change["would"]!["outcome"],
            (string?)change["would"]!["held"]));
        Assert.Null(change["would"]!["id"]);
        Assert.Equal(before, await RecordedAsync());
    }

    [Theory]
    [InlineData("""{"kind":"purchase","customer":"other","id":"x","at":"2026-02-03T09:00:00Z","currency":"CNY","amount":"1"}""", "unknown-customer")]
    [InlineData("""{"kind":"referral","customer":"refused","id":"x","at":"2026-02-03T09:00:00Z","referred":"nobody-yet"}""", "unknown-customer")]
    [InlineData("""{"kind":"purchase","customer":"refused","id":"rf-1","at":"2026-02-03T09:00:00Z","currency":"CNY","amount":"1"}""", "fact-known")]
    [InlineData("""{"kind":"return","customer":"refused","id":"x","at":"2026-02-03T09:00:00Z","of":"rf-1","currency":"CNY","amount":"10.01"}""",
        "return-exceeds-purchase")]
    [InlineData("""{"kind":"purchase","customer":"refused","id":"x","at":"2026-02-03T09:00:00Z","currency":"CNY","amount":"-1"}""",
        "invalid-request")]
    public async Task A_preview_refuses_what_the_intake_would_and_makes_nobody_known(string fact, string code)
    {
        using var purchase = await api.SendAsync(
            api.Person("shop", Roles.Recorder), "/api/v1/purchases",
            """{"customer":"refused","id":"rf-1","at":"2026-02-01T09:00:00Z","currency":"CNY","amount":"10.00"}""");
        var customer = (Guid)(await purchase.Content.ReadFromJsonAsync<JsonNode>())!["customer"]!;
        await api.HistoryAsync(customer, 1);
        var people = await api.RowsAsync("select count(*) from person");

        Assert.Equal(code, (string?)(await (await PreviewAsync(customer, fact)).Content.ReadFromJsonAsync<JsonNode>())!["code"]);
        Assert.Equal(people, await api.RowsAsync("select count(*) from person"));
    }

    [Fact]
    public async Task The_feed_keeps_every_change_of_a_day_not_the_last()
    {
        var now = api.Clock.GetUtcNow();
        var customer = await api.BuysAsync("feed", "f-1", $"{now:O}", "10.00");
        await api.HistoryAsync(customer, 1);
        await api.BuysAsync("feed", "f-2", $"{now:O}", "990.00");
        await api.HistoryAsync(customer, 2);
        await api.BuysAsync("feed", "f-3", $"{now:O}", "4000.00");

        var lines = await api.HistoryAsync(customer, 3);
        Assert.Equal(["ordinary", "silver", "gold"], lines.Select(line => (string?)line!["held"]));
        Assert.Single(lines.Select(line => (string?)line!["asOf"]).Distinct());
        Assert.All(lines, line => Assert.Null(line!["supersedes"]));
    }

    [Fact]
    public async Task A_redemption_is_not_counted_as_spend()
    {
        var answer = await api.PostAsync(
            api.Person("shop", Roles.Recorder), "/api/v1/purchases",
            """{"customer":"redeemer","id":"rd-1","at":"2026-03-10T09:00:00+08:00","currency":"CNY","amount":"999.99","redeemed":"500.00"}""");
        Assert.Equal("ordinary", (string?)(await api.HistoryAsync((Guid)answer["customer"]!, 1))[0]!["held"]);
    }

    /// <summary>What was decided as of days of February, once it is so many lines: how far the clock was moved is immaterial to it.</summary>
    private async Task<List<JsonNode>> FebruaryAsync(Guid customer, int lines)
    {
        for (var all = lines; ; all++)
            if ((await api.HistoryAsync(customer, all)).Select(line => line!)
                .Where(line => string.CompareOrdinal((string?)line["asOf"], "2026-03") < 0).ToList() is var found && found.Count >= lines)
                return found;
    }

    private async Task<HttpResponseMessage> PreviewAsync(Guid customer, string fact) => await api.Person("agatha", Roles.Agent).PostAsync(
        $"/api/v1/customers/{customer:D}/facts/preview", new StringContent(fact, System.Text.Encoding.UTF8, "application/json"));

    private async Task<(string? Tier, string? Decision)> OnAsync(Guid customer, string day, long known)
    {
        var state = await api.Person("rita", Roles.Reviewer)
            .GetFromJsonAsync<JsonNode>($"/api/v1/customers/{customer:D}/state?asOf={day}&knownAt={known}&timeZone=Asia/Shanghai");
        var tier = Assert.Single(state!["tiers"]!.AsArray())!;
        return ((string?)tier["effective"], (string?)tier["decision"]);
    }

    private static string? Id(JsonNode? line) => (string?)line!["id"];

    private static string Line(JsonNode? line) => $"{line!["trigger"]} {line["asOf"]} {line["outcome"]} {line["held"]}";
}
