using System.Net;
using System.Text.Json;
using CustomerTiering.Access;
using CustomerTiering.Api.Tests.Faults;

namespace CustomerTiering.Api.Tests.Customers;

public sealed class DuplicatesTests(ApiWithSomeWhoMayBeOne api) : IClassFixture<ApiWithSomeWhoMayBeOne>
{
    [Fact]
    public async Task Those_who_agree_are_found_with_all_that_they_agree_in()
    {
        var page = await api.AsksAsync("/customers/duplicates");
        Assert.Equal(
            ["attributes.email attributes.phone name: a-1 a-2", "attributes.phone: b-1 b-2 b-3", "name: c-1 c-2"],
            Sets(page).Order(StringComparer.Ordinal));
        Assert.All(page.GetProperty("items").EnumerateArray().SelectMany(set => set.GetProperty("customers").EnumerateArray()),
            customer => Assert.Equal("open", customer.GetProperty("person").GetString()));
    }

    [Fact]
    public async Task By_one_thing_everybody_who_agrees_in_it_is_found()
    {
        Assert.Equal(
            ["attributes.email attributes.phone name: a-1 a-2", "name: c-1 c-2"], Sets(await api.AsksAsync("/customers/duplicates?by=name")).Order());
        Assert.Equal(["attributes.email attributes.phone name: a-1 a-2"], Sets(await api.AsksAsync("/customers/duplicates?by=attributes.email")));
    }

    [Fact]
    public async Task What_more_have_in_common_than_was_said_tells_nobody_apart()
    {
        Assert.Contains("attributes.phone: b-1 b-2 b-3", Sets(await api.AsksAsync("/customers/duplicates?most=3")));
        Assert.DoesNotContain("attributes.phone: b-1 b-2 b-3", Sets(await api.AsksAsync("/customers/duplicates?most=2")));
        Assert.Contains("attributes.phone: b-1 b-2 b-3", Sets(await api.AsksAsync("/customers/duplicates?most=100")));
    }

    [Fact]
    public async Task Pages_follow_each_other_without_gap_or_repetition()
    {
        var found = new List<string>();
        for (string? cursor = ""; cursor is not null;)
        {
            var page = await api.AsksAsync("/customers/duplicates?limit=1" + cursor);
            found.AddRange(Sets(page));
            cursor = page.TryGetProperty("next", out var next) ? "&cursor=" + next.GetString() : null;
        }
        Assert.Equal(Sets(await api.AsksAsync("/customers/duplicates")), found);
        var first = (await api.AsksAsync("/customers/duplicates?limit=1")).GetProperty("next").GetString();
        await (await api.As(Roles.Agent).GetAsync($"/api/v1/customers/duplicates?most=9&cursor={first}"))
            .ProblemAsync(HttpStatusCode.BadRequest, "bad-cursor");
    }

    [Fact]
    public async Task Of_one_customer_those_who_may_be_the_same_are_listed()
    {
        var found = await api.AsksAsync($"/customers/{api.Ids["b-1"]}/duplicates");
        Assert.Equal(["attributes.phone: b-2", "attributes.phone: b-3"], Others(found).Order());
        Assert.Equal(["attributes.email attributes.phone name: a-2"], Others(await api.AsksAsync($"/customers/{api.Ids["a-1"]}/duplicates")));
        Assert.Empty(Others(await api.AsksAsync($"/customers/{api.Ids["d-1"]}/duplicates")));
        await (await api.As(Roles.Agent).GetAsync($"/api/v1/customers/{Guid.NewGuid():D}/duplicates"))
            .ProblemAsync(HttpStatusCode.NotFound, "not-found");
    }

    [Fact]
    public async Task Who_may_not_see_names_is_not_told_who_has_the_same()
    {
        await (await api.As(Roles.Operator).GetAsync("/api/v1/customers/duplicates")).ProblemAsync(HttpStatusCode.Forbidden, "forbidden");
        await (await api.As(Roles.Operator).GetAsync($"/api/v1/customers/{api.Ids["a-1"]}/duplicates"))
            .ProblemAsync(HttpStatusCode.Forbidden, "forbidden");
        await (await api.As(Roles.Reviewer).PostAsync($"/customers/{api.Ids["a-1"]}/dismissed-duplicates",
            $$"""{"other":"{{api.Ids["a-2"]}}","reason":"no"}""")).ProblemAsync(HttpStatusCode.Forbidden, "forbidden");
        var stranger = await api.With(api.Tokens.Issue(api.OtherTenant, "somebody", [Roles.Agent]))
            .GetAsync("/api/v1/customers/duplicates").ValueAsync();
        Assert.Empty(Sets(stranger));
    }

