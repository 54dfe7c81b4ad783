using System.Net;
using System.Text.Json;
using CustomerTiering.Access;

namespace CustomerTiering.Api.Tests.Activity;

public sealed class ReadActivityTests(ApiWithPurchases api) : IClassFixture<ApiWithPurchases>
{
    [Fact]
    public async Task Purchases_are_listed_latest_first_with_what_was_returned_of_them()
    {
        var page = await api.As(Roles.Agent).GetAfterAsync($"/customers/{api.Customer}/purchases", api.Last).ValueAsync();
        Assert.Equal(
            ["2024-04-01 0 2 -2", "2024-03-03 50 0 0", "2024-03-02 20.5 0 20.5", "2024-03-01 100 30 70"],
            page.GetProperty("items").EnumerateArray().Select(Line));
    }

    [Fact]
    public async Task Purchases_come_in_pages()
    {
        var first = await api.As(Roles.Agent).GetAfterAsync($"/customers/{api.Customer}/purchases?limit=3", api.Last).ValueAsync();
        var second = await api.As(
            Roles.Agent).GetAsync($"/api/v1/customers/{api.Customer}/purchases?limit=3&cursor={first.GetProperty("next").GetString()}").ValueAsync();
        Assert.Equal(["2024-03-01 100 30 70"], second.GetProperty("items").EnumerateArray().Select(Line));
        Assert.False(second.TryGetProperty("next", out _));
    }

    [Fact]
    public async Task The_timeline_has_everything_and_the_last_recorded_first()
    {
        var seen = new List<string>();
        string? cursor = null;
        do
        {
            var page = await api.As(
                Roles.Agent).GetAsync($"/api/v1/customers/{api.Customer}/timeline?limit=3{(cursor is null ? "" : "&cursor=" + cursor)}").ValueAsync();
            seen.AddRange(page.GetProperty("items").EnumerateArray().Select(item => item.GetProperty("type").GetString()!));
            cursor = page.TryGetProperty("next", out var next) ? next.GetString() : null;
        }
        while (cursor is not null);
        Assert.Equal(
            ["FactCorrected", "PurchaseReturned", "PurchaseCancelled", "PurchaseMade", "PurchaseMade", "PurchaseReturned", "PurchaseMade",
                "CustomerRegistered"], seen);
    }

    [Fact]
    public async Task Notes_are_read_by_those_who_may()
    {
        var open = await (await api.As(Roles.Agent).GetAsync($"/api/v1/customers/{api.Customer}/timeline")).Content.ReadAsStringAsync();
        Assert.Contains("broken glass", open, StringComparison.Ordinal);
        var other = await (await api.As(Roles.Operator).GetAsync($"/api/v1/customers/{api.Customer}/timeline")).Content.ReadAsStringAsync();
        Assert.DoesNotContain("broken glass", other, StringComparison.Ordinal);
        Assert.Contains("(sealed)", other, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Facts_are_told_as_of_a_day_and_as_known_at_a_position()
    {
        Assert.Equal(["purchase 100", "return 30", "purchase 20.5"], await FactsAsync("asOf=2024-03-02"));
        Assert.Equal(["purchase 100", "return 30", "purchase 20"], await FactsAsync($"asOf=2024-03-02&knownAt={api.BeforeCorrection}"));
        Assert.Equal(["purchase 100", "return 30"], await FactsAsync("asOf=2024-03-01"));
        Assert.Equal(["purchase 100", "return 30"], await FactsAsync("asOf=2024-03-01&timeZone=America/Los_Angeles"));
        // half past eleven at night in UTC is the next day there
        Assert.Equal(["purchase 100"], await FactsAsync("asOf=2024-03-01&timeZone=Europe/Zurich"));
        await (await api.As(Roles.Agent).GetAsync($"/api/v1/customers/{api.Customer}/facts?knownAt=0"))
            .ProblemAsync(HttpStatusCode.NotFound, "not-found");
    }

    [Fact]
    public async Task Pages_of_facts_are_of_one_state_of_the_log()
    {
        var first = await api.As(Roles.Agent).GetAsync($"/api/v1/customers/{api.Customer}/facts?asOf=2024-12-31&limit=2").ValueAsync();
        Assert.Equal(7, first.GetProperty("count").GetInt32() + 1); // the correction is no fact of its own
        var second = await api.As(Roles.Agent).GetAsync(
            $"/api/v1/customers/{api.Customer}/facts?asOf=2024-12-31&limit=10&cursor={first.GetProperty("next").GetString()}").ValueAsync();
        Assert.Equal(first.GetProperty("knownAt").GetInt64(), second.GetProperty("knownAt").GetInt64());
        Assert.Equal(4, second.GetProperty("facts").GetArrayLength());
    }

    [Fact]
    public async Task What_is_wrong_with_a_question_is_named_at_once()
    {
        var problem = await (await api.As(Roles.Agent).GetAsync($"/api/v1/customers/{api.Customer}/facts?knownAt=yesterday&timeZone=Mars/Base"))
            .ProblemAsync(HttpStatusCode.BadRequest, "invalid-request");
        Assert.Equal(["timeZone", "knownAt"], problem.Fields());
    }

    private async Task<IEnumerable<string>> FactsAsync(string query)
    {
        var answer = await api.As(Roles.Agent).GetAsync($"/api/v1/customers/{api.Customer}/facts?{query}").ValueAsync();
        return answer.GetProperty("facts").EnumerateArray()
            .Select(fact => $"{fact.GetProperty("kind").GetString()} {fact.GetProperty("amount").GetString()}").ToList();
    }

    private static string Line(JsonElement item) =>
        $"{item.GetProperty("at").GetString()![..10]} {item.GetProperty("amount").GetString()} {item.GetProperty("returned").GetString()} "
            + $"{item.GetProperty("net").GetString()}";
}

/// <summary>A customer with three purchases: one partly returned, one corrected, one cancelled; and a return of an unknown purchase.</summary>
public sealed class ApiWithPurchases : RunningApi, IAsyncLifetime
{
    public Guid Customer { get; private set; }

    public long BeforeCorrection { get; private set; }

    public HttpResponseMessage Last { get; private set; } = null!;

    async Task IAsyncLifetime.InitializeAsync()
    {
        await InitializeAsync();
        (Customer, _, _) =
            await this.RecordAsync("/purchases", """{"customer":"P","id":"p1","at":"2024-03-01T10:00:00Z","currency":"EUR","amount":"100"}""");
        await this.RecordAsync(
            "/returns", """{"customer":"P","id":"r1","of":"p1","at":"2024-03-01T23:30:00Z","currency":"EUR","amount":"30","note":"broken glass"}""");
        await this.RecordAsync("/purchases", """{"customer":"P","id":"p2","at":"2024-03-02T12:00:00Z","currency":"EUR","amount":"20"}""");
        await this.RecordAsync("/purchases", """{"customer":"P","id":"p3","at":"2024-03-03T12:00:00Z","currency":"EUR","amount":"50"}""");
        await this.RecordAsync("/cancellations", """{"customer":"P","id":"x3","of":"p3","at":"2024-03-04T12:00:00Z"}""");
        await this.RecordAsync("/returns", """{"customer":"P","id":"r9","at":"2024-04-01T12:00:00Z","currency":"EUR","amount":"2"}""");
        BeforeCorrection = await this.HeadAsync();
        (_, _, Last) = await this.RecordAsync(
            "/corrections", """{"customer":"P","id":"k2","at":"2024-04-02T12:00:00Z","ofKind":"purchase","of":"p2","replaces":{"amount":"20.50"}}""");
    }
}
