using System.Net;
using System.Text.Json;
using CustomerTiering.Access;

namespace CustomerTiering.Api.Tests.Customers;

public sealed class SearchCustomersTests(ApiWithThreeCustomers api) : IClassFixture<ApiWithThreeCustomers>
{
    [Theory]
    [InlineData("externalId=S-2", "Bernd Berg")]
    [InlineData("name=BERG", "Anna Berger,Bernd Berg")]
    [InlineData("namePrefix=berg", "Bergbau AG")]
    [InlineData("type=company", "Bergbau AG")]
    [InlineData("group=North", "Anna Berger,Bernd Berg")]
    [InlineData("segment=vip", "Bernd Berg")]
    [InlineData("attribute=grade:A:1", "Anna Berger")]
    [InlineData("group=North&segment=vip", "Bernd Berg")]
    [InlineData("externalId=nobody", "")]
    [InlineData("group=%27%20or%20true", "")]
    public async Task Customers_are_found_by_what_is_known_of_them(string query, string names)
    {
        var page = await api.As(Roles.Agent).GetAfterAsync("/customers?" + query, api.Last).ValueAsync();
        var expected = names == "" ? [] : names.Split(',');
        if (query == "name=BERG") expected = [.. expected, "Bergbau AG"];
        Assert.Equal(expected.Order(), Names(page).Order());
    }

    [Fact]
    public async Task Pages_follow_each_other_without_gap_or_repetition()
    {
        var first = await api.As(Roles.Agent).GetAfterAsync("/customers?limit=2", api.Last).ValueAsync();
        var second = await api.As(Roles.Agent).GetAsync($"/api/v1/customers?limit=2&cursor={first.GetProperty("next").GetString()}").ValueAsync();
        Assert.Equal(["Anna Berger", "Bergbau AG", "Bernd Berg"], Names(first).Concat(Names(second)).Order());
        Assert.False(second.TryGetProperty("next", out _));
        await (await api.As(Roles.Agent).GetAsync($"/api/v1/customers?limit=2&group=North&cursor={first.GetProperty("next").GetString()}"))
            .ProblemAsync(HttpStatusCode.BadRequest, "bad-cursor");
        var stranger = api.With(api.Tokens.Issue(api.OtherTenant, "somebody", [Roles.Agent]));
        await (await stranger.GetAsync($"/api/v1/customers?limit=2&cursor={first.GetProperty("next").GetString()}"))
            .ProblemAsync(HttpStatusCode.BadRequest, "bad-cursor");
    }

    [Fact]
    public async Task Who_may_not_see_names_may_not_look_for_them()
    {
        await (await api.As(Roles.Operator).GetAsync("/api/v1/customers?name=Berg")).ProblemAsync(HttpStatusCode.Forbidden, "names-are-sealed");
        var page = await api.As(Roles.Operator).GetAfterAsync("/customers?group=North", api.Last).ValueAsync();
        Assert.Equal(["sealed", "sealed"], page.GetProperty("items").EnumerateArray().Select(item => item.GetProperty("person").GetString()));
    }

    [Fact]
    public async Task All_that_is_wrong_with_a_query_is_named_at_once()
    {
        var problem = await (await api.As(Roles.Agent).GetAsync("/api/v1/customers?type=robot&attribute=grade&group="))
            .ProblemAsync(HttpStatusCode.BadRequest, "invalid-request");
        Assert.Equal(["type", "attribute", "group"], problem.Fields());
        await (await api.As(Roles.Agent).GetAsync("/api/v1/customers?limit=501")).ProblemAsync(HttpStatusCode.BadRequest, "invalid-request");
    }

    private static IEnumerable<string> Names(JsonElement page) =>
        page.GetProperty("items").EnumerateArray().Select(item => item.GetProperty("name").GetString()!);
}

/// <summary>A company with three customers.</summary>
public sealed class ApiWithThreeCustomers : RunningApi, IAsyncLifetime
{
    public HttpResponseMessage Last { get; private set; } = null!;

    async Task IAsyncLifetime.InitializeAsync()
    {
        await InitializeAsync();
        await this.DeclareAsync("grade", "text", "plain");
        await this.RegisterAsync("""{"externalId":"S-1","type":"person","name":"Anna Berger","group":"North","attributes":{"grade":"A:1"}}""");
        await this.RegisterAsync("""{"externalId":"S-2","type":"person","name":"Bernd Berg","group":"North","segments":["vip","new"]}""");
        Last = await As(Roles.Agent).PostAsync("/customers", """{"externalId":"S-3","type":"company","name":"Bergbau AG"}""");
    }
}