    [Fact]
    public async Task All_that_is_wrong_with_a_query_is_named_at_once()
    {
        var problem = await (await api.As(Roles.Agent).GetAsync("/api/v1/customers/duplicates?by=attributes.grade&most=101"))
            .ProblemAsync(HttpStatusCode.BadRequest, "invalid-request");
        Assert.Equal(["by", "most"], problem.Fields());
        await (await api.As(Roles.Agent).GetAsync("/api/v1/customers/duplicates?by=email&most=1"))
            .ProblemAsync(HttpStatusCode.BadRequest, "invalid-request");
        await (await api.As(Roles.Agent).GetAsync("/api/v1/customers/duplicates?limit=0")).ProblemAsync(HttpStatusCode.BadRequest, "invalid-request");
    }

    [Fact]
    public async Task Nothing_that_identifies_a_person_stands_in_what_they_are_found_by()
    {
        var rows = string.Join('\n', await api.RowsAsync($"select k::text from person_match_key k where tenant_id = '{api.Tenant}'"));
        Assert.Contains("attributes.phone", rows, StringComparison.Ordinal);
        foreach (var text in (string[])["Muster", "muster", "example", "7946", "442079"]) Assert.DoesNotContain(text, rows, StringComparison.Ordinal);
    }

    internal static IEnumerable<string> Sets(JsonElement page) => page.GetProperty("items").EnumerateArray()
        .Select(set =>
            $"{AgreeIn(set)}: {string.Join(' ', set.GetProperty("customers").EnumerateArray().Select(customer => customer.GetProperty("externalId").GetString()).Order())}");

    internal static IEnumerable<string> Others(JsonElement found) =>
        found.EnumerateArray().Select(one => $"{AgreeIn(one)}: {one.GetProperty("customer").GetProperty("externalId").GetString()}");

    private static string AgreeIn(JsonElement one) =>
        string.Join(' ', one.GetProperty("agreeIn").EnumerateArray().Select(member => member.GetString()));
}

/// <summary>A company some of whose customers agree in name, e-mail address or phone number.</summary>
public class ApiWithSomeWhoMayBeOne : RunningApi, IAsyncLifetime
{
    public Dictionary<string, Guid> Ids { get; } = [];

    /// <summary>The last change, after which queries are answered.</summary>
    protected HttpResponseMessage Last { get; set; } = null!;

    async Task IAsyncLifetime.InitializeAsync()
    {
        await InitializeAsync();
        await this.DeclareAsync("email", "text", "personal");
        await this.DeclareAsync("phone", "text", "personal");
        await this.DeclareAsync("grade", "text", "plain");
        foreach (var (id, name, attributes) in (IEnumerable<(string, string, string)>)
        [
            ("a-1", "Anna Muster", """{"email":"anna.muster@example.com","phone":"+44 20 7946 0018","grade":"A"}"""),
            ("a-2", "MUSTER, Anna", """{"email":"Anna.Muster@Example.com ","phone":"442079460018","grade":"A"}"""),
            ("b-1", "Berta One", """{"phone":"555-1","grade":"A"}"""),
            ("b-2", "Second Berta", """{"phone":"5551"}"""),
            ("b-3", "Berta Third", """{"phone":"(555) 1"}"""),
            ("c-1", "Zoë O’Brien", """{"email":"zoe@example.com"}"""),
            ("c-2", "O'Brien, Zoe", """{"email":"zoe2@example.com"}"""),
            ("d-1", "Dora Alone", """{"email":"dora@example.com","phone":"1","grade":"A"}"""),
        ])
        {
            Last = await As(
                Roles.Agent).PostAsync("/customers", $$"""{"externalId":"{{id}}","type":"person","name":"{{name}}","attributes":{{attributes}}}""");
            Ids[id] = (await Last.ValueAsync(HttpStatusCode.Created)).GetProperty("id").GetGuid();
        }
    }

    /// <summary>What the agent is answered after the last change.</summary>
    public Task<JsonElement> AsksAsync(string path) => As(Roles.Agent).GetAfterAsync(path, Last).ValueAsync();
}
