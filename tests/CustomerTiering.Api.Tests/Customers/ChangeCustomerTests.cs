using System.Net;
using CustomerTiering.Access;

namespace CustomerTiering.Api.Tests.Customers;

public sealed class ChangeCustomerTests(RunningApi api) : IClassFixture<RunningApi>
{
    private HttpClient Agent => api.As(Roles.Agent);

    [Fact]
    public async Task A_corrected_name_leaves_everything_else()
    {
        var (id, tag) = await api.RegisterAsync("""{"externalId":"D-1","type":"person","name":"Ana","group":"North","segments":["vip"]}""");
        var changed = await Agent.ChangeAsync(HttpMethod.Put, $"/customers/{id}/details", """{"name":"Anna"}""", tag);
        await changed.ValueAsync();
        Assert.Equal("\"v3\"", changed.Headers.ETag!.Tag);
        var seen = await Agent.GetAfterAsync($"/customers/{id}", changed).ValueAsync();
        Assert.Equal("Anna", seen.GetProperty("name").GetString());
        Assert.Equal("person", seen.GetProperty("type").GetString());
        Assert.Equal("North", seen.GetProperty("group").GetString());
        Assert.Equal("vip", seen.GetProperty("segments")[0].GetString());
    }

    [Fact]
    public async Task A_change_needs_the_version_that_was_read()
    {
        var (id, tag) = await api.RegisterAsync("""{"externalId":"D-2","type":"person","name":"Ana"}""");
        await (await Agent.ChangeAsync(HttpMethod.Put, $"/customers/{id}/details", """{"name":"Anna"}""", null))
            .ProblemAsync(HttpStatusCode.PreconditionRequired, "if-match-missing");
        await (await Agent.ChangeAsync(HttpMethod.Put, $"/customers/{id}/details", """{"name":"Anna"}""", tag)).ValueAsync();
        var before = await api.HeadAsync();
        await (await Agent.ChangeAsync(HttpMethod.Put, $"/customers/{id}/details", """{"name":"Annah"}""", tag))
            .ProblemAsync(HttpStatusCode.PreconditionFailed, "stale-version");
        Assert.Equal(before, await api.HeadAsync());
    }

    [Fact]
    public async Task Attributes_are_set_one_by_one_and_personal_ones_stay_sealed()
    {
        await api.DeclareAsync("grade", "text", "plain");
        await api.DeclareAsync("limit", "number", "plain");
        await api.DeclareAsync("phone", "text", "personal");
        var (id, tag) = await api.RegisterAsync("""{"externalId":"D-3","type":"person","attributes":{"grade":"B","phone":"079"}}""");
        var changed =
            await Agent.ChangeAsync(HttpMethod.Patch, $"/customers/{id}/attributes", """{"attributes":{"grade":null,"limit":12.50}}""", tag);
        await changed.ValueAsync();
        var seen = await Agent.GetAfterAsync($"/customers/{id}", changed).ValueAsync();
        Assert.Equal("""{"limit":"12.5"}""", seen.GetProperty("attributes").GetRawText());
        Assert.Equal("079", seen.GetProperty("personalAttributes").GetProperty("phone").GetString());

        await (await Agent.ChangeAsync(HttpMethod.Patch, $"/customers/{id}/attributes", """{"attributes":{"limit":"many"}}""", "\"v3\""))
            .ProblemAsync(HttpStatusCode.BadRequest, "invalid-request");
    }

    [Fact]
    public async Task Groups_are_joined_and_left()
    {
        var (id, tag) = await api.RegisterAsync("""{"externalId":"D-4","type":"company"}""");
        var joined = await Agent.ChangeAsync(HttpMethod.Put, $"/customers/{id}/group", """{"group":"North"}""", tag);
        await joined.ValueAsync();
        Assert.Equal("North", (await Agent.GetAfterAsync($"/customers/{id}", joined).ValueAsync()).GetProperty("group").GetString());
        var left = await Agent.ChangeAsync(HttpMethod.Delete, $"/customers/{id}/group", null, joined.Headers.ETag!.Tag);
        await left.ValueAsync();
        Assert.False((await Agent.GetAfterAsync($"/customers/{id}", left).ValueAsync()).TryGetProperty("group", out _));
        await (await Agent.ChangeAsync(HttpMethod.Delete, $"/customers/{id}/group", null, left.Headers.ETag!.Tag))
            .ProblemAsync(HttpStatusCode.UnprocessableEntity, "in-no-group");
    }

    [Fact]
    public async Task A_change_keeps_what_a_correction_put_right()
    {
        var (customer, _, _) = await api.RecordAsync(
            "/customers/facts", """{"customer":"D-5","id":"f1","at":"2024-01-01T00:00:00Z","name":"Bea","type":"person","group":"Suoth"}""");
        await api.RecordAsync(
            "/corrections",
            """{"customer":"D-5","id":"k1","at":"2024-02-01T00:00:00Z","ofKind":"customer","of":"f1","replaces":{"group":"South"}}""");
        var changed = await Agent.ChangeAsync(HttpMethod.Put, $"/customers/{customer}/details", """{"name":"Beate"}""", "\"v2\"");
        await changed.ValueAsync();
        var seen = await Agent.GetAfterAsync($"/customers/{customer}", changed).ValueAsync();
        Assert.Equal("South", seen.GetProperty("group").GetString());
        Assert.Equal("Beate", seen.GetProperty("name").GetString());
    }

    [Fact]
    public async Task Another_companys_customer_is_not_there()
    {
        var (id, tag) = await api.RegisterAsync("""{"externalId":"D-6","type":"person","name":"Ana"}""");
        var stranger = api.With(api.Tokens.Issue(api.OtherTenant, "somebody", [Roles.Agent]));
        await (await stranger.GetAsync($"/api/v1/customers/{id}")).ProblemAsync(HttpStatusCode.NotFound, "not-found");
        await (await stranger.ChangeAsync(HttpMethod.Put, $"/customers/{id}/details", """{"name":"Eve"}""", tag))
            .ProblemAsync(HttpStatusCode.NotFound, "not-found");
        foreach (var path in (string[])["timeline", "purchases", "facts", "satisfaction", "state"])
            await (await stranger.GetAsync($"/api/v1/customers/{id}/{path}")).ProblemAsync(HttpStatusCode.NotFound, "not-found");
        Assert.Equal(0, (await stranger.GetAsync("/api/v1/customers?externalId=D-6").ValueAsync()).GetProperty("items").GetArrayLength());
    }
}
